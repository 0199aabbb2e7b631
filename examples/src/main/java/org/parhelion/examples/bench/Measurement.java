package org.parhelion.examples.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One number.
 *
 * @param name what, a slash, who: {@code heat7-256/parhelion}
 * @param unit {@code Mcell/s}, {@code GB/s}, {@code us} or {@code s}
 */
record Measurement(String name, double value, String unit) {
    /** A JSON array with a row on each line. */
    static String json(List<Measurement> rows) {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "  {\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\"}",
                        row.name,
                        number(row.value),
                        row.unit))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /** Five significant digits; plain, as JSON wants it. */
    private static String number(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(5))
                .stripTrailingZeros()
                .toPlainString();
    }
}
