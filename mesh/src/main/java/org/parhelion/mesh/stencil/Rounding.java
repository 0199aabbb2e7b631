package org.parhelion.mesh.stencil;

import org.parhelion.mesh.stencil.Arithmetic.Value;

/** Expansions that are exact, and the hypotenuse. */
final class Rounding {
    /** From here on every double is a whole number. */
    private static final double WHOLE = 0x1p52;

    private Rounding() {}

    static Value floor(Arithmetic a, Value x) {
        Value shifter = a.copySign(WHOLE, x);
        Value nearest = a.subtract(a.add(x, shifter), shifter);
        Value below = a.select(a.less(x, nearest), a.subtract(nearest, 1), nearest);
        // the sign of −0 is kept
        return a.select(a.less(a.abs(x), WHOLE), a.copySign(below, x), x);
    }

    static Value sign(Arithmetic a, Value x) {
        return a.select(a.less(0, a.abs(x)), a.copySign(1, x), x);
    }

    static Value hypot(Arithmetic a, Value x, Value y) {
        Value width = a.abs(x);
        Value height = a.abs(y);
        Value large = a.or(a.less(0x1p500, width), a.less(0x1p500, height));
        Value small = a.and(a.less(width, 0x1p-450), a.less(height, 0x1p-450));
        Value scale = a.select(large, 0x1p-600, a.select(small, 0x1p600, 1));
        Value back = a.select(large, 0x1p600, a.select(small, 0x1p-600, 1));
        Value w = a.multiply(width, scale);
        Value h = a.multiply(height, scale);
        Value length = a.multiply(a.sqrt(a.fma(w, w, a.multiply(h, h))), back);
        Value infinite = a.or(a.equal(width, Double.POSITIVE_INFINITY), a.equal(height, Double.POSITIVE_INFINITY));
        return a.select(infinite, Double.POSITIVE_INFINITY, length);
    }
}
