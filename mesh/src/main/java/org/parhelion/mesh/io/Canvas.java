package org.parhelion.mesh.io;

import java.util.Arrays;

/**
 * A picture under the pen: palette indices, row 0 at the top. The first {@value #LEVELS} palette entries are the
 * colours of values, the rest is for paper and ink.
 */
final class Canvas {
    static final int LEVELS = 250;
    static final int NOT_FINITE = 250;
    static final int PAPER = 251;
    static final int INK = 252;
    static final int SOFT_INK = 253;
    static final int GRID = 254;

    private static final int PAPER_COLOUR = 0xFFFFFF;
    private static final int[] PENS = {ColorMap.NOT_FINITE, PAPER_COLOUR, 0x1C1C1C, 0x5A5A5A, 0xE4E4E4};

    private final int width;
    private final int height;
    private final int[] palette;
    private final byte[] pixels;

    private Canvas(int width, int height, int[] palette) {
        this.width = width;
        this.height = height;
        this.palette = palette;
        pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) PAPER);
    }

    /** A blank sheet for values in the colours of this map. */
    static Canvas withColours(int width, int height, ColorMap map) {
        int[] palette = palette();
        for (int level = 0; level < LEVELS; level++) {
            palette[level] = map.rgb((level + 0.5) / LEVELS);
        }
        return new Canvas(width, height, palette);
    }

    /** A blank sheet for lines whose edges fade from this colour (the highest level) to the paper. */
    static Canvas withLines(int width, int height, int colour) {
        int[] palette = palette();
        for (int level = 0; level < LEVELS; level++) {
            palette[level] = ColorMap.blend(PAPER_COLOUR, colour, level / (LEVELS - 1.0));
        }
        return new Canvas(width, height, palette);
    }

    private static int[] palette() {
        int[] palette = new int[NOT_FINITE + PENS.length];
        System.arraycopy(PENS, 0, palette, NOT_FINITE, PENS.length);
        return palette;
    }

    PngImage image() {
        return PngImage.indexed(width, height, pixels, palette);
    }

    void set(int x, int y, int pen) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            pixels[y * width + x] = (byte) pen;
        }
    }

    int get(int x, int y) {
        return pixels[y * width + x] & 0xFF;
    }

    void fill(int x, int y, int w, int h, int pen) {
        for (int row = Math.max(0, y); row < Math.min(height, y + h); row++) {
            int from = row * width + Math.max(0, x);
            int to = row * width + Math.min(width, x + w);
            if (from < to) {
                Arrays.fill(pixels, from, to, (byte) pen);
            }
        }
    }

    /** A frame of this thickness around the box, outside of it. */
    void frame(int x, int y, int w, int h, int thickness, int pen) {
        fill(x - thickness, y - thickness, w + 2 * thickness, thickness, pen);
        fill(x - thickness, y + h, w + 2 * thickness, thickness, pen);
        fill(x - thickness, y, thickness, h, pen);
        fill(x + w, y, thickness, h, pen);
    }

    /** Text whose capitals start at {@code y}. */
    void text(String text, int x, int y, int scale, int pen) {
        BitmapFont.draw(text, scale, 0, (column, row) -> set(x + column, y + row, pen));
    }

    /** Text with strokes and gaps half as thick again. */
    void boldText(String text, int x, int y, int scale, int pen) {
        int thicker = Math.max(1, scale / 2);
        BitmapFont.draw(text, scale, thicker, (column, row) -> fill(x + column, y + row, 1 + thicker, 1, pen));
    }

    /** Text that ends left of {@code right}. */
    void textLeftOf(String text, int right, int y, int scale, int pen) {
        text(text, right - BitmapFont.width(text, scale), y, scale, pen);
    }

    void textAround(String text, int centre, int y, int scale, int pen) {
        text(text, centre - BitmapFont.width(text, scale) / 2, y, scale, pen);
    }

    /** Darkens a pixel of a line to this coverage, 0 to 1, unless it is darker already. */
    void cover(int x, int y, double coverage) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            return;
        }
        int level = (int) Math.round(Math.min(1, coverage) * (LEVELS - 1));
        int there = get(x, y);
        if (level > 0 && (there >= LEVELS ? coverage > 0.15 : level > there)) {
            set(x, y, level);
        }
    }
}
