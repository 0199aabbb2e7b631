package org.parhelion.mesh.io;

import java.util.Optional;

/**
 * How pictures look.
 *
 * @param map colours of values
 * @param range values that the colours span, or empty: from the smallest to the largest value of each picture
 * @param maxPixels limit for the longer side of the plot, without its margins
 */
public record PictureStyle(ColorMap map, Optional<ValueRange> range, int maxPixels) {
    private static final int SMALLEST = 32;

    /** Viridis, automatic range, at most 1024 pixels. */
    public static final PictureStyle STANDARD = new PictureStyle(ColorMap.VIRIDIS, Optional.empty(), 1024);

    public PictureStyle {
        if (maxPixels < SMALLEST || maxPixels > 1 << 14) {
            throw new IllegalArgumentException(
                    "a picture of at most " + maxPixels + " pixels: choose between " + SMALLEST + " and " + (1 << 14));
        }
    }

    public PictureStyle with(ColorMap newMap) {
        return new PictureStyle(newMap, range, maxPixels);
    }

    public PictureStyle with(ValueRange newRange) {
        return new PictureStyle(map, Optional.of(newRange), maxPixels);
    }

    public PictureStyle withMaxPixels(int newMaxPixels) {
        return new PictureStyle(map, range, newMaxPixels);
    }
}
