package org.parhelion.mesh.stencil;

import java.util.Arrays;
import org.parhelion.mesh.stencil.Arithmetic.Value;

/**
 * Expansions of the exponential function and its kin. Argument reduction after Cody and Waite, <i>Software Manual for the
 * Elementary Functions</i> (1980), with fused multiply-adds as in Muller et al., <i>Handbook of Floating-Point
 * Arithmetic</i> (2nd ed.), §10–11; the logarithm's formula is that of fdlibm's {@code e_log.c}. Coefficients are minimax
 * for the relative error of the result, by Remez' algorithm in 60 digits (see {@code MinimaxTest}).
 */
final class Exponentials {
    private static final double LOG2_E = 0x1.71547652b82fep0;
    /** ln 2 in 40 bits, so that its product with any exponent is exact, and the rest. */
    private static final double LN2_HIGH = 0x1.62e42fefa2p-1;

    private static final double LN2_LOW = 0x1.9ef35793c7673p-41;

    /** exp r = 1 + r + r² P(r) for |r| ≤ 0.3469, to 2^-56; here with 1 and 1 in front. */
    static final double[] EXP = {
        1,
        1,
        0x1.000000000000ap-1,
        0x1.55555555554f9p-3,
        0x1.55555555507fap-5,
        0x1.1111111127e5dp-7,
        0x1.6c16c18448e62p-10,
        0x1.a01a0129bcef2p-13,
        0x1.a01999b3df9dap-16,
        0x1.71df262328ea6p-19,
        0x1.28adc88c8a0cep-22,
        0x1.ad7f0132d9339p-26
    };
    /** 2 artanh(s)/s = 2 + z L(z), z = s² ≤ 0.02945, to 2^-58. */
    static final double[] LOG = {
        0x1.5555555555593p-1,
        0x1.999999997fca1p-2,
        0x1.2492494201bf1p-2,
        0x1.c71c51faf131ep-3,
        0x1.7466420c2c751p-3,
        0x1.39a1653dd51a9p-3,
        0x1.2f08ec080678bp-3
    };
    /** sinh(a)/a = 1 + z H(z), z = a² ≤ 1, to 2^-56. */
    static final double[] SINH = {
        0x1.5555555555556p-3,
        0x1.11111111110a1p-7,
        0x1.a01a01a0291fbp-13,
        0x1.71de3a45f727ap-19,
        0x1.ae6467668810fp-26,
        0x1.611a3a20d30a0p-33,
        0x1.b4cf78995453bp-41
    };

    private Exponentials() {}

    static Value exp(Arithmetic a, Value x) {
        return limited(a, x, scaledExp(a, x, 0));
    }

    /** e^x × 2^shift where that is between 0 and infinity in floating point; anything where x is far outside. */
    private static Value scaledExp(Arithmetic a, Value x, int shift) {
        // x = n ln 2 + r
        Value n = a.nearestWhole(x, LOG2_E);
        Value r = a.fma(n, -LN2_LOW, a.fma(n, -LN2_HIGH, x));
        Value significand = a.polynomial(r, EXP);
        return scale(a, significand, shift == 0 ? n : a.add(n, shift));
    }

    /** {@code a × 2^n} in two steps, of which only the second rounds, so that every exponent can be reached. */
    static Value scale(Arithmetic a, Value value, Value n) {
        Value half = a.nearestWhole(n, 0.5);
        return a.multiply(a.multiply(value, a.powerOfTwo(half)), a.powerOfTwo(a.subtract(n, half)));
    }

    /** Replaces the value of an exponential where its argument is far beyond overflow or underflow. */
    private static Value limited(Arithmetic a, Value x, Value value) {
        Value notAbove = a.select(a.less(720, x), Double.POSITIVE_INFINITY, value);
        return a.select(a.less(x, -760), 0, notAbove);
    }

    static Value log(Arithmetic a, Value x) {
        Split split = Split.of(a, x);
        // log x = k ln 2 + log(1 + f), log(1 + f) = f − f²/2 + s (f²/2 + R(s²)), s = f / (2 + f)
        Value f = a.subtract(split.significand(), 1);
        Value s = a.divide(f, a.add(f, 2));
        Value z = a.multiply(s, s);
        Value remainder = a.multiply(z, a.polynomial(z, LOG));
        Value halfSquare = a.multiply(a.multiply(f, 0.5), f);
        Value correction = a.fma(s, a.add(halfSquare, remainder), a.multiply(split.exponent(), LN2_LOW));
        Value negative = a.subtract(a.subtract(halfSquare, correction), f);
        Value finite = a.subtract(a.multiply(split.exponent(), LN2_HIGH), negative);
        // +Inf and NaN give themselves, ±0 gives −Inf, negative numbers give NaN
        Value large = a.select(a.less(x, Double.POSITIVE_INFINITY), finite, x);
        Value negativeIsNaN = a.select(a.less(x, 0), Double.NaN, large);
        return a.select(a.equal(x, 0), Double.NEGATIVE_INFINITY, negativeIsNaN);
    }

    /** |x| = 2^exponent × significand, the latter between √½ and √2; for finite x ≠ 0. */
    record Split(Value exponent, Value significand) {
        static Split of(Arithmetic a, Value x) {
            Value magnitude = a.abs(x);
            Value subnormal = a.less(magnitude, Double.MIN_NORMAL);
            Value normal = a.select(subnormal, a.multiply(magnitude, 0x1p54), magnitude);
            Value m = a.significand(normal);
            Value upper = a.less(0x1.6a09e667f3bcdp0, m);
            Value shift = a.add(a.select(subnormal, -54, 0), a.select(upper, 1, 0));
            return new Split(a.add(a.exponent(normal), shift), a.select(upper, a.multiply(m, 0.5), m));
        }
    }

    static Value sinh(Arithmetic a, Value x) {
        Value magnitude = a.abs(x);
        // h = e^|x| / 2:  sinh |x| = h − 1/(4 h)
        Value half = limited(a, magnitude, scaledExp(a, magnitude, -1));
        Value large = a.subtract(half, a.divide(0.25, half));
        Value z = a.multiply(magnitude, magnitude);
        Value small = a.fma(a.multiply(z, magnitude), a.polynomial(z, SINH), magnitude);
        return a.copySign(a.select(a.less(magnitude, 1), small, large), x);
    }

    static Value cosh(Arithmetic a, Value x) {
        Value magnitude = a.abs(x);
        Value half = limited(a, magnitude, scaledExp(a, magnitude, -1));
        return a.add(half, a.divide(0.25, half));
    }

    static Value tanh(Arithmetic a, Value x) {
        // tanh 22 rounds to 1;  tanh |x| = t / (t + 2), t = e^(2|x|) − 1
        Value magnitude = a.select(a.less(22, a.abs(x)), 22, a.abs(x));
        Value twice = a.add(magnitude, magnitude);
        Value n = a.nearestWhole(twice, LOG2_E);
        // the reduced argument is r + low, its e^… is 1 + r + tail
        Value r1 = a.fma(n, -LN2_HIGH, twice);
        Value r = a.fma(n, -LN2_LOW, r1);
        Value low = a.fma(n, -LN2_LOW, a.subtract(r1, r));
        Value tail = a.fma(a.multiply(r, r), a.polynomial(r, Arrays.copyOfRange(EXP, 2, EXP.length)), low);
        Value power = a.powerOfTwo(n);
        // t = (2^n − 1) + 2^n r + 2^n tail, with the rounding error of the first sum
        Value whole = a.subtract(power, 1);
        Value sum = a.fma(power, r, whole);
        Value lost = a.fma(power, r, a.subtract(whole, sum));
        Value t = a.add(sum, a.fma(power, tail, lost));
        return a.copySign(overTwoMore(a, t), x);
    }

    /** t / (t + 2), also taking the rounding error of the sum into account. */
    private static Value overTwoMore(Arithmetic a, Value t) {
        Value g = a.add(t, 2);
        Value lost = a.subtract(t, a.subtract(g, 2));
        Value inverse = a.divide(1, g);
        Value quotient = a.multiply(t, inverse);
        Value minus = a.negate(quotient);
        Value residual = a.fma(minus, lost, a.fma(minus, g, t));
        return a.fma(residual, inverse, quotient);
    }
}
