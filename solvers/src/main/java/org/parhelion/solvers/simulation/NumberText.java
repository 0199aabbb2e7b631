package org.parhelion.solvers.simulation;

import java.util.Locale;

/** Numbers for people to read. */
final class NumberText {
    private static final String[] UNITS = {"", " k", " M", " G", " T"};

    private NumberText() {}

    /** At most six digits, no idle zeros: {@code 20}, {@code 0.374}, {@code 1.5e-07}. */
    static String brief(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e6) {
            return Long.toString(Math.round(number));
        }
        String text = String.format(Locale.ROOT, "%.6g", number);
        int exponent = text.indexOf('e');
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        if (digits.indexOf('.') >= 0) {
            digits = digits.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return exponent < 0 ? digits : digits + text.substring(exponent);
    }

    /** {@code 701 M}. */
    static String engineering(double number) {
        int unit = 0;
        double scaled = number;
        while (scaled >= 999.5 && unit < UNITS.length - 1) {
            scaled /= 1000;
            unit++;
        }
        String format = scaled >= 99.95 ? "%.0f%s" : scaled >= 9.995 ? "%.1f%s" : "%.2f%s";
        return String.format(Locale.ROOT, format, scaled, UNITS[unit]);
    }

    /** {@code 48.0 MB}. */
    static String bytes(double bytes) {
        return engineering(bytes) + (bytes < 1000 ? " B" : "B");
    }

    /** {@code 0.52 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
