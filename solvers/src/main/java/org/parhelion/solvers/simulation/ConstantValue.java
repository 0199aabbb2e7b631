package org.parhelion.solvers.simulation;

import java.util.Optional;
import org.parhelion.mesh.stencil.Expr;

/** The value of an expression of numbers alone, by {@link StrictMath}: the same on every machine. */
final class ConstantValue {
    private ConstantValue() {}

    /** The value, or nothing if the expression depends on place, time or fields. Truths are 1 and 0. */
    static Optional<Double> of(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            return Optional.of(constant.value());
        } else if (expr instanceof Expr.ParameterValue parameter
                && !parameter.parameter().name().equals("t")) {
            return Optional.of(parameter.parameter().value());
        } else if (expr instanceof Expr.Unary unary) {
            return of(unary.operand()).map(operand -> unary(unary, operand));
        } else if (expr instanceof Expr.Binary binary) {
            return of(binary.left()).flatMap(left -> of(binary.right()).map(right -> binary(binary, left, right)));
        } else if (expr instanceof Expr.Where where) {
            return of(where.condition()).flatMap(truth -> of(truth != 0 ? where.ifTrue() : where.ifFalse()));
        }
        return Optional.empty();
    }

    private static double unary(Expr.Unary unary, double a) {
        return switch (unary.op()) {
            case NEGATE -> -a;
            case NOT -> a == 0 ? 1 : 0;
            case ABS -> Math.abs(a);
            case SQRT -> Math.sqrt(a);
            case EXP -> StrictMath.exp(a);
            case LOG -> StrictMath.log(a);
            case SIN -> StrictMath.sin(a);
            case COS -> StrictMath.cos(a);
            case TAN -> StrictMath.tan(a);
            case ASIN -> StrictMath.asin(a);
            case ACOS -> StrictMath.acos(a);
            case ATAN -> StrictMath.atan(a);
            case SINH -> StrictMath.sinh(a);
            case COSH -> StrictMath.cosh(a);
            case TANH -> StrictMath.tanh(a);
            case SIGN -> Math.signum(a);
            case FLOOR -> Math.floor(a);
        };
    }

    private static double binary(Expr.Binary binary, double a, double b) {
        return switch (binary.op()) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POW -> StrictMath.pow(a, b);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case ATAN2 -> StrictMath.atan2(a, b);
            case HYPOT -> StrictMath.hypot(a, b);
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_EQUAL -> a >= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
            case NOT_EQUAL -> a != b ? 1 : 0;
            case AND -> a != 0 && b != 0 ? 1 : 0;
            case OR -> a != 0 || b != 0 ? 1 : 0;
        };
    }
}
