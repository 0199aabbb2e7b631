package org.parhelion.solvers.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers for people to read, in the form of {@link String#format} but without it: its first use loads the world's locales,
 * 15 ms of every start.
 */
final class NumberText {
    private static final String[] UNITS = {"", " k", " M", " G", " T"};

    private NumberText() {}

    /** At most six digits, no idle zeros: {@code 20}, {@code 0.374}, {@code 1.5e-07}. */
    static String brief(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e6) {
            return Long.toString(Math.round(number));
        }
        String text = significant(number, 6);
        int exponent = text.indexOf('e');
        int end = exponent < 0 ? text.length() : exponent;
        if (text.lastIndexOf('.', end) < 0) {
            return text;
        }
        int last = end;
        while (text.charAt(last - 1) == '0') {
            last--;
        }
        if (text.charAt(last - 1) == '.') {
            last--;
        }
        return text.substring(0, last) + text.substring(end);
    }

    /** {@code 701 M}. */
    static String engineering(double number) {
        int unit = 0;
        double scaled = number;
        while (scaled >= 999.5 && unit < UNITS.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return fixed(scaled, scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2) + UNITS[unit];
    }

    /** {@code 48.0 MB}. */
    static String bytes(double bytes) {
        return engineering(bytes) + (bytes < 1000 ? " B" : "B");
    }

    /** {@code 0.52 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        if (seconds < 60) {
            return fixed(seconds, 2) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** As {@code %.nf}. */
    static String fixed(double number, int decimals) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        String digits = BigDecimal.valueOf(Math.abs(number))
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        return sign(number) + digits;
    }

    /** As {@code %.ng}: so many digits, with an exponent for very large and very small numbers. */
    static String significant(double number, int digits) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        if (number == 0) {
            return sign(number) + BigDecimal.ZERO.setScale(digits - 1).toPlainString();
        }
        BigDecimal rounded = BigDecimal.valueOf(Math.abs(number)).round(new MathContext(digits, RoundingMode.HALF_UP));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return sign(number) + rounded.setScale(digits - 1 - exponent).toPlainString();
        }
        String all = rounded.setScale(digits - 1 - exponent).unscaledValue().toString();
        String power = Integer.toString(Math.abs(exponent));
        return sign(number)
                + all.charAt(0)
                + (digits > 1 ? "." + all.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (power.length() < 2 ? "0" : "")
                + power;
    }

    private static String sign(double number) {
        return Math.copySign(1, number) < 0 ? "-" : "";
    }
}
