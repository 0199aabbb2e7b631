package org.parhelion.mesh.io;

import java.util.Arrays;

/**
 * Which points of an axis the pixels along it show. Where there are fewer pixels than points, some points are left out.
 *
 * @param axis the points
 * @param points indices of the points shown, ascending
 * @param shown for each pixel, from low to high coordinates, the position in {@code points} of the point that it shows
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record PixelAxis(PictureAxis axis, int[] points, int[] shown) {
    static PixelAxis of(PictureAxis axis, int pixels) {
        int[] points = new int[Math.min(pixels, axis.points())];
        int[] shown = new int[pixels];
        int count = 0;
        for (int p = 0; p < pixels; p++) {
            int point = axis.pointAt(axis.low() + axis.length() * (p + 0.5) / pixels);
            if (count == 0 || points[count - 1] != point) {
                points[count++] = point;
            }
            shown[p] = count - 1;
        }
        return new PixelAxis(axis, Arrays.copyOf(points, count), shown);
    }

    int pixels() {
        return shown.length;
    }

    /** Pixel in which a coordinate lies, counted from the low end; may be just outside. */
    int pixelAt(double coordinate) {
        return (int) Math.floor((coordinate - axis.low()) / axis.length() * pixels());
    }
}
