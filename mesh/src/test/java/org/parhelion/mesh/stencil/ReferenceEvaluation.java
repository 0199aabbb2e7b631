package org.parhelion.mesh.stencil;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Location;

/**
 * The value of a tree without derivatives at one cell, node by node, with a bound of how far another order of rounding may
 * lead: a few units in the last place of every intermediate value, carried along to first order.
 */
final class ReferenceEvaluation {
    private static final double UNIT = 8 * 0x1p-53;

    private final CartesianGrid grid;
    private final int[] cell;

    ReferenceEvaluation(CartesianGrid grid, int... cell) {
        this.grid = grid;
        this.cell = cell;
    }

    /**
     * A value and how far it may be off; an infinite error where a decision (a comparison, a branch, a quotient by what may
     * be 0) hangs on rounding.
     */
    record Enclosed(double value, double error) {
        boolean isDecided() {
            return error < 1e-3 * Math.max(1, Math.abs(value)) && Math.abs(value) < 1e100;
        }

        static Enclosed rounded(double value, double error) {
            return new Enclosed(value, error + UNIT * Math.abs(value));
        }

        static Enclosed undecided() {
            return new Enclosed(Double.NaN, Double.POSITIVE_INFINITY);
        }
    }

    Enclosed of(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            return new Enclosed(constant.value(), 0);
        } else if (expr instanceof Expr.ParameterValue value) {
            return new Enclosed(value.parameter().value(), 0);
        } else if (expr instanceof Expr.Coordinate coordinate) {
            Axis axis = coordinate.axis();
            return new Enclosed(grid.coordinate(axis, Location.CELL, cell[axis.ordinal()]), 0);
        } else if (expr instanceof Expr.Spacing spacing) {
            return new Enclosed(grid.spacing(spacing.axis()), 0);
        } else if (expr instanceof Expr.Access access) {
            return new Enclosed(access.field().data()[access.field().index(cell[0], cell[1], cell[2])], 0);
        } else if (expr instanceof Expr.Where where) {
            Enclosed condition = of(where.condition());
            Enclosed yes = of(where.ifTrue());
            Enclosed no = of(where.ifFalse());
            return !isTruthDecided(condition) ? Enclosed.undecided() : condition.value != 0 ? yes : no;
        } else if (expr instanceof Expr.Unary unary) {
            return unary(unary.op(), of(unary.operand()));
        }
        Expr.Binary binary = (Expr.Binary) expr;
        return binary(binary.op(), of(binary.left()), of(binary.right()));
    }

    private static boolean isTruthDecided(Enclosed condition) {
        return condition.error == 0 || Math.abs(condition.value) > condition.error;
    }

    private static Enclosed truth(boolean decided, boolean value) {
        return decided ? new Enclosed(value ? 1 : 0, 0) : Enclosed.undecided();
    }

    private static Enclosed unary(UnaryOp op, Enclosed a) {
        return switch (op) {
            case NEGATE -> new Enclosed(-a.value, a.error);
            case NOT -> truth(isTruthDecided(a), a.value == 0);
            case ABS -> new Enclosed(Math.abs(a.value), a.error);
            case SIN -> Enclosed.rounded(Math.sin(a.value), a.error + UNIT);
            case TANH -> Enclosed.rounded(Math.tanh(a.value), a.error);
            case ATAN -> Enclosed.rounded(Math.atan(a.value), a.error);
            default -> throw new AssertionError(op);
        };
    }

    private static Enclosed binary(BinaryOp op, Enclosed a, Enclosed b) {
        double x = a.value;
        double y = b.value;
        double error = a.error + b.error;
        boolean apart = error == 0 || Math.abs(x - y) > error;
        return switch (op) {
            case ADD -> Enclosed.rounded(x + y, error + UNIT * (Math.abs(x) + Math.abs(y)));
            case SUBTRACT -> Enclosed.rounded(x - y, error + UNIT * (Math.abs(x) + Math.abs(y)));
            case MULTIPLY -> Enclosed.rounded(x * y, a.error * Math.abs(y) + b.error * (Math.abs(x) + a.error));
            case DIVIDE ->
                b.error * 4 < Math.abs(y) && Math.abs(y) > 1e-100
                        ? Enclosed.rounded(x / y, 2 * (a.error + b.error * Math.abs(x / y)) / Math.abs(y))
                        : Enclosed.undecided();
            case POW -> power(a, (int) y);
            case MIN -> Enclosed.rounded(Math.min(x, y), error);
            case MAX -> Enclosed.rounded(Math.max(x, y), error);
            case HYPOT -> Enclosed.rounded(Math.hypot(x, y), error);
            case LESS -> truth(apart, x < y);
            case LESS_EQUAL -> truth(apart, x <= y);
            case GREATER -> truth(apart, x > y);
            case GREATER_EQUAL -> truth(apart, x >= y);
            case EQUAL -> truth(apart, x == y);
            case NOT_EQUAL -> truth(apart, x != y);
            case AND -> truth(isTruthDecided(a) && isTruthDecided(b), x != 0 && y != 0);
            case OR -> truth(isTruthDecided(a) && isTruthDecided(b), x != 0 || y != 0);
            case ATAN2 -> throw new AssertionError(op);
        };
    }

    private static Enclosed power(Enclosed a, int n) {
        Enclosed power = new Enclosed(1, 0);
        for (int k = 0; k < n; k++) {
            power = binary(BinaryOp.MULTIPLY, power, a);
        }
        return power;
    }
}
