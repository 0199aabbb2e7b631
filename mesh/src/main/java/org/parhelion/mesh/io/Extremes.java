package org.parhelion.mesh.io;

/**
 * The finite values' bounds.
 *
 * @param minimum smallest finite value, +∞ if there is none
 * @param maximum largest finite value, −∞ if there is none
 * @param allFinite whether neither NaN nor ±∞ is among the values
 */
record Extremes(double minimum, double maximum, boolean allFinite) {
    static final Extremes NONE = new Extremes(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, true);

    static Extremes of(double[] values) {
        return NONE.and(values, 0, values.length);
    }

    /** With {@code count} more values, from {@code from} on. */
    Extremes and(double[] values, int from, int count) {
        return and(values, from, count, 1);
    }

    /** With {@code count} more values, {@code stride} apart. */
    Extremes and(double[] values, int from, int count, int stride) {
        double low = minimum;
        double high = maximum;
        boolean finite = allFinite;
        for (int n = 0; n < count; n++) {
            double value = values[from + n * stride];
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            } else {
                finite = false;
            }
        }
        return new Extremes(low, high, finite);
    }
}
