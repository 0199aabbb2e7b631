package org.parhelion.mesh.stencil;

import static org.parhelion.mesh.stencil.ScaledValue.ONE;

import java.util.BitSet;

/**
 * Arithmetic on {@link ScaledValue}s: emits the operations of a sum, product or quotient, with the algebraic clean-up that
 * a compiler allowed to reassociate products would make, always in the same way.
 *
 * <ul>
 *   <li>Factors that are the same at all points (numbers and parameters) are collected: {@code (a·x)·(b·y) = (a·b)·(x·y)},
 *       {@code a·x + a·y = a·(x + y)}, {@code 2·x + 3·y = 2·(x + 1.5·y)}; a division by one is a multiplication by its reciprocal.
 *   <li>{@code x·1 = x}, {@code x + 0 = x} (also for {@code x = −0}), {@code x − x = 0} (also for infinite x and NaN).
 *   <li>Whole and half powers up to 16½ by repeated multiplication and a square root, negative ones by reciprocal
 *       (unlike {@link Math#pow}, {@code x^0.5} of −0 is −0, and of −∞ is NaN).
 *   <li>A product that is added is fused with the sum (one rounding), except the second of a difference of products, where
 *       it would save nothing. Sums otherwise keep the order in which they are written.
 * </ul>
 */
final class Algebra {
    private static final int LARGEST_WHOLE_POWER = 16;

    private final ProgramBuilder builder;
    private final BitSet uniform = new BitSet();
    private int classified;

    Algebra(ProgramBuilder builder) {
        this.builder = builder;
    }

    ScaledValue constant(double value) {
        return new ScaledValue(builder.constant(value), ONE);
    }

    /** A value of the program as it stands. */
    ScaledValue of(int number) {
        return isUniform(number) ? new ScaledValue(number, ONE) : new ScaledValue(ONE, number);
    }

    /** The product as one value of the program. */
    int number(ScaledValue a) {
        if (a.isUniform()) {
            return a.factor();
        }
        if (a.factor() == ONE) {
            return a.value();
        }
        return isConstant(a.factor(), -1)
                ? builder.apply(PrimitiveOp.NEGATE, a.value())
                : builder.apply(PrimitiveOp.MULTIPLY, a.factor(), a.value());
    }

    ScaledValue scaled(int factor, int value) {
        if (value == ONE) {
            return new ScaledValue(factor == ONE ? builder.constant(1) : factor, ONE);
        }
        return new ScaledValue(isConstant(factor, 1) ? ONE : factor, value);
    }

    ScaledValue scaled(double factor, ScaledValue a) {
        return multiply(constant(factor), a);
    }

    ScaledValue multiply(ScaledValue a, ScaledValue b) {
        return scaled(product(a.factor(), b.factor()), product(a.value(), b.value()));
    }

    ScaledValue divide(ScaledValue a, ScaledValue b) {
        if (b.isUniform()) {
            return hasReciprocal(b.factor())
                    ? scaled(quotient(a.factor(), b.factor()), a.value())
                    : of(builder.apply(PrimitiveOp.DIVIDE, number(a), b.factor()));
        }
        int factor = quotient(a.factor(), b.factor());
        if (a.isUniform()) {
            return of(builder.apply(PrimitiveOp.DIVIDE, factor, b.value()));
        }
        return scaled(factor, builder.apply(PrimitiveOp.DIVIDE, a.value(), b.value()));
    }

    ScaledValue negate(ScaledValue a) {
        return scaled(negated(a.factor()), a.value());
    }

    ScaledValue add(ScaledValue a, ScaledValue b) {
        if (isZero(b)) {
            return a;
        }
        if (isZero(a)) {
            return b;
        }
        if (a.isUniform() && b.isUniform()) {
            return of(builder.apply(PrimitiveOp.ADD, a.factor(), b.factor()));
        }
        if (!a.isUniform() && !b.isUniform()) {
            if (a.factor() == b.factor()) {
                return scaled(a.factor(), sum(a.value(), b.value()));
            }
            if (a.factor() == negated(b.factor())) {
                if (a.value() == b.value()) {
                    return constant(0);
                }
                return scaled(a.factor(), builder.apply(PrimitiveOp.SUBTRACT, a.value(), b.value()));
            }
            if (haveModestRatio(a.factor(), b.factor())) {
                int ratio = builder.constant(builder.value(b.factor()) / builder.value(a.factor()));
                return scaled(a.factor(), builder.apply(PrimitiveOp.FMA, ratio, b.value(), a.value()));
            }
        }
        return of(unlikeSum(a, b));
    }

    ScaledValue subtract(ScaledValue a, ScaledValue b) {
        return add(a, negate(b));
    }

    /** Whether {@link #power} takes this exponent. */
    static boolean isSimplePower(double exponent) {
        double twice = 2 * Math.abs(exponent);
        return twice == Math.rint(twice) && twice <= 2 * LARGEST_WHOLE_POWER + 1;
    }

    /** Whole and half powers. */
    ScaledValue power(ScaledValue a, double exponent) {
        double magnitude = Math.abs(exponent);
        int whole = (int) magnitude;
        ScaledValue result = whole == 0
                ? constant(1)
                : scaled(repeatedProduct(a.factor(), whole), repeatedProduct(a.value(), whole));
        if (whole != magnitude) {
            result = multiply(result, of(builder.apply(PrimitiveOp.SQRT, number(a))));
        }
        return exponent < 0 ? divide(constant(1), result) : result;
    }

    /** Whether the value is the same at all points: made of numbers and parameters only. */
    boolean isUniform(int number) {
        for (; classified < builder.size(); classified++) {
            uniform.set(classified, classify(builder.instruction(classified)));
        }
        return uniform.get(number);
    }

    private boolean classify(Program.Instruction instruction) {
        return switch (instruction.op()) {
            case CONSTANT, PARAMETER -> true;
            case COORDINATE, LOAD -> false;
            default ->
                uniform.get(instruction.a())
                        && (instruction.b() < 0 || uniform.get(instruction.b()))
                        && (instruction.c() < 0 || uniform.get(instruction.c()));
        };
    }

    /** {@code a + b} where no common factor can be drawn out. */
    private int unlikeSum(ScaledValue a, ScaledValue b) {
        if (!b.isUniform() && isConstant(b.factor(), -1)) {
            return builder.apply(PrimitiveOp.SUBTRACT, number(a), b.value());
        }
        if (!a.isUniform() && isConstant(a.factor(), -1)) {
            return builder.apply(PrimitiveOp.SUBTRACT, number(b), a.value());
        }
        if (!b.isUniform() && b.factor() != ONE) {
            return builder.apply(PrimitiveOp.FMA, b.factor(), b.value(), number(a));
        }
        if (!a.isUniform() && a.factor() != ONE) {
            return builder.apply(PrimitiveOp.FMA, a.factor(), a.value(), number(b));
        }
        return sum(number(a), number(b));
    }

    private int sum(int a, int b) {
        Program.Instruction right = builder.instruction(b);
        if (right.op() == PrimitiveOp.MULTIPLY) {
            return builder.apply(PrimitiveOp.FMA, right.a(), right.b(), a);
        }
        Program.Instruction left = builder.instruction(a);
        if (left.op() == PrimitiveOp.MULTIPLY) {
            return builder.apply(PrimitiveOp.FMA, left.a(), left.b(), b);
        }
        return builder.apply(PrimitiveOp.ADD, a, b);
    }

    private int product(int a, int b) {
        if (a == ONE || b == ONE) {
            return a == ONE ? b : a;
        }
        return builder.apply(PrimitiveOp.MULTIPLY, a, b);
    }

    private int quotient(int a, int b) {
        if (b == ONE) {
            return a;
        }
        return builder.apply(PrimitiveOp.DIVIDE, a == ONE ? builder.constant(1) : a, b);
    }

    /** Left-to-right binary powers: x³ = (x·x)·x, x⁴ = (x·x)·(x·x). */
    private int repeatedProduct(int a, int exponent) {
        int result = a;
        for (int bit = Integer.highestOneBit(exponent) >> 1; bit != 0; bit >>= 1) {
            result = product(result, result);
            if ((exponent & bit) != 0) {
                result = product(result, a);
            }
        }
        return result;
    }

    private int negated(int factor) {
        if (factor == ONE) {
            return builder.constant(-1);
        }
        if (isConstant(factor, -1)) {
            return ONE;
        }
        Program.Instruction instruction = builder.instruction(factor);
        return instruction.op() == PrimitiveOp.NEGATE ? instruction.a() : builder.apply(PrimitiveOp.NEGATE, factor);
    }

    /** Whether multiplying by the reciprocal is as good as dividing: not for numbers whose reciprocal overflows. */
    private boolean hasReciprocal(int divisor) {
        if (!builder.isConstant(divisor)) {
            return true;
        }
        double reciprocal = Math.abs(1 / builder.value(divisor));
        return reciprocal >= Double.MIN_NORMAL && reciprocal <= Double.MAX_VALUE;
    }

    /** Whether both factors are numbers, neither ±1, whose quotient is far from overflow. */
    private boolean haveModestRatio(int a, int b) {
        if (a == ONE || b == ONE || !builder.isConstant(a) || !builder.isConstant(b)) {
            return false;
        }
        double ratio = Math.abs(builder.value(b) / builder.value(a));
        return !isConstant(a, -1) && !isConstant(b, -1) && ratio > 1e-100 && ratio < 1e100;
    }

    private boolean isZero(ScaledValue a) {
        return a.isUniform() && isConstant(a.factor(), 0);
    }

    private boolean isConstant(int number, double value) {
        return number != ONE && builder.isConstant(number) && builder.value(number) == value;
    }
}
