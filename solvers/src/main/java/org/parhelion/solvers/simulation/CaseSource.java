package org.parhelion.solvers.simulation;

/** Text that case values come from, with the name that messages call it by: a file's, or {@code --set a.b=value}. */
record CaseSource(String name, String text) {
    /** A place in the text; line and column count from 1. */
    record Position(CaseSource source, int line, int column) {
        /** {@code file:line:column: problem}, the line itself, and a caret under the column. */
        String explain(String problem) {
            String line = source.line(this.line);
            String shown = line.isEmpty() ? "" : "\n    " + line + "\n    " + blanks(line, column - 1) + "^";
            return source.name + ":" + this.line + ":" + column + ": " + problem + shown;
        }

        InputException refuse(String problem) {
            return new InputException(explain(problem));
        }

        /**
         * The place {@code offset} characters into a scalar that starts here, if the source spells the scalar's text out
         * on this line (as it does unless the text is folded over lines or has escapes).
         */
        Position within(String scalar, int offset) {
            String line = source.line(this.line);
            int start = line.indexOf(scalar, column - 1);
            boolean atOnce = start >= column - 1 && start <= column;
            return atOnce ? new Position(source, this.line, start + 1 + offset) : this;
        }
    }

    /** A line without its end, counted from 1; empty past the end. */
    String line(int number) {
        int start = 0;
        for (int n = 1; n < number; n++) {
            start = text.indexOf('\n', start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end);
        return line.stripTrailing();
    }

    /** As wide as the line's first characters; tabs stay tabs. */
    static String blanks(String line, int count) {
        StringBuilder blanks = new StringBuilder();
        for (int n = 0; n < count; n++) {
            blanks.append(n < line.length() && line.charAt(n) == '\t' ? '\t' : ' ');
        }
        return blanks.toString();
    }
}
