package org.parhelion.mesh.stencil;

/**
 * Short names for appending primitive operations to a program, so that an expansion reads like its formula. Nothing here is
 * re-associated or contracted: an {@code fma} is where it is written, and nowhere else.
 */
record Arithmetic(ProgramBuilder program) {
    /** 1.5 × 2^52: adding and subtracting it rounds a number below 2^51 to the nearest whole one, ties to even. */
    private static final double ROUNDER = 0x1.8p52;

    /** A value of the program by its number; a type of its own, as a number of a value must not pass for a number. */
    record Value(int number) {}

    Value number(double value) {
        return new Value(program.constant(value));
    }

    boolean isConstant(Value a) {
        return program.isConstant(a.number);
    }

    double constant(Value a) {
        return program.value(a.number);
    }

    private Value apply(PrimitiveOp op, Value a) {
        return new Value(program.apply(op, a.number));
    }

    private Value apply(PrimitiveOp op, Value a, Value b) {
        return new Value(program.apply(op, a.number, b.number));
    }

    private Value apply(PrimitiveOp op, Value a, Value b, Value c) {
        return new Value(program.apply(op, a.number, b.number, c.number));
    }

    Value add(Value a, Value b) {
        return apply(PrimitiveOp.ADD, a, b);
    }

    Value add(Value a, double b) {
        return add(a, number(b));
    }

    Value subtract(Value a, Value b) {
        return apply(PrimitiveOp.SUBTRACT, a, b);
    }

    Value subtract(Value a, double b) {
        return subtract(a, number(b));
    }

    Value subtract(double a, Value b) {
        return subtract(number(a), b);
    }

    Value multiply(Value a, Value b) {
        return apply(PrimitiveOp.MULTIPLY, a, b);
    }

    Value multiply(Value a, double b) {
        return multiply(a, number(b));
    }

    Value divide(Value a, Value b) {
        return apply(PrimitiveOp.DIVIDE, a, b);
    }

    Value divide(double a, Value b) {
        return divide(number(a), b);
    }

    /** {@code a × b + c}, rounded once. */
    Value fma(Value a, Value b, Value c) {
        return apply(PrimitiveOp.FMA, a, b, c);
    }

    Value fma(Value a, double b, Value c) {
        return fma(a, number(b), c);
    }

    Value fma(Value a, double b, double c) {
        return fma(a, number(b), number(c));
    }

    Value fma(Value a, Value b, double c) {
        return fma(a, b, number(c));
    }

    Value negate(Value a) {
        return apply(PrimitiveOp.NEGATE, a);
    }

    Value abs(Value a) {
        return apply(PrimitiveOp.ABS, a);
    }

    Value sqrt(Value a) {
        return apply(PrimitiveOp.SQRT, a);
    }

    Value copySign(Value magnitude, Value sign) {
        return apply(PrimitiveOp.COPY_SIGN, magnitude, sign);
    }

    Value copySign(double magnitude, Value sign) {
        return copySign(number(magnitude), sign);
    }

    Value powerOfTwo(Value a) {
        return apply(PrimitiveOp.POWER_OF_TWO, a);
    }

    Value exponent(Value a) {
        return apply(PrimitiveOp.EXPONENT, a);
    }

    Value significand(Value a) {
        return apply(PrimitiveOp.SIGNIFICAND, a);
    }

    Value less(Value a, Value b) {
        return apply(PrimitiveOp.LESS, a, b);
    }

    Value less(Value a, double b) {
        return less(a, number(b));
    }

    Value less(double a, Value b) {
        return less(number(a), b);
    }

    Value lessEqual(Value a, double b) {
        return apply(PrimitiveOp.LESS_EQUAL, a, number(b));
    }

    Value lessEqual(double a, Value b) {
        return apply(PrimitiveOp.LESS_EQUAL, number(a), b);
    }

    Value equal(Value a, Value b) {
        return apply(PrimitiveOp.EQUAL, a, b);
    }

    Value equal(Value a, double b) {
        return equal(a, number(b));
    }

    Value and(Value a, Value b) {
        return apply(PrimitiveOp.AND, a, b);
    }

    Value or(Value a, Value b) {
        return apply(PrimitiveOp.OR, a, b);
    }

    Value not(Value a) {
        return apply(PrimitiveOp.NOT, a);
    }

    Value select(Value condition, Value ifTrue, Value ifFalse) {
        return apply(PrimitiveOp.SELECT, condition, ifTrue, ifFalse);
    }

    Value select(Value condition, double ifTrue, Value ifFalse) {
        return select(condition, number(ifTrue), ifFalse);
    }

    Value select(Value condition, Value ifTrue, double ifFalse) {
        return select(condition, ifTrue, number(ifFalse));
    }

    Value select(Value condition, double ifTrue, double ifFalse) {
        return select(condition, number(ifTrue), number(ifFalse));
    }

    /** The whole number nearest to {@code a × factor}, whose magnitude must be below 2^51. */
    Value nearestWhole(Value a, double factor) {
        return subtract(fma(a, factor, ROUNDER), ROUNDER);
    }

    /** {@code Σ coefficients[k] x^k} by Horner's rule. */
    Value polynomial(Value x, double... coefficients) {
        Value sum = number(coefficients[coefficients.length - 1]);
        for (int k = coefficients.length - 2; k >= 0; k--) {
            sum = fma(sum, x, coefficients[k]);
        }
        return sum;
    }
}
