package org.parhelion.mesh.stencil;

import org.parhelion.mesh.stencil.Arithmetic.Value;

/**
 * Expansions of sine, cosine and tangent: π/2 is taken off in three parts with fused multiply-adds, of which the first two
 * steps are exact (Cody and Waite, 1980; Muller, <i>Elementary Functions</i>, 3rd ed., §11.2), the rest r is in
 * [−π/4, π/4] and carries a correction; then both sine and cosine of r, and the quadrant picks one. Minimax coefficients
 * for the relative error of the result, by Remez' algorithm in 60 digits (see {@code MinimaxTest}).
 */
final class Trigonometry {
    /** Beyond this magnitude (2^46 = 7·10^13) the argument says too little about its angle; the result is NaN. */
    static final double LARGEST_ARGUMENT = 0x1p46;

    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    /** π/2 in 53 bits, the next 20 bits, and the next 53: π/2 to 2^-130. */
    private static final double HALF_PI_1 = 0x1.921fb54442d18p0;

    private static final double HALF_PI_2 = 0x1.1a626p-54;
    private static final double HALF_PI_3 = 0x1.98a2e03707345p-77;

    /** sin(r)/r = 1 + z S(z), z = r² ≤ 0.6185, to 2^-56. */
    static final double[] SIN = {
        -0x1.5555555555548p-3,
        0x1.111111110f779p-7,
        -0x1.a01a019bf292dp-13,
        0x1.71de355da2ff5p-19,
        -0x1.ae5e5257f7bafp-26,
        0x1.5d8d5df6f8565p-33
    };
    /** cos(r) = 1 + z C(z), z = r² ≤ 0.6185, to 2^-59. */
    static final double[] COS = {
        -0.5,
        0x1.555555555554bp-5,
        -0x1.6c16c16c14f2ep-10,
        0x1.a01a019c7a510p-16,
        -0x1.27e4f7e35e7ddp-22,
        0x1.1ee9d28f2db80p-29,
        -0x1.8fa1e0b2f045ep-37
    };

    private Trigonometry() {}

    static Value sin(Arithmetic a, Value x) {
        Angle angle = Angle.of(a, x);
        Value value = a.multiply(
                a.select(angle.odd(), angle.cos(), angle.sin()), a.select(angle.odd(), angle.quadrant(), angle.even()));
        return a.select(a.equal(x, 0), x, angle.valid(a, x, value));
    }

    static Value cos(Arithmetic a, Value x) {
        Angle angle = Angle.of(a, x);
        Value value = a.multiply(
                a.select(angle.odd(), angle.sin(), angle.cos()),
                a.select(angle.odd(), a.negate(angle.quadrant()), angle.even()));
        return angle.valid(a, x, value);
    }

    static Value tan(Arithmetic a, Value x) {
        Angle angle = Angle.of(a, x);
        // sin r / cos r, or its inverse; with the rounding errors of both
        Value top = a.select(angle.odd(), angle.cos(), angle.sin());
        Value topLow = a.select(angle.odd(), angle.cosLow(), angle.sinLow());
        Value bottom = a.select(angle.odd(), angle.sin(), angle.cos());
        Value bottomLow = a.select(angle.odd(), angle.sinLow(), angle.cosLow());
        Value inverse = a.divide(1, bottom);
        Value quotient = a.multiply(top, inverse);
        Value minus = a.negate(quotient);
        Value residual = a.add(a.fma(minus, bottom, top), a.fma(minus, bottomLow, topLow));
        Value value = a.fma(residual, inverse, quotient);
        Value signed = a.select(angle.odd(), a.negate(value), value);
        return a.select(a.equal(x, 0), x, angle.valid(a, x, signed));
    }

    /**
     * x = n π/2 + r.
     *
     * @param sin sine of r
     * @param sinLow what it lacks
     * @param cos cosine of r
     * @param cosLow what it lacks
     * @param quadrant n modulo 4, as −2, −1, 0, 1 or 2
     * @param odd truth: n is odd; then the sine of x is {@code cos × quadrant}, and its cosine {@code −sin × quadrant}
     * @param even 1 − |quadrant|; for even n the sine of x is {@code sin × even}, and its cosine {@code cos × even}
     */
    private record Angle(Value sin, Value sinLow, Value cos, Value cosLow, Value quadrant, Value odd, Value even) {
        static Angle of(Arithmetic a, Value x) {
            Value n = a.nearestWhole(x, TWO_OVER_PI);
            Value r1 = a.fma(n, -HALF_PI_1, x);
            Value r = a.fma(n, -HALF_PI_2, r1);
            Value low = a.fma(n, -HALF_PI_3, a.fma(n, -HALF_PI_2, a.subtract(r1, r)));
            // z = (r + low)²
            Value z = a.fma(r, r, a.multiply(a.add(low, low), r));
            // (r + low) (1 + q)
            Value q = a.multiply(z, a.polynomial(z, SIN));
            Value tail = a.fma(r, q, a.fma(low, q, low));
            Value sin = a.add(r, tail);
            Value sinLow = a.subtract(tail, a.subtract(sin, r));
            Value minus = a.polynomial(z, COS);
            Value cos = a.fma(z, minus, 1);
            Value cosLow = a.fma(z, minus, a.subtract(1, cos));
            Value quadrant = a.fma(a.nearestWhole(n, 0.25), -4, n);
            Value magnitude = a.abs(quadrant);
            return new Angle(sin, sinLow, cos, cosLow, quadrant, a.equal(magnitude, 1), a.subtract(1, magnitude));
        }

        Value valid(Arithmetic a, Value x, Value value) {
            return a.select(a.lessEqual(a.abs(x), LARGEST_ARGUMENT), value, Double.NaN);
        }
    }
}
