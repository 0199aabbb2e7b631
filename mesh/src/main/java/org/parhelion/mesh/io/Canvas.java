package org.parhelion.mesh.io;

import java.util.Arrays;
import org.parhelion.mesh.IndexBox;

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
    /** Palette entries of each colour of lines. */
    private final int levels;

    private Canvas(int width, int height, int[] palette, int colours) {
        this.levels = LEVELS / colours;
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
        return new Canvas(width, height, palette, 1);
    }

    /** A blank sheet for lines whose edges fade from one of these colours (its highest level) to the paper. */
    static Canvas withLines(int width, int height, int... colours) {
        int[] palette = palette();
        int levels = LEVELS / colours.length;
        for (int colour = 0; colour < colours.length; colour++) {
            for (int level = 0; level < levels; level++) {
                palette[colour * levels + level] =
                        ColorMap.blend(PAPER_COLOUR, colours[colour], level / (levels - 1.0));
            }
        }
        return new Canvas(width, height, palette, colours.length);
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

    /** Darkens a pixel of a line to this coverage, 0 to 1, unless it is darker already; it hides most of other colours. */
    private void cover(int x, int y, double coverage, int colour) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            return;
        }
        int level = (int) Math.round(Math.min(1, coverage) * (levels - 1));
        int there = get(x, y) - colour * levels;
        boolean ofLine = there >= 0 && there < levels;
        boolean ofOther = !ofLine && get(x, y) < LEVELS;
        if (level > 0 && (ofLine ? level > there : coverage > (ofOther ? 0.5 : 0.15))) {
            set(x, y, colour * levels + level);
        }
    }

    /**
     * A smooth-edged line with round ends, as far as it lies in the box: each pixel is covered by how far it lies from the
     * segment.
     *
     * @param colour number of one of the colours of lines
     */
    void segment(IndexBox box, double x0, double y0, double x1, double y1, double halfThickness, int colour) {
        int left = (int) Math.floor(Math.min(x0, x1) - 2);
        int right = (int) Math.ceil(Math.max(x0, x1) + 2);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length2 = dx * dx + dy * dy;
        int high = (int) Math.floor(Math.min(y0, y1) - 2);
        int low = (int) Math.ceil(Math.max(y0, y1) + 2);
        for (int py = Math.max(box.y0(), high); py <= Math.min(box.y1() - 1, low); py++) {
            for (int px = Math.max(box.x0(), left); px <= Math.min(box.x1() - 1, right); px++) {
                double rx = px + 0.5 - x0;
                double ry = py + 0.5 - y0;
                double along = length2 == 0 ? 0 : Math.min(1, Math.max(0, (rx * dx + ry * dy) / length2));
                double distance = Math.hypot(rx - along * dx, ry - along * dy);
                cover(px, py, halfThickness + 0.5 - distance, colour);
            }
        }
    }
}
