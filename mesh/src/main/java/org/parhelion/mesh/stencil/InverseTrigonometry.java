package org.parhelion.mesh.stencil;

import org.parhelion.mesh.stencil.Arithmetic.Value;

/**
 * Expansions of the inverse trigonometric functions. Arguments are brought near zero as in fdlibm ({@code s_atan.c},
 * {@code e_asin.c}), with one division or square root; minimax coefficients for the relative error of the result, by Remez'
 * algorithm in 60 digits (see {@code MinimaxTest}).
 */
final class InverseTrigonometry {
    private static final double HALF_PI_HIGH = 0x1.921fb54442d18p0;
    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
    private static final double THREE_QUARTER_PI_HIGH = 0x1.2d97c7f3321d2p1;
    private static final double THREE_QUARTER_PI_LOW = 0x1.a79394c9e8a0ap-54;

    /** tan(π/8) and tan(3π/8), rounded outward: arguments between them are taken relative to π/4. */
    private static final double LOWER = 0.41421356237309503;

    private static final double UPPER = 2.4142135623730954;

    /** atan(t)/t = 1 + z A(z), z = t² ≤ 0.17158, to 2^-58. */
    static final double[] ATAN = {
        -0x1.555555555553dp-2, 0x1.99999999958f4p-3, -0x1.24924922b158bp-3, 0x1.c71c70e7b949dp-4,
        -0x1.745cf90dcc9fep-4, 0x1.3b111c9644757p-4, -0x1.10ebdfe5ed0aep-4, 0x1.df11899d33c00p-5,
        -0x1.9cdcc47aa6685p-5, 0x1.37eed9d971b56p-5, -0x1.25a0dce7b7958p-6
    };
    /** asin(t)/t = 1 + z B(z), z = t² ≤ ¼, to 2^-58. */
    static final double[] ASIN = {
        0x1.5555555555578p-3,
        0x1.333333332df7ep-4,
        0x1.6db6db7226100p-5,
        0x1.f1c71a8dc27c4p-6,
        0x1.6e8bdfa6759bbp-6,
        0x1.1c49e2bba2e27p-6,
        0x1.ca20cdfe68b9ep-7,
        0x1.757b7ae34dfbep-7,
        0x1.6173ed8e93cdap-7,
        0x1.e2befe6c3eedep-9,
        0x1.649288035fc50p-6,
        -0x1.595446318c19bp-6,
        0x1.0bb04f15b7868p-5
    };

    private InverseTrigonometry() {}

    static Value atan(Arithmetic a, Value x) {
        Value magnitude = a.abs(x);
        Value above = a.less(UPPER, magnitude);
        Value between = a.less(LOWER, magnitude);
        // t = −1/|x|, (|x| − 1)/(|x| + 1) or |x|
        Value numerator = a.select(above, -1, a.select(between, a.subtract(magnitude, 1), magnitude));
        Value denominator = a.select(above, magnitude, a.select(between, a.add(magnitude, 1), 1));
        Value t = a.divide(numerator, denominator);
        Value high = a.select(above, HALF_PI_HIGH, a.select(between, HALF_PI_HIGH / 2, 0));
        Value low = a.select(above, HALF_PI_LOW, a.select(between, HALF_PI_LOW / 2, 0));
        return a.copySign(nearAtan(a, t, high, low), x);
    }

    /** high + low + atan t. */
    private static Value nearAtan(Arithmetic a, Value t, Value high, Value low) {
        Value z = a.multiply(t, t);
        Value tail = a.fma(a.multiply(z, t), a.polynomial(z, ATAN), low);
        return a.add(high, a.add(tail, t));
    }

    static Value atan2(Arithmetic a, Value y, Value x) {
        Value left = a.less(a.copySign(1, x), 0);
        Value h = finite(a, a.abs(y), a.abs(x));
        Value w = finite(a, a.abs(x), a.abs(y));
        // 2^-2 where a sum could overflow
        Value scale = a.select(a.or(a.less(0x1p1000, h), a.less(0x1p1000, w)), 0.25, 1);
        h = a.multiply(h, scale);
        w = a.multiply(w, scale);
        Value above = a.less(a.multiply(w, UPPER), h);
        Value between = a.less(a.multiply(w, LOWER), h);
        Value width = a.select(a.equal(w, 0), 1, w);
        Value numerator = a.select(above, a.negate(w), a.select(between, a.subtract(h, w), h));
        Value denominator = a.select(above, h, a.select(between, a.add(h, w), width));
        Value t = a.divide(numerator, denominator);
        // left of the axis: π − (base + atan t)
        Value beside = a.select(left, 2 * HALF_PI_HIGH, 0);
        Value besideLow = a.select(left, 2 * HALF_PI_LOW, 0);
        Value diagonal = a.select(left, THREE_QUARTER_PI_HIGH, HALF_PI_HIGH / 2);
        Value diagonalLow = a.select(left, THREE_QUARTER_PI_LOW, HALF_PI_LOW / 2);
        Value high = a.select(above, HALF_PI_HIGH, a.select(between, diagonal, beside));
        Value low = a.select(above, HALF_PI_LOW, a.select(between, diagonalLow, besideLow));
        Value angle = nearAtan(a, a.select(left, a.negate(t), t), high, low);
        return a.copySign(angle, y);
    }

    /** The value, but 1 for infinity, and 0 where only the other is infinite. */
    private static Value finite(Arithmetic a, Value value, Value other) {
        Value besideInfinity = a.select(
                a.and(a.equal(other, Double.POSITIVE_INFINITY), a.less(value, Double.POSITIVE_INFINITY)), 0, value);
        return a.select(a.equal(value, Double.POSITIVE_INFINITY), 1, besideInfinity);
    }

    static Value asin(Arithmetic a, Value x) {
        Sine sine = Sine.of(a, x);
        // asin |x| = t + t z B(z), or π/2 − 2 (t + t z B(z))
        Value small = a.add(sine.t(), sine.tail());
        Value first = a.fma(sine.t(), -2, HALF_PI_HIGH);
        Value lost = a.fma(sine.t(), -2, a.subtract(HALF_PI_HIGH, first));
        Value large = a.add(first, a.fma(sine.tail(), -2, a.add(lost, HALF_PI_LOW)));
        return a.copySign(a.select(sine.large(), large, small), x);
    }

    static Value acos(Arithmetic a, Value x) {
        Sine sine = Sine.of(a, x);
        Value negative = a.less(x, 0);
        Value half = a.add(sine.t(), sine.tail());
        // |x| ≤ ½: π/2 − asin x;  x > ½: 2 asin t;  x < −½: π − 2 asin t
        Value t = a.copySign(sine.t(), x);
        Value first = a.subtract(HALF_PI_HIGH, t);
        Value lost = a.subtract(a.subtract(HALF_PI_HIGH, first), t);
        Value small = a.add(first, a.subtract(a.add(lost, HALF_PI_LOW), a.copySign(sine.tail(), x)));
        Value twice = a.add(half, half);
        Value left = a.subtract(2 * HALF_PI_HIGH, a.subtract(twice, 2 * HALF_PI_LOW));
        return a.select(sine.large(), a.select(negative, left, twice), small);
    }

    /**
     * asin |x| is {@code t + tail} up to ½; beyond, {@code π/2 − 2 (t + tail)}.
     *
     * @param large truth: |x| &gt; ½
     */
    private record Sine(Value t, Value tail, Value large) {
        static Sine of(Arithmetic a, Value x) {
            Value magnitude = a.abs(x);
            Value large = a.less(0.5, magnitude);
            // z = t², t = |x| or √((1 − |x|)/2)
            Value z = a.select(large, a.fma(magnitude, -0.5, 0.5), a.multiply(x, x));
            Value t = a.select(large, a.sqrt(z), magnitude);
            return new Sine(t, a.multiply(a.multiply(z, t), a.polynomial(z, ASIN)), large);
        }
    }
}
