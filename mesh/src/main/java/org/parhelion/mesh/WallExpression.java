package org.parhelion.mesh;

import java.util.LinkedHashSet;
import java.util.Set;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Parameter;

/** What may stand in a boundary value: numbers, coordinates, parameters (time among them) and functions of them. */
final class WallExpression {
    private WallExpression() {}

    /** @throws IllegalArgumentException if the expression asks for a field, a derivative or a neighbouring point */
    static void check(Boundary boundary, Expr value) {
        parameters(boundary, value, new LinkedHashSet<>());
    }

    /** All parameters that the values of a boundary use. */
    static Set<Parameter> parameters(Boundary boundary) {
        Set<Parameter> found = new LinkedHashSet<>();
        for (Expr value : boundary.values()) {
            parameters(boundary, value, found);
        }
        return found;
    }

    private static void parameters(Boundary boundary, Expr value, Set<Parameter> found) {
        if (value instanceof Expr.ParameterValue leaf) {
            found.add(leaf.parameter());
        } else if (value instanceof Expr.Unary unary) {
            parameters(boundary, unary.operand(), found);
        } else if (value instanceof Expr.Binary binary) {
            parameters(boundary, binary.left(), found);
            parameters(boundary, binary.right(), found);
        } else if (value instanceof Expr.Where where) {
            parameters(boundary, where.condition(), found);
            parameters(boundary, where.ifTrue(), found);
            parameters(boundary, where.ifFalse(), found);
        } else if (value instanceof Expr.Access access) {
            throw refused(boundary, "field " + access.field());
        } else if (!(value instanceof Expr.Constant || value instanceof Expr.Coordinate)) {
            throw refused(boundary, value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static IllegalArgumentException refused(Boundary boundary, String what) {
        return new IllegalArgumentException("boundary " + boundary.kind().label() + ": its value uses " + what
                + "; only numbers, x, y, z, t, parameters and functions of them have a meaning on a wall");
    }
}
