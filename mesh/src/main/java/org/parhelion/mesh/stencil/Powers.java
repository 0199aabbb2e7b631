package org.parhelion.mesh.stencil;

import org.parhelion.mesh.stencil.Arithmetic.Value;

/**
 * Expansion of {@code x^y}: the logarithm to base 2 in pairs of doubles (Dekker, <i>Numer. Math.</i> 18, 1971; Muller et al.,
 * <i>Handbook of Floating-Point Arithmetic</i>, §5 and §11) to about 2^-66, then 2 to its product with y. Constant exponents
 * that are small whole or half numbers become products and square roots.
 */
final class Powers {
    /** artanh(s)/s = 1 + z/3 + z² Q(z), z = s² ≤ 0.02945, to 2^-66. */
    static final double[] LOG = {
        0x1.9999999999996p-3, 0x1.249249249303dp-3, 0x1.c71c71c57f6efp-4, 0x1.745d1832ca839p-4,
        0x1.3b1362961b92ep-4, 0x1.1120ba6e3a51dp-4, 0x1.de32add310988p-5, 0x1.eb17783b95daap-5
    };
    /** 2^r = 1 + r E(r), |r| ≤ 0.5002, to 2^-54. */
    static final double[] EXP2 = {
        1,
        0x1.62e42fefa39f3p-1,
        0x1.ebfbdff82c598p-3,
        0x1.c6b08d7048f22p-5,
        0x1.3b2ab6fba1df4p-7,
        0x1.5d87fe7bbdd77p-10,
        0x1.430913096b899p-13,
        0x1.ffcbee34f85a9p-17,
        0x1.62bfd47ef7494p-20,
        0x1.b5416decc351bp-24,
        0x1.e606392dd23e4p-28,
        0x1.c062e7a0cfb29p-32
    };

    private static final double THIRD_HIGH = 0x1.5555555555555p-2;
    private static final double THIRD_LOW = 0x1.5555555555555p-56;
    private static final double TWO_LOG2_E_HIGH = 0x1.71547652b82fep1;
    private static final double TWO_LOG2_E_LOW = 0x1.777d0ffda0d24p-55;

    /** Largest whole exponent that becomes products. */
    private static final int LARGEST_PRODUCT = 16;

    private Powers() {}

    static Value pow(Arithmetic a, Value x, Value y) {
        if (a.isConstant(y)) {
            return constantPower(a, x, a.constant(y));
        }
        Value positive = positivePower(a, x, y);
        Value whole = isWhole(a, y);
        Value odd = a.and(whole, a.not(isWhole(a, a.multiply(y, 0.5))));
        Value signed = a.select(odd, a.copySign(positive, x), positive);
        return a.select(a.equal(y, 0), 1, a.select(whole, signed, fractionalPower(a, x, positive)));
    }

    private static Value constantPower(Arithmetic a, Value x, double y) {
        boolean whole = y == Math.rint(y);
        if (y == 0) {
            return a.number(1);
        }
        if (whole && Math.abs(y) <= LARGEST_PRODUCT) {
            return wholePower(a, x, (int) y);
        }
        if (Math.abs(y) == 0.5 || y == 1.5) {
            return rootPower(a, x, y);
        }
        Value positive = positivePower(a, x, a.number(y));
        if (!whole) {
            return fractionalPower(a, x, positive);
        }
        boolean odd = y * 0.5 != Math.rint(y * 0.5);
        return odd ? a.copySign(positive, x) : positive;
    }

    /** x^y for y that is not whole, from |x|^y: not a number for negative finite x. */
    private static Value fractionalPower(Arithmetic a, Value x, Value positive) {
        Value negative = a.and(a.less(x, 0), a.less(Double.NEGATIVE_INFINITY, x));
        return a.select(negative, Double.NaN, positive);
    }

    /** x^n by products whose rounding errors are carried along; squares and cubes without. */
    private static Value wholePower(Arithmetic a, Value x, int exponent) {
        Value base = exponent > 0 ? x : a.divide(1, x);
        if (Math.abs(exponent) == 1) {
            return base;
        }
        if (exponent == 2 || exponent == 3) {
            Value square = a.multiply(x, x);
            return exponent == 2 ? square : a.multiply(square, x);
        }
        Value lost = exponent > 0 ? a.number(0) : a.multiply(a.fma(a.negate(base), x, 1), base);
        Pair one = new Pair(base, lost);
        Pair power = one;
        int n = Math.abs(exponent);
        for (int bit = Integer.highestOneBit(n) >> 1; bit != 0; bit >>= 1) {
            power = power.times(a, power);
            if ((n & bit) != 0) {
                power = power.times(a, one);
            }
        }
        Value sum = a.add(power.high(), power.low());
        // −0 + 0 = 0
        Value corrected = n % 2 == 0 ? sum : a.copySign(sum, x);
        // where a product overflowed, or the base is 0 or infinite, the correction is not finite
        return a.select(a.less(a.abs(power.low()), Double.POSITIVE_INFINITY), corrected, power.high());
    }

    /** x^y for y = ½, −½ or 1½. */
    private static Value rootPower(Arithmetic a, Value x, double y) {
        // −0 becomes 0
        Value unsigned = a.add(x, 0);
        Value root = a.sqrt(unsigned);
        Value power = y == 1.5 ? a.multiply(unsigned, root) : root;
        Value all = a.select(a.equal(x, Double.NEGATIVE_INFINITY), Double.POSITIVE_INFINITY, power);
        return y < 0 ? a.divide(1, all) : all;
    }

    /** |x|^y. */
    private static Value positivePower(Arithmetic a, Value x, Value y) {
        Pair log = log2(a, x);
        Value high = a.multiply(y, log.high());
        Value error = a.fma(y, log.high(), a.negate(high));
        Value low = a.fma(y, log.low(), error);
        Value n = a.nearestWhole(high, 1);
        Value r = a.add(a.subtract(high, n), low);
        Value value = Exponentials.scale(a, a.polynomial(r, EXP2), n);
        Value notAbove = a.select(a.less(1100, high), Double.POSITIVE_INFINITY, value);
        return a.select(a.less(high, -1100), 0, notAbove);
    }

    /** log2 |x| as an unevaluated sum; infinite for 0 and infinities. */
    private static Pair log2(Arithmetic a, Value x) {
        Exponentials.Split split = Exponentials.Split.of(a, x);
        Value m = split.significand();
        // s = (m − 1)/(m + 1)
        Value f = a.subtract(m, 1);
        Value g = a.add(m, 1);
        Value gLow = a.subtract(m, a.subtract(g, 1));
        Value inverse = a.divide(1, g);
        Value sHigh = a.multiply(f, inverse);
        Value minus = a.negate(sHigh);
        Value sLow = a.multiply(a.fma(minus, gLow, a.fma(minus, g, f)), inverse);
        Pair s = new Pair(sHigh, sLow);
        // v = z/3 + z² Q(z), z = s²
        Pair z = s.times(a, s);
        Value zHigh = z.high();
        Value third = a.multiply(zHigh, THIRD_HIGH);
        Value thirdError = a.fma(zHigh, THIRD_HIGH, a.negate(third));
        Value thirdLow = a.fma(z.low(), THIRD_HIGH, a.fma(zHigh, THIRD_LOW, thirdError));
        Value rest = a.multiply(a.multiply(zHigh, zHigh), a.polynomial(zHigh, LOG));
        Pair v = Pair.sum(a, third, a.add(rest, thirdLow));
        // artanh s = s + s v
        Pair sv = s.times(a, v);
        Pair half = Pair.sum(a, sHigh, sv.high());
        half = new Pair(half.high(), a.add(half.low(), a.add(sv.low(), sLow)));
        Pair fraction = half.times(a, new Pair(a.number(TWO_LOG2_E_HIGH), a.number(TWO_LOG2_E_LOW)));
        Pair whole = Pair.sum(a, split.exponent(), fraction.high());
        Value low = a.add(whole.low(), fraction.low());
        Value magnitude = a.abs(x);
        Value high = a.select(a.less(magnitude, Double.POSITIVE_INFINITY), whole.high(), magnitude);
        high = a.select(a.equal(x, 0), Double.NEGATIVE_INFINITY, high);
        Value infinite = a.equal(a.abs(high), Double.POSITIVE_INFINITY);
        return new Pair(high, a.select(infinite, 0, low));
    }

    private static Value isWhole(Arithmetic a, Value y) {
        Value magnitude = a.abs(y);
        Value rounded = a.subtract(a.add(magnitude, 0x1p52), 0x1p52);
        return a.or(a.equal(rounded, magnitude), a.lessEqual(0x1p52, magnitude));
    }

    /** The unevaluated sum of two numbers, the second small against the first. */
    private record Pair(Value high, Value low) {
        /** a + b for |a| ≥ |b| or a = 0. */
        static Pair sum(Arithmetic a, Value large, Value small) {
            Value sum = a.add(large, small);
            return new Pair(sum, a.add(a.subtract(large, sum), small));
        }

        Pair times(Arithmetic a, Pair other) {
            Value product = a.multiply(high, other.high);
            Value error = a.fma(high, other.high, a.negate(product));
            Value cross = a.fma(high, other.low, a.fma(low, other.high, error));
            return new Pair(product, cross);
        }
    }
}
