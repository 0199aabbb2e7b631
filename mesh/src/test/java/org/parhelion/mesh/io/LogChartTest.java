package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogChartTest {
    private static final Caption CAPTION = new Caption("title", "detail");
    private static final int FIRST = 0x0072B2;
    private static final int SECOND = 0xD55E00;

    /** Rows from the top in which the colour is found at its full depth in a column. */
    private static int rowOf(PngImage image, int column, int colour) {
        for (int row = 0; row < image.height(); row++) {
            if (image.rgb(column, row) == colour) {
                return row;
            }
        }
        return -1;
    }

    private static int firstColumn(PngImage image, int colour) {
        for (int column = 0; column < image.width(); column++) {
            if (rowOf(image, column, colour) >= 0) {
                return column;
            }
        }
        return -1;
    }

    @Test
    void aGeometricSequenceIsAStraightLine() {
        double[] values = new double[11];
        for (int n = 0; n < values.length; n++) {
            values[n] = Math.pow(10, -n);
        }
        PngImage image = LogChart.draw(CAPTION, "step", List.of(new LogChart.Curve("c", values)));
        int left = firstColumn(image, FIRST);
        int quarter = rowOf(image, left + 160, FIRST);
        int half = rowOf(image, left + 320, FIRST);
        int most = rowOf(image, left + 480, FIRST);
        assertTrue(quarter > 0 && half > quarter && most > half);
        assertEquals(half - quarter, most - half, 1);
        assertEquals(100, half - quarter, 1); // a quarter of 400 pixels for 10 decades
    }

    @Test
    void eachCurveHasItsColourAndZeroAndNanAreLeftOut() {
        PngImage image = LogChart.draw(
                CAPTION,
                "step",
                List.of(
                        new LogChart.Curve("all", new double[] {1, 0.1, 0.01}),
                        new LogChart.Curve("gap", new double[] {1e-1, Double.NaN, 0, Double.POSITIVE_INFINITY, 1e-2})));
        assertTrue(firstColumn(image, FIRST) >= 0 && firstColumn(image, SECOND) >= 0);
        // nothing but zeros is an empty chart
        LogChart.draw(CAPTION, "step", List.of(new LogChart.Curve("none", new double[] {0})));
    }

    @Test
    void moreCurvesThanColoursAreRefused() {
        LogChart.Curve curve = new LogChart.Curve("c", new double[] {1, 2});
        int most = LogChart.mostCurves();
        LogChart.draw(CAPTION, "step", Collections.nCopies(most, curve));
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> LogChart.draw(CAPTION, "step", Collections.nCopies(most + 1, curve)));
        assertEquals("a chart of 9 curves; 1 to 8 are allowed", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> LogChart.draw(CAPTION, "step", List.of()));
    }
}
