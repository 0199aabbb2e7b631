package org.parhelion.mesh.stencil;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the bytecode of one operation; operands and result are on the Java stack. Scalar and vector code differ here. */
abstract class OpEmitter {
    protected final MethodVisitor code;

    OpEmitter(MethodVisitor code) {
        this.code = code;
    }

    /** Points that one value holds. */
    abstract int lanes();

    /** Words of the Java frame that a value takes. */
    abstract int words(boolean truth);

    abstract void loadLocal(int local, boolean truth);

    abstract void storeLocal(int local, boolean truth);

    /** In which order {@link #apply} wants its operands on the stack: 0 for a, 1 for b, 2 for c. */
    abstract int[] operandOrder(PrimitiveOp op);

    abstract void apply(PrimitiveOp op);

    /** Reads from an array at a position; each of the two pushes one thing. */
    abstract void read(Runnable array, Runnable position);

    /** Writes to an array at a position; each of the three pushes one thing. */
    abstract void write(Runnable array, Runnable position, Runnable value);

    /** Truth to 1 or 0. */
    abstract void truthToNumber();

    /** Whether a number differs from 0. */
    abstract void numberToTruth();

    /** Makes the scalar double on the stack a value. */
    abstract void broadcast();

    /** Whether locals of a kind hold a truth in the form of the number 1 or 0 when made outside the loop. */
    abstract boolean hoistsTruthsAsNumbers();

    final void pushInt(int value) {
        if (value >= -1 && value <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            code.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            code.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    final void pushDouble(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits == 0L || value == 1.0) {
            code.visitInsn(bits == 0L ? Opcodes.DCONST_0 : Opcodes.DCONST_1);
        } else {
            code.visitLdcInsn(value);
        }
    }
}
