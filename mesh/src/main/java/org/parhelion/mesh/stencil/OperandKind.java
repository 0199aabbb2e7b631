package org.parhelion.mesh.stencil;

/** Which operands are truths. */
final class OperandKind {
    private OperandKind() {}

    static boolean isTruth(PrimitiveOp op, int operand) {
        return switch (op) {
            case AND, OR, NOT -> true;
            case SELECT -> operand == 0;
            default -> false;
        };
    }
}
