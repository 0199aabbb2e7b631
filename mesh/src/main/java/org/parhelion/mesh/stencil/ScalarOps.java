package org.parhelion.mesh.stencil;

/** The {@link PrimitiveOp}s that are no single bytecode, for generated code to call; small enough always to be inlined. */
final class ScalarOps {
    private ScalarOps() {}

    static double copySign(double magnitude, double sign) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(magnitude) & Long.MAX_VALUE)
                | (Double.doubleToRawLongBits(sign) & Long.MIN_VALUE));
    }

    static double powerOfTwo(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a + PrimitiveOp.POWER_SHIFTER) << 52);
    }

    static double exponent(double a) {
        return Double.longBitsToDouble(
                        ((Double.doubleToRawLongBits(a) & Long.MAX_VALUE) >>> 52) | PrimitiveOp.EXPONENT_BASE_BITS)
                - PrimitiveOp.EXPONENT_BASE;
    }

    static double significand(double a) {
        return Double.longBitsToDouble(
                (Double.doubleToRawLongBits(a) & PrimitiveOp.FRACTION_BITS) | PrimitiveOp.ONE_BITS);
    }

    static int less(double a, double b) {
        return a < b ? 1 : 0;
    }

    static int lessEqual(double a, double b) {
        return a <= b ? 1 : 0;
    }

    static int equal(double a, double b) {
        return a == b ? 1 : 0;
    }

    static int truth(double a) {
        return a != 0 ? 1 : 0;
    }

    static double select(int condition, double ifTrue, double ifFalse) {
        return condition != 0 ? ifTrue : ifFalse;
    }
}
