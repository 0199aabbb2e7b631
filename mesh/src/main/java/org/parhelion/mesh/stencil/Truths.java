package org.parhelion.mesh.stencil;

/** Truth values of a program and their change to and from numbers. */
final class Truths {
    private final ProgramBuilder builder;

    Truths(ProgramBuilder builder) {
        this.builder = builder;
    }

    /** A truth as a value: it has no factor, even where it is the same at all points. */
    ScaledValue value(int truth) {
        return new ScaledValue(ScaledValue.ONE, truth);
    }

    /** 1 for true, 0 for false. */
    int asNumber(int truth) {
        Boolean known = known(truth);
        if (known != null) {
            return builder.constant(known ? 1 : 0);
        }
        return builder.apply(PrimitiveOp.SELECT, truth, builder.constant(1), builder.constant(0));
    }

    /** Whether a number is not 0. */
    int ofNumber(int number) {
        return builder.apply(PrimitiveOp.NOT, builder.apply(PrimitiveOp.EQUAL, number, builder.constant(0)));
    }

    /** What a truth is when it rests on numbers only; null when it is found only at run time. */
    Boolean known(int truth) {
        Program.Instruction instruction = builder.instruction(truth);
        return switch (instruction.op()) {
            case LESS, LESS_EQUAL, EQUAL ->
                (builder.isConstant(instruction.a()) && builder.isConstant(instruction.b()))
                        ? instruction.op().apply(builder.value(instruction.a()), builder.value(instruction.b()), 0) != 0
                        : null;
            case NOT -> known(instruction.a()) == null ? null : !known(instruction.a());
            case AND -> either(known(instruction.a()), known(instruction.b()), false);
            case OR -> either(known(instruction.a()), known(instruction.b()), true);
            default -> null;
        };
    }

    /** One operand that equals {@code decisive} decides; two that do not decide the other way. */
    private static Boolean either(Boolean a, Boolean b, boolean decisive) {
        if (Boolean.valueOf(decisive).equals(a) || Boolean.valueOf(decisive).equals(b)) {
            return decisive;
        }
        return (a == null || b == null) ? null : !decisive;
    }
}
