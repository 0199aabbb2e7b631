package org.parhelion.mesh.io;

/**
 * A picture of 8-bit pixels, rows from the top down.
 *
 * @param width pixels in a row
 * @param height number of rows
 * @param pixels {@code width × height} indices into the palette or, without one, three bytes (red, green, blue) a pixel
 * @param palette up to 256 colours {@code 0xRRGGBB}, or null for a picture in true colour
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels, never compared
public record PngImage(int width, int height, byte[] pixels, int[] palette) {
    public PngImage {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels");
        }
        if (palette != null && (palette.length < 1 || palette.length > 256)) {
            throw new IllegalArgumentException("a palette of " + palette.length + " colours; 1 to 256 are allowed");
        }
        long expected = (long) width * height * (palette == null ? 3 : 1);
        if (pixels.length != expected) {
            throw new IllegalArgumentException(pixels.length + " bytes of pixels where " + expected + " are needed");
        }
    }

    /** A picture whose pixels are indices into a palette. */
    public static PngImage indexed(int width, int height, byte[] pixels, int[] palette) {
        return new PngImage(width, height, pixels, palette);
    }

    /** A picture whose pixels are three bytes each: red, green, blue. */
    public static PngImage rgb(int width, int height, byte[] pixels) {
        return new PngImage(width, height, pixels, null);
    }

    /** Colour {@code 0xRRGGBB} of a pixel; row 0 is the top one. */
    public int rgb(int column, int row) {
        int at = row * width + column;
        if (palette != null) {
            return palette[pixels[at] & 0xFF];
        }
        return (pixels[3 * at] & 0xFF) << 16 | (pixels[3 * at + 1] & 0xFF) << 8 | (pixels[3 * at + 2] & 0xFF);
    }

    int bytesPerRow() {
        return palette == null ? 3 * width : width;
    }
}
