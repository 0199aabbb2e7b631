package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class FieldPictureTest {
    private static final Caption CAPTION = Caption.of("v", 4000, 8000);

    @Test
    void yGrowsUpwardAndXToTheRight() {
        PictureAxis axis = PictureAxis.uniform("x", 4, 0, 1);
        double[] values = new double[16];
        values[0] = 1; // bottom left
        PngImage image = FieldPicture.plane(values, axis, axis, CAPTION, PictureStyle.STANDARD);
        int yellow = ColorMap.VIRIDIS.rgb(1 - 0.5 / Canvas.LEVELS);
        int[] box = boundsInPlot(image, yellow, 512);
        assertEquals(128, box[2] - box[0] + 1, "a cell is 128 pixels wide");
        assertEquals(128, box[3] - box[1] + 1);
        int dark = ColorMap.VIRIDIS.rgb(0.5 / Canvas.LEVELS);
        int[] rest = boundsInPlot(image, dark, 512);
        assertEquals(rest[0], box[0], "at the left");
        assertEquals(rest[3], box[3], "at the bottom");
    }

    /** Smallest box (left, top, right, bottom) around rows that hold more than 90 pixels of this colour. */
    private static int[] boundsInPlot(PngImage image, int rgb, int plotWidth) {
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
        for (int y = 0; y < image.height(); y++) {
            int right = Math.min(image.width(), plotWidth + 50); // not the colour bar
            for (int x = 0; x < right; x++) {
                if (image.rgb(x, y) == rgb) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x);
                    box[3] = Math.max(box[3], y);
                }
            }
        }
        return box;
    }

    @Test
    void sizesAreMagnifiedThinnedOutAndClamped() {
        assertSize(512, 512, 512, 512, 1);
        assertSize(128, 128, 512, 512, 1);
        assertSize(10, 7, 510, 357, 0.7);
        assertSize(1, 1, 512, 512, 1);
        assertSize(1000, 40, 1000, 125, 0.04);
        assertSize(40, 1000, 125, 1000, 25);
        assertSize(4096, 2048, 1024, 512, 0.5);
        assertSize(1025, 1025, 513, 513, 1);
        assertSize(100, 50, 500, 500, 1);
        assertSize(2, 3000, 126, 1000, 1000);
    }

    private static void assertSize(int columns, int rows, int wide, int tall, double ratio) {
        PlaneSampling sampling = PlaneSampling.of(
                PictureAxis.uniform("x", columns, 0, 1), PictureAxis.uniform("y", rows, 0, ratio), 1024);
        assertEquals(wide, sampling.horizontal().pixels());
        assertEquals(tall, sampling.vertical().pixels());
        assertTrue(sampling.samples() <= Math.min(wide, columns) * Math.min(tall, rows));
    }

    @Test
    void magnifiedCellsAreEquallyLarge() {
        PixelAxis pixels = PixelAxis.of(PictureAxis.uniform("x", 7, -1, 0.3), 7 * 73);
        for (int p = 0; p < 7 * 73; p++) {
            assertEquals(p / 73, pixels.points()[pixels.shown()[p]]);
        }
    }

    @Test
    void stretchedCellsTakeTheirShare() {
        PixelAxis pixels = PixelAxis.of(new PictureAxis("x", new double[] {0, 1, 4, 10}), 100);
        assertArrayEquals(new int[] {0, 1, 2}, pixels.points());
        assertEquals(10, Arrays.stream(pixels.shown()).filter(s -> s == 0).count());
        assertEquals(30, Arrays.stream(pixels.shown()).filter(s -> s == 1).count());
        assertEquals(60, Arrays.stream(pixels.shown()).filter(s -> s == 2).count());
    }

    @Test
    void whatIsNotFiniteHasAColourOfItsOwn() {
        PngImage clean = plane(20, 10, (x, y) -> x - y);
        PngImage nan = plane(20, 10, (x, y) -> x > 0.94 ? Double.NaN : x < 0.06 ? 1 / 0.0 : x - y);
        assertEquals(0, count(clean, ColorMap.NOT_FINITE));
        // two of twenty columns (the picture is 520 × 260), and the patch below the colour bar
        assertEquals(2 * 26 * 260 + 64, count(nan, ColorMap.NOT_FINITE));
        assertEquals(clean.width(), nan.width());
        assertEquals(clean.height(), nan.height());
    }

    @Test
    void valuesDoNotChangeTheSizeOrThePalette() {
        double[] scales = {0, 1, -3.25e5, 1e-12, 1e300, Double.NaN, 1 / 0.0};
        PngImage first = plane(30, 20, (x, y) -> x);
        for (double scale : scales) {
            PngImage other = plane(30, 20, (x, y) -> scale * (1 + x));
            assertEquals(first.width(), other.width());
            assertEquals(first.height(), other.height());
            assertArrayEquals(first.palette(), other.palette());
        }
    }

    @Test
    void aConstantIsTheMiddleColour() {
        PngImage image = plane(8, 8, (x, y) -> -3.25e5);
        int middle = count(image, ColorMap.VIRIDIS.rgb(0.5 + 0.5 / Canvas.LEVELS));
        assertTrue(middle >= 512 * 512, "pixels of the middle colour: " + middle);
    }

    @Test
    void aFixedRangeClipsAndKeepsColoursComparable() {
        PictureStyle fixed = PictureStyle.STANDARD.with(new ValueRange(0, 10)).with(ColorMap.GRAY);
        PictureAxis axis = PictureAxis.uniform("x", 2, 0, 1);
        PngImage image = FieldPicture.plane(new double[] {-5, 5.01, 99, 0}, axis, axis, CAPTION, fixed);
        int quarter = 256 * 256;
        assertTrue(count(image, ColorMap.GRAY.rgb(0.5 / 250)) >= 2 * quarter, "0 and below");
        assertTrue(count(image, ColorMap.GRAY.rgb(125.5 / 250)) >= quarter, "the middle");
        assertTrue(count(image, ColorMap.GRAY.rgb(249.5 / 250)) >= quarter, "10 and above");
    }

    @Test
    void nothingIsCutOffAtTheEdge() {
        int[][] sizes = {{512, 512}, {1000, 40}, {40, 1000}, {3, 2}, {900, 900}};
        double[] scales = {-3.25e5, 1e-12, 123456.789, 1e-300};
        for (int[] size : sizes) {
            for (double scale : scales) {
                PngImage image = FieldPicture.plane(
                        new double[size[0] * size[1]],
                        PictureAxis.uniform("x", size[0], -scale * size[0], Math.abs(scale) * size[0] * 2),
                        PictureAxis.uniform("y", size[1], 0, Math.abs(scale) * size[1]),
                        Caption.of("a very long name of a field that fills the line", scale, 123456789012L),
                        PictureStyle.STANDARD.with(new ValueRange(-Math.abs(scale), Math.abs(scale))));
                assertBlankEdge(image);
            }
        }
    }

    private static void assertBlankEdge(PngImage image) {
        int last = image.width() - 1;
        for (int y = 0; y < image.height(); y++) {
            assertEquals(0xFFFFFF, image.rgb(0, y), "left edge");
            assertEquals(0xFFFFFF, image.rgb(last, y), "right edge, row " + y + " of " + image.height());
        }
        for (int x = 0; x <= last; x++) {
            assertEquals(0xFFFFFF, image.rgb(x, 0), "top edge");
            assertEquals(0xFFFFFF, image.rgb(x, image.height() - 1), "bottom edge");
        }
    }

    @Test
    void aLineIsACurveInEveryColumn() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> Math.sin(i * 0.1));
        PngImage image =
                FieldPicture.line(values, PictureAxis.uniform("x", 100, 0, 10), CAPTION, PictureStyle.STANDARD);
        int columns = 0;
        for (int x = 0; x < image.width(); x++) {
            int dark = 0;
            for (int y = 0; y < image.height(); y++) {
                dark += (image.pixels()[y * image.width() + x] & 0xFF) > 100
                                && (image.pixels()[y * image.width() + x] & 0xFF) < Canvas.LEVELS
                        ? 1
                        : 0;
            }
            columns += dark > 0 ? 1 : 0;
        }
        assertEquals(640 * 0.99, columns, 4, "columns of the plot between the first and last cell centre");
    }

    @Test
    void longLinesAreThinnedOutButKeepTheirEnds() {
        int[] points = LinePicture.points(PictureAxis.uniform("x", 100_001, 0, 1));
        assertTrue(points.length <= 2561);
        assertEquals(0, points[0]);
        assertEquals(100_000, points[points.length - 1]);
        assertArrayEquals(new int[] {0}, LinePicture.points(PictureAxis.uniform("x", 1, 0, 1)));
        double[] spike = new double[100_001];
        spike[50_001] = 1;
        spike[3] = Double.NaN;
        FieldPicture.line(spike, PictureAxis.uniform("x", 100_001, 0, 1), CAPTION, PictureStyle.STANDARD);
    }

    @Test
    void lettersThatTheFontLacksAreReplaced() {
        assertEquals(BitmapFont.width("Uber", 1), BitmapFont.width("Über", 1));
        assertEquals(BitmapFont.width("\ufffd", 1), BitmapFont.width("漢", 1));
        assertEquals("", BitmapFont.fitted("temperature", 3, 1));
        assertTrue(BitmapFont.width(BitmapFont.fitted("temperature", 40, 2), 2) <= 40);
        for (char c = '!'; c <= '~'; c++) {
            assertNotEquals(0, BitmapFont.width(String.valueOf(c), 1));
        }
    }

    @Test
    void wrongNumbersOfValuesAreRefused() {
        PictureAxis axis = PictureAxis.uniform("x", 4, 0, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> FieldPicture.plane(new double[15], axis, axis, CAPTION, PictureStyle.STANDARD));
        assertThrows(
                IllegalArgumentException.class,
                () -> FieldPicture.line(new double[5], axis, CAPTION, PictureStyle.STANDARD));
        assertThrows(IllegalArgumentException.class, () -> new PictureAxis("x", new double[] {0, 1, 1}));
        assertThrows(IllegalArgumentException.class, () -> new ValueRange(1, 1));
    }

    private static PngImage plane(int columns, int rows, DoubleBinaryOperator function) {
        double[] values = new double[columns * rows];
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                values[j * columns + i] = function.applyAsDouble((i + 0.5) / columns, (j + 0.5) / rows);
            }
        }
        return FieldPicture.plane(
                values,
                PictureAxis.uniform("x", columns, 0, columns),
                PictureAxis.uniform("y", rows, 0, rows),
                CAPTION,
                PictureStyle.STANDARD);
    }

    private static int count(PngImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                count += image.rgb(x, y) == rgb ? 1 : 0;
            }
        }
        return count;
    }
}
