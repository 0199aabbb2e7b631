package org.parhelion.mesh.stencil;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to 50 digits by series, the reference for those in floating point. */
final class HighPrecision {
    static final MathContext DIGITS = new MathContext(50);

    /** More digits, for what is multiplied by large whole numbers. */
    private static final MathContext MANY = new MathContext(80);

    static final BigDecimal LN2 = new BigDecimal(
            "0.69314718055994530941723212145817656807550013436025525412068000949339362196969471560586332699641868754");
    static final BigDecimal PI = new BigDecimal(
            "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal SMALLEST = new BigDecimal("1e-52");

    private HighPrecision() {}

    static BigDecimal exp(BigDecimal x) {
        BigDecimal n = x.divide(LN2, MANY).setScale(0, RoundingMode.HALF_EVEN);
        // |r| < 2^-9, then 8 squarings
        BigDecimal r = x.subtract(n.multiply(LN2)).divide(BigDecimal.valueOf(256), MANY);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 1; term.abs().compareTo(SMALLEST) > 0; k++) {
            term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term);
        }
        for (int k = 0; k < 8; k++) {
            sum = sum.multiply(sum, MANY);
        }
        return sum.multiply(powerOfTwo(n.intValueExact()), DIGITS);
    }

    static BigDecimal powerOfTwo(int n) {
        return n >= 0 ? TWO.pow(n) : BigDecimal.ONE.divide(TWO.pow(-n), MANY);
    }

    /** Logarithm of a positive number. */
    static BigDecimal log(BigDecimal x) {
        int n = x.precision() - x.scale() > 300 || x.precision() - x.scale() < -300
                ? (int) Math.rint((x.precision() - x.scale()) * 3.3219)
                : 0;
        BigDecimal m = n == 0 ? x : x.multiply(powerOfTwo(-n), MANY);
        // one step of a third-order iteration from 16 digits
        BigDecimal guess = new BigDecimal(Math.log(m.doubleValue()));
        BigDecimal value = exp(guess);
        BigDecimal step = TWO.multiply(m.subtract(value)).divide(m.add(value), DIGITS);
        return guess.add(step).add(BigDecimal.valueOf(n).multiply(LN2));
    }

    static BigDecimal pow(BigDecimal x, BigDecimal y) {
        return exp(y.multiply(log(x)));
    }

    static BigDecimal sin(BigDecimal x) {
        BigDecimal n = quarterTurns(x);
        BigDecimal r = x.subtract(n.multiply(PI).divide(TWO, MANY.getPrecision() + 20, RoundingMode.HALF_EVEN));
        return switch (n.toBigInteger().and(java.math.BigInteger.valueOf(3)).intValue()) {
            case 0 -> series(r, r, 1, -1);
            case 1 -> series(BigDecimal.ONE, r, 0, -1);
            case 2 -> series(r, r, 1, -1).negate();
            default -> series(BigDecimal.ONE, r, 0, -1).negate();
        };
    }

    static BigDecimal cos(BigDecimal x) {
        BigDecimal n = quarterTurns(x);
        BigDecimal r = x.subtract(n.multiply(PI).divide(TWO, MANY.getPrecision() + 20, RoundingMode.HALF_EVEN));
        return switch (n.toBigInteger().and(java.math.BigInteger.valueOf(3)).intValue()) {
            case 0 -> series(BigDecimal.ONE, r, 0, -1);
            case 1 -> series(r, r, 1, -1).negate();
            case 2 -> series(BigDecimal.ONE, r, 0, -1).negate();
            default -> series(r, r, 1, -1);
        };
    }

    private static BigDecimal quarterTurns(BigDecimal x) {
        return x.multiply(TWO).divide(PI, MANY).setScale(0, RoundingMode.HALF_EVEN);
    }

    /** first × (1 + sign r²/((k+1)(k+2)) + …), to 50 digits of it. */
    private static BigDecimal series(BigDecimal first, BigDecimal r, int k, int sign) {
        BigDecimal square = r.multiply(r, MANY).multiply(BigDecimal.valueOf(sign));
        BigDecimal smallest = first.abs().multiply(SMALLEST, DIGITS);
        BigDecimal term = first;
        BigDecimal sum = first;
        for (int n = k + 1; term.abs().compareTo(smallest) > 0; n += 2) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((long) n * (n + 1)), DIGITS);
            sum = sum.add(term);
        }
        return sum.round(DIGITS);
    }

    static BigDecimal tan(BigDecimal x) {
        return sin(x).divide(cos(x), DIGITS);
    }

    static BigDecimal sinh(BigDecimal x) {
        if (x.abs().compareTo(BigDecimal.ONE) < 0) {
            return series(x, x, 1, 1);
        }
        BigDecimal power = exp(x);
        return power.subtract(BigDecimal.ONE.divide(power, MANY)).divide(TWO, DIGITS);
    }

    static BigDecimal cosh(BigDecimal x) {
        BigDecimal power = exp(x);
        return power.add(BigDecimal.ONE.divide(power, MANY)).divide(TWO, DIGITS);
    }

    static BigDecimal tanh(BigDecimal x) {
        return sinh(x).divide(cosh(x), DIGITS);
    }

    static BigDecimal asin(BigDecimal x) {
        return atan2(x, root(x));
    }

    static BigDecimal acos(BigDecimal x) {
        return atan2(root(x), x);
    }

    private static BigDecimal root(BigDecimal x) {
        return sqrt(BigDecimal.ONE.subtract(x.multiply(x)));
    }

    static BigDecimal atan(BigDecimal x) {
        return atan2(x, BigDecimal.ONE);
    }

    /** Angle of the point (x, y): a guess of 16 digits, and the angle between it and the point. */
    static BigDecimal atan2(BigDecimal y, BigDecimal x) {
        BigDecimal scale = y.abs().max(x.abs());
        BigDecimal v = y.divide(scale, MANY);
        BigDecimal u = x.divide(scale, MANY);
        BigDecimal guess = new BigDecimal(Math.atan2(v.doubleValue(), u.doubleValue()));
        BigDecimal s = sin(guess);
        BigDecimal c = cos(guess);
        BigDecimal t =
                v.multiply(c).subtract(u.multiply(s)).divide(u.multiply(c).add(v.multiply(s)), DIGITS);
        BigDecimal cube = t.multiply(t, DIGITS).multiply(t, DIGITS);
        return guess.add(t).subtract(cube.divide(BigDecimal.valueOf(3), DIGITS)).round(DIGITS);
    }

    static BigDecimal hypot(BigDecimal x, BigDecimal y) {
        return sqrt(x.multiply(x, MANY).add(y.multiply(y, MANY), MANY));
    }

    /** By Newton's iteration from 16 digits, much quicker than that of {@link BigDecimal}. */
    static BigDecimal sqrt(BigDecimal x) {
        if (x.signum() == 0) {
            return x;
        }
        int tens = Math.floorDiv(x.precision() - x.scale(), 2);
        BigDecimal m = x.scaleByPowerOfTen(-2 * tens);
        BigDecimal root = new BigDecimal(Math.sqrt(m.doubleValue()));
        for (int step = 0; step < 2; step++) {
            root = root.add(m.divide(root, MANY)).divide(TWO, MANY);
        }
        return root.scaleByPowerOfTen(tens);
    }
}
