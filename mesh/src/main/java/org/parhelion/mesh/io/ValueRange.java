package org.parhelion.mesh.io;

/**
 * The values that a picture's colours span.
 *
 * @param low value of the first colour
 * @param high value of the last colour, greater than {@code low}
 */
public record ValueRange(double low, double high) {
    private static final double SMALLEST = 1e-300;
    private static final double LARGEST = Double.MAX_VALUE / 4;
    private static final int ULPS_OF_A_CONSTANT = 16;

    public ValueRange {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "a range from " + low + " to " + high + ": give two finite numbers, the lower one first");
        }
    }

    /**
     * A range to show values between these two. A constant is put in the middle; around zero the range of a
     * diverging map is symmetric.
     *
     * @param minimum smallest finite value; greater than {@code maximum} when there is none
     * @param maximum largest finite value
     */
    public static ValueRange covering(double minimum, double maximum, ColorMap map) {
        if (!(minimum <= maximum)) {
            return new ValueRange(0, 1);
        }
        double low = Math.max(minimum, -LARGEST);
        double high = Math.min(maximum, LARGEST);
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (size < SMALLEST) {
            return new ValueRange(-1, 1);
        }
        if (high - low <= ULPS_OF_A_CONSTANT * Math.ulp(size)) {
            return new ValueRange(low - 0.1 * size, low + 0.1 * size);
        }
        return map.isDiverging() && low < 0 && high > 0 ? new ValueRange(-size, size) : new ValueRange(low, high);
    }

    /** Where a value lies: 0 at the low end, 1 at the high end. */
    double fraction(double value) {
        return (value - low) / (high - low);
    }
}
