package org.parhelion.solvers.simulation;

import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.solvers.simulation.CaseSource.Position;

/**
 * An expression of a case file that is yet to be parsed.
 *
 * @param key where it belongs: {@code fields.u.rate}
 */
record CaseText(String key, String text, Position position) {
    static CaseText of(String key, CaseNode node) {
        CaseNode.Scalar scalar = (CaseNode.Scalar) node;
        return new CaseText(key, scalar.text(), scalar.position());
    }

    InputException refuse(String problem) {
        return position.refuse(key + ": " + problem);
    }

    /** The same, with a caret under a part of the expression, if the text has it as it is written here, blanks aside. */
    InputException refuse(String problem, String part) {
        String wanted = part.replaceAll("\\s", "");
        int at = wanted.isEmpty() ? -1 : text.replaceAll("\\s", "").indexOf(wanted);
        if (at < 0) {
            return refuse(problem);
        }
        int offset = 0;
        for (int seen = 0; seen < at || Character.isWhitespace(text.charAt(offset)); offset++) {
            seen += Character.isWhitespace(text.charAt(offset)) ? 0 : 1;
        }
        return position.within(text, offset).refuse(key + ": " + problem);
    }

    /** The parser's complaint, with a caret under the column of the file, or under the expression where it is folded. */
    InputException refuse(ExpressionException error) {
        if (error.column() == 0) {
            return refuse(error.problem());
        }
        Position place = position.within(text, error.column() - 1);
        if (!place.equals(position) || error.column() == 1) {
            return place.refuse(key + ": " + error.problem());
        }
        String where = position.source().name() + ":" + position.line() + ":" + position.column();
        return new InputException(where + ": " + key + ": " + error.problem() + "\n" + error.picture(), error);
    }
}
