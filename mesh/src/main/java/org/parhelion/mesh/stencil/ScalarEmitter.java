package org.parhelion.mesh.stencil;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** One point at a time: numbers are {@code double}s, truths are {@code int}s 1 and 0. */
final class ScalarEmitter extends OpEmitter {
    private static final String MATH = "java/lang/Math";
    private static final String OPS = Type.getInternalName(ScalarOps.class);

    ScalarEmitter(MethodVisitor code) {
        super(code);
    }

    @Override
    int lanes() {
        return 1;
    }

    @Override
    int words(boolean truth) {
        return truth ? 1 : 2;
    }

    @Override
    void loadLocal(int local, boolean truth) {
        code.visitVarInsn(truth ? Opcodes.ILOAD : Opcodes.DLOAD, local);
    }

    @Override
    void storeLocal(int local, boolean truth) {
        code.visitVarInsn(truth ? Opcodes.ISTORE : Opcodes.DSTORE, local);
    }

    @Override
    int[] operandOrder(PrimitiveOp op) {
        return new int[] {0, 1, 2};
    }

    @Override
    void apply(PrimitiveOp op) {
        switch (op) {
            case ADD -> code.visitInsn(Opcodes.DADD);
            case SUBTRACT -> code.visitInsn(Opcodes.DSUB);
            case MULTIPLY -> code.visitInsn(Opcodes.DMUL);
            case DIVIDE -> code.visitInsn(Opcodes.DDIV);
            case NEGATE -> code.visitInsn(Opcodes.DNEG);
            case FMA -> call(MATH, "fma", "(DDD)D");
            case ABS -> call(MATH, "abs", "(D)D");
            case SQRT -> call(MATH, "sqrt", "(D)D");
            case MIN -> call(MATH, "min", "(DD)D");
            case MAX -> call(MATH, "max", "(DD)D");
            case COPY_SIGN -> call(OPS, "copySign", "(DD)D");
            case POWER_OF_TWO -> call(OPS, "powerOfTwo", "(D)D");
            case EXPONENT -> call(OPS, "exponent", "(D)D");
            case SIGNIFICAND -> call(OPS, "significand", "(D)D");
            case LESS -> call(OPS, "less", "(DD)I");
            case LESS_EQUAL -> call(OPS, "lessEqual", "(DD)I");
            case EQUAL -> call(OPS, "equal", "(DD)I");
            case AND -> code.visitInsn(Opcodes.IAND);
            case OR -> code.visitInsn(Opcodes.IOR);
            case NOT -> {
                code.visitInsn(Opcodes.ICONST_1);
                code.visitInsn(Opcodes.IXOR);
            }
            case SELECT -> call(OPS, "select", "(IDD)D");
            case CONSTANT, PARAMETER, COORDINATE, LOAD -> throw new IllegalStateException(op + " has no operands");
        }
    }

    private void call(String owner, String name, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    @Override
    void read(Runnable array, Runnable position) {
        array.run();
        position.run();
        code.visitInsn(Opcodes.DALOAD);
    }

    @Override
    void write(Runnable array, Runnable position, Runnable value) {
        array.run();
        position.run();
        value.run();
        code.visitInsn(Opcodes.DASTORE);
    }

    @Override
    void truthToNumber() {
        code.visitInsn(Opcodes.I2D);
    }

    @Override
    void numberToTruth() {
        call(OPS, "truth", "(D)I");
    }

    @Override
    void broadcast() {}

    @Override
    boolean hoistsTruthsAsNumbers() {
        return false;
    }
}
