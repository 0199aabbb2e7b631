package org.parhelion.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageLayoutTest {
    @ParameterizedTest
    @EnumSource
    void neighboursAlongTheFastestAxisLieSideBySide(StorageOrder order) {
        int[] points = {20, 30, 40};
        StorageLayout layout = StorageLayout.of("u", order, points, new int[] {1, 2, 3}, false);
        int[] strides = {layout.strideX(), layout.strideY(), layout.strideZ()};
        int row = order.axis(0).ordinal();
        int across = order.axis(1).ordinal();
        assertEquals(1, strides[row]);
        assertTrue(strides[across] >= points[row] + 2 * (row + 1));
        assertEquals(
                strides[across] * (points[across] + 2 * (across + 1)),
                strides[order.axis(2).ordinal()]);
        assertTrue(layout.index(-1, -2, -3) >= 0);
        assertTrue(layout.index(20, 31, 42) < layout.length());
    }

    private static final int HEADER = 2;

    @Test
    void longRowsBeginAtWholeVectorsInEveryRowAndPlane() {
        for (int halo = 0; halo <= 4; halo++) {
            StorageLayout layout = StorageLayout.of(
                    "u", StorageOrder.X_FASTEST, new int[] {49, 5, 3}, new int[] {halo, halo, halo}, false);
            for (int k = 0; k < 3; k++) {
                for (int j = 0; j < 5; j++) {
                    assertEquals(0, (layout.index(0, j, k) + HEADER) % 4);
                }
            }
        }
    }

    @Test
    void allGhostsLieInTheArrayAndRowsDoNotMeet() {
        for (int x = 1; x < 40; x++) {
            StorageLayout layout =
                    StorageLayout.of("u", StorageOrder.X_FASTEST, new int[] {x, 3, 2}, new int[] {2, 2, 2}, false);
            assertTrue(layout.index(-2, -2, -2) >= 0);
            assertTrue(layout.index(x + 1, 4, 3) < layout.length());
            assertTrue(layout.index(x + 1, 0, 0) < layout.index(-2, 1, 0));
            assertTrue(layout.index(x + 1, 4, 0) < layout.index(-2, -2, 1));
        }
    }

    @Test
    void shortRowsAreNotPadded() {
        StorageLayout layout =
                StorageLayout.of("u", StorageOrder.X_FASTEST, new int[] {1, 100, 1}, new int[] {0, 1, 0}, false);
        assertEquals(102, layout.length());
        assertEquals(1, layout.strideY());
    }

    @Test
    void rowsDoNotBeginWholePagesApart() {
        StorageLayout layout =
                StorageLayout.of("u", StorageOrder.X_FASTEST, new int[] {510, 8, 8}, new int[] {1, 1, 1}, false);
        assertNotEquals(0, layout.strideY() % 512);
    }

    @Test
    void moreThanAnArrayHoldsIsRefusedByName() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> StorageLayout.of(
                        "rho", StorageOrder.X_FASTEST, new int[] {2000, 2000, 2000}, new int[] {1, 1, 1}, false));
        assertEquals(
                "field rho: 2000×2000×2000 points on one rank are more than an array holds; use more ranks",
                refused.getMessage());
    }

    @Test
    void largeBlocksThatAreCutAlongXHaveNoGapsBetweenTheirRows() {
        int[] points = {100, 100, 100};
        int[] halo = {1, 1, 1};
        assertEquals(
                102,
                StorageLayout.of("u", StorageOrder.X_FASTEST, points, halo, true)
                        .strideY());
        assertEquals(
                104,
                StorageLayout.of("u", StorageOrder.X_FASTEST, points, halo, false)
                        .strideY());
        assertEquals(
                52,
                StorageLayout.of("u", StorageOrder.X_FASTEST, new int[] {48, 48, 48}, halo, true)
                        .strideY());
        assertEquals(
                516,
                StorageLayout.of("u", StorageOrder.X_FASTEST, new int[] {510, 100, 100}, halo, true)
                        .strideY());
    }
}
