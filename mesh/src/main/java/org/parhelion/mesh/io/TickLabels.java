package org.parhelion.mesh.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Round numbers along a scale. The labels are short: a common power of ten and a common offset are said once, in the
 * note, so that 1, 1.0000002, 1.0000004 reads "0, 2, 4" with the note "×1e−7 +1".
 *
 * @param values where the ticks are
 * @param texts what is written there
 * @param note what the labels are to be multiplied by and added to, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // drawn at once, never compared
record TickLabels(double[] values, String[] texts, String note) {
    private static final int MOST_DIGITS = 5;
    private static final BigDecimal SLACK = new BigDecimal("1e-6");
    private static final MathContext EXACT_ENOUGH = new MathContext(40);

    /** Ticks at multiples of 1, 2 or 5 times a power of ten; about {@code most} of them or fewer. */
    static TickLabels of(double low, double high, int most) {
        BigDecimal step = step((high - low) / Math.max(1, most));
        BigDecimal first = multiple(low, step, RoundingMode.CEILING);
        BigDecimal last = multiple(high, step, RoundingMode.FLOOR);
        int count = Math.max(0, last.subtract(first).intValue() + 1);
        BigDecimal[] ticks = new BigDecimal[count];
        for (int n = 0; n < count; n++) {
            ticks[n] = first.add(BigDecimal.valueOf(n)).multiply(step);
        }
        return labelled(ticks, step);
    }

    private static BigDecimal step(double least) {
        int exponent = (int) Math.floor(Math.log10(least));
        for (int mantissa : new int[] {1, 2, 5}) {
            BigDecimal step = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
            if (step.doubleValue() >= least * (1 - 1e-9)) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
    }

    private static BigDecimal multiple(double value, BigDecimal step, RoundingMode rounding) {
        BigDecimal quotient = new BigDecimal(value).divide(step, EXACT_ENOUGH);
        BigDecimal slack = rounding == RoundingMode.CEILING ? SLACK.negate() : SLACK;
        return quotient.add(slack).setScale(0, rounding);
    }

    private static TickLabels labelled(BigDecimal[] ticks, BigDecimal step) {
        BigDecimal offset = offset(ticks, step);
        BigDecimal largest = BigDecimal.ZERO;
        for (BigDecimal tick : ticks) {
            largest = largest.max(tick.subtract(offset).abs());
        }
        int power = power(largest, step.scale());
        int decimals = largest.signum() == 0 ? 0 : Math.max(0, power + step.scale());
        double[] values = new double[ticks.length];
        String[] texts = new String[ticks.length];
        for (int n = 0; n < ticks.length; n++) {
            values[n] = ticks[n].doubleValue();
            BigDecimal shown = ticks[n].subtract(offset).scaleByPowerOfTen(-power);
            texts[n] = typeset(shown.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
        }
        String factor = power == 0 ? "" : "×1e" + power;
        String added = offset.signum() == 0 ? "" : signed(offset);
        return new TickLabels(values, texts, typeset((factor + " " + added).strip()));
    }

    /** The roundest number among the ticks, when they would need too many digits; else zero. */
    private static BigDecimal offset(BigDecimal[] ticks, BigDecimal step) {
        if (ticks.length == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal first = ticks[0];
        BigDecimal last = ticks[ticks.length - 1];
        BigDecimal largest = first.abs().max(last.abs());
        if (exponent(largest) + step.scale() < MOST_DIGITS) {
            return BigDecimal.ZERO;
        }
        for (int place = exponent(largest); ; place--) {
            BigDecimal round = last.scaleByPowerOfTen(-place)
                    .setScale(0, RoundingMode.FLOOR)
                    .scaleByPowerOfTen(place);
            if (round.compareTo(first) >= 0) {
                return round;
            }
        }
    }

    /** The power of ten to take out, so that labels stay short; 0 for none. */
    private static int power(BigDecimal largest, int decimals) {
        if (largest.signum() == 0) {
            return 0;
        }
        int exponent = exponent(largest);
        boolean tooLong = exponent >= MOST_DIGITS || exponent < -3 || (exponent < -1 && decimals > MOST_DIGITS);
        return tooLong ? exponent : 0;
    }

    /** Of a number d.ddd × 10ⁿ the n; zero has that of one. */
    private static int exponent(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
    }

    private static String signed(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        String text =
                Math.abs(exponent(plain)) > 8 ? plain.round(new MathContext(17)).toString() : plain.toPlainString();
        return plain.signum() < 0 ? text : "+" + text;
    }

    /** A number with {@code digits} significant digits at most, without needless zeros. */
    static String number(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = exponent(rounded);
        if (rounded.signum() == 0) {
            return "0";
        }
        if (exponent >= -4 && exponent < Math.max(digits, 7)) {
            return typeset(rounded.toPlainString());
        }
        String mantissa =
                rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return typeset(mantissa + "e" + exponent);
    }

    /** With the minus sign that is as wide as a digit. */
    private static String typeset(String text) {
        return text.replace('-', '−').replace("E", "e");
    }
}
