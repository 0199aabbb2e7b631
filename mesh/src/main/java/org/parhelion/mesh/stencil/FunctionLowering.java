package org.parhelion.mesh.stencil;

/** Expands elementary functions into primitive operations. */
final class FunctionLowering {
    private FunctionLowering() {}

    static int lower(ProgramBuilder builder, UnaryOp op, int x) {
        throw new ExpressionException("function " + op + " has no expansion into primitive operations");
    }

    static int lower(ProgramBuilder builder, BinaryOp op, int x, int y) {
        throw new ExpressionException("function " + op + " has no expansion into primitive operations");
    }
}
