package org.parhelion.mesh.stencil;

/**
 * The operations a {@link Program} is made of. Each is exact or correctly rounded, so that every back end (interpreter,
 * scalar code, SIMD code of any width, another machine) gives the same bits.
 */
public enum PrimitiveOp {
    /** A number: {@code constant}. */
    CONSTANT(0),
    /** Value of parameter {@code slot}. */
    PARAMETER(0),
    /** Coordinate along axis {@code slot}, shifted by {@code i} points. */
    COORDINATE(0),
    /** Field {@code slot} at offset {@code (i, j, k)}. */
    LOAD(0),
    ADD(2),
    SUBTRACT(2),
    MULTIPLY(2),
    DIVIDE(2),
    /** {@code a × b + c}, rounded once. */
    FMA(3),
    NEGATE(1),
    ABS(1),
    SQRT(1),
    /** As {@link Math#min(double, double)}: NaN wins, −0 &lt; +0. */
    MIN(2),
    /** As {@link Math#max(double, double)}. */
    MAX(2),
    /** Magnitude of {@code a}, sign bit of {@code b}. */
    COPY_SIGN(2),
    /** {@code 2^a} for whole {@code a} in [−1022, 1023]; other arguments give a value that must not be used. */
    POWER_OF_TWO(1),
    /** Exponent bits of {@code a} less 1023 (the exponent of a positive normal number), as a number; the sign is ignored. */
    EXPONENT(1),
    /** {@code a} with its exponent set so that it lies in [1, 2); the sign is dropped. */
    SIGNIFICAND(1),
    /** Truth: {@code a < b}. */
    LESS(2),
    /** Truth: {@code a ≤ b}. */
    LESS_EQUAL(2),
    /** Truth: {@code a = b}. */
    EQUAL(2),
    /** Truth of two truths. */
    AND(2),
    /** Truth of two truths. */
    OR(2),
    /** Truth of one truth. */
    NOT(1),
    /** {@code a ? b : c} with truth {@code a}. */
    SELECT(3);

    private final int operands;

    PrimitiveOp(int operands) {
        this.operands = operands;
    }

    public int operands() {
        return operands;
    }

    public boolean isTruth() {
        return ordinal() >= LESS.ordinal() && this != SELECT;
    }

    /** Whether the first two operands may be swapped. */
    public boolean isCommutative() {
        return switch (this) {
            case ADD, MULTIPLY, FMA, MIN, MAX, EQUAL, AND, OR -> true;
            default -> false;
        };
    }

    /** The operation on numbers; truths are 1 and 0. The reference that all back ends are compared with. */
    public double apply(double a, double b, double c) {
        return switch (this) {
            case CONSTANT, PARAMETER, COORDINATE, LOAD -> throw new IllegalStateException(this + " has no operands");
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FMA -> Math.fma(a, b, c);
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            case SQRT -> Math.sqrt(a);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case COPY_SIGN ->
                Double.longBitsToDouble((Double.doubleToRawLongBits(a) & Long.MAX_VALUE)
                        | (Double.doubleToRawLongBits(b) & Long.MIN_VALUE));
            case POWER_OF_TWO -> Double.longBitsToDouble(Double.doubleToRawLongBits(a + POWER_SHIFTER) << 52);
            case EXPONENT ->
                Double.longBitsToDouble(((Double.doubleToRawLongBits(a) & Long.MAX_VALUE) >>> 52) | EXPONENT_BASE_BITS)
                        - EXPONENT_BASE;
            case SIGNIFICAND -> Double.longBitsToDouble((Double.doubleToRawLongBits(a) & FRACTION_BITS) | ONE_BITS);
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
            case AND -> a != 0 && b != 0 ? 1 : 0;
            case OR -> a != 0 || b != 0 ? 1 : 0;
            case NOT -> a == 0 ? 1 : 0;
            case SELECT -> a != 0 ? b : c;
        };
    }

    /** 1.5 × 2^52 + 1023: adding it leaves a whole number's biased exponent in the low bits. */
    static final double POWER_SHIFTER = 0x1.8p52 + 1023;

    /** Bits of 2^52, whose low bits count units. */
    static final long EXPONENT_BASE_BITS = 0x4330000000000000L;

    static final double EXPONENT_BASE = 0x1p52 + 1023;
    static final long FRACTION_BITS = 0x000FFFFFFFFFFFFFL;
    static final long ONE_BITS = 0x3FF0000000000000L;
}
