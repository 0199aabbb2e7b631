package org.parhelion.mesh.io;

/**
 * How large the picture of a plane becomes and which points it shows: cells magnified by a whole number or thinned
 * out by one, the sides in proportion to the physical extents as far as that is legible.
 *
 * @param horizontal pixels from left to right
 * @param vertical pixels from the bottom to the top
 */
record PlaneSampling(PixelAxis horizontal, PixelAxis vertical) {
    /** Small fields are magnified to about this. */
    private static final int PREFERRED_PIXELS = 512;

    /** The longer side is at most so many times the shorter one. */
    private static final double MOST_ELONGATED = 8;

    static PlaneSampling of(PictureAxis horizontal, PictureAxis vertical, int maxPixels) {
        double ratio = vertical.length() / horizontal.length();
        double clamped = Math.min(MOST_ELONGATED, Math.max(1 / MOST_ELONGATED, ratio));
        if (clamped <= 1) {
            int wide = longSide(horizontal.points(), maxPixels);
            int tall = shortSide(vertical.points(), (int) Math.round(wide * clamped));
            return new PlaneSampling(PixelAxis.of(horizontal, wide), PixelAxis.of(vertical, tall));
        }
        int tall = longSide(vertical.points(), maxPixels);
        int wide = shortSide(horizontal.points(), (int) Math.round(tall / clamped));
        return new PlaneSampling(PixelAxis.of(horizontal, wide), PixelAxis.of(vertical, tall));
    }

    private static int longSide(int points, int maxPixels) {
        if (points > maxPixels) {
            int stride = (points + maxPixels - 1) / maxPixels;
            return (points + stride - 1) / stride;
        }
        int preferred = Math.min(PREFERRED_PIXELS, maxPixels);
        int magnified = Math.max(1, (int) Math.round((double) preferred / points));
        return points * Math.min(magnified, maxPixels / points);
    }

    /** The side's own pixels, or a near number at which all its cells are equally large. */
    private static int shortSide(int points, int pixels) {
        int near = Math.max(1, Math.round((float) pixels / points)) * points;
        return Math.abs(near - pixels) <= pixels / 50 ? near : pixels;
    }

    /** Number of values to be had for the picture. */
    int samples() {
        return horizontal.points().length * vertical.points().length;
    }
}
