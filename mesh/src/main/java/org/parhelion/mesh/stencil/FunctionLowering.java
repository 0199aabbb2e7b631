package org.parhelion.mesh.stencil;

/** Finds the expansion of each function that is not itself a primitive operation. */
final class FunctionLowering {
    private FunctionLowering() {}

    static int lower(ProgramBuilder builder, UnaryOp op, int x) {
        return switch (op) {
            case EXP -> ElementaryFunctions.exp(builder, x);
            case LOG -> ElementaryFunctions.log(builder, x);
            case SIN -> ElementaryFunctions.sin(builder, x);
            case COS -> ElementaryFunctions.cos(builder, x);
            case TAN -> ElementaryFunctions.tan(builder, x);
            case ASIN -> ElementaryFunctions.asin(builder, x);
            case ACOS -> ElementaryFunctions.acos(builder, x);
            case ATAN -> ElementaryFunctions.atan(builder, x);
            case SINH -> ElementaryFunctions.sinh(builder, x);
            case COSH -> ElementaryFunctions.cosh(builder, x);
            case TANH -> ElementaryFunctions.tanh(builder, x);
            case SIGN -> ElementaryFunctions.sign(builder, x);
            case FLOOR -> ElementaryFunctions.floor(builder, x);
            case NEGATE, NOT, ABS, SQRT -> throw new AssertionError(op + " is lowered without expansion");
        };
    }

    static int lower(ProgramBuilder builder, BinaryOp op, int x, int y) {
        return switch (op) {
            case POW -> ElementaryFunctions.pow(builder, x, y);
            case ATAN2 -> ElementaryFunctions.atan2(builder, x, y);
            case HYPOT -> ElementaryFunctions.hypot(builder, x, y);
            default -> throw new AssertionError(op + " is lowered without expansion");
        };
    }
}
