package org.parhelion.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageOrderTest {
    private static StorageOrder following(int[] cells, int... blocks) {
        return StorageOrder.following(BlockDecomposition.of(cells, new boolean[cells.length], blocks));
    }

    @ParameterizedTest
    @EnumSource
    void eachAxisHasItsPlace(StorageOrder order) {
        for (Axis axis : Axis.values()) {
            assertEquals(axis, order.axis(order.place(axis)));
        }
        assertEquals(order.fastest(), order.axis(0));
        IndexBox box = new IndexBox(1, 2, 3, 5, 7, 11);
        IndexBox arranged = order.arranged(box);
        for (Axis axis : Axis.values()) {
            assertEquals(box.low(axis), arranged.low(Axis.of(order.place(axis))));
            assertEquals(box.high(axis), arranged.high(Axis.of(order.place(axis))));
        }
        assertEquals(box, order.arranged(arranged));
    }

    @Test
    void theFastestAxisIsNotCutWhereAnotherGivesLongRows() {
        int[] cube = {64, 64, 64};
        assertEquals(StorageOrder.X_FASTEST, following(cube, 1, 1, 2));
        assertEquals(StorageOrder.X_FASTEST, following(cube, 1, 2, 2));
        assertEquals(StorageOrder.Y_FASTEST, following(cube, 2, 1, 1));
        assertEquals(StorageOrder.Y_FASTEST, following(cube, 2, 1, 2));
        assertEquals(StorageOrder.Z_FASTEST, following(cube, 2, 2, 1));
        assertEquals(StorageOrder.X_FASTEST, following(cube, 2, 2, 2));
        assertEquals(StorageOrder.Z_FASTEST, following(new int[] {64, 64, 65}, 2, 1, 1));
    }

    @Test
    void rowsDoNotBecomeMuchShorter() {
        assertEquals(StorageOrder.Y_FASTEST, following(new int[] {1024, 128}, 2, 1));
        assertEquals(StorageOrder.X_FASTEST, following(new int[] {1026, 128}, 2, 1));
        assertEquals(StorageOrder.X_FASTEST, following(new int[] {40, 15}, 2, 1));
        assertEquals(StorageOrder.Y_FASTEST, following(new int[] {40, 16}, 2, 1));
        assertEquals(StorageOrder.X_FASTEST, following(new int[] {12, 5}, 2, 1));
        assertEquals(StorageOrder.Y_FASTEST, following(new int[] {12, 6}, 2, 1));
    }

    @Test
    void linesAreStoredAsTheyAre() {
        assertEquals(StorageOrder.X_FASTEST, following(new int[] {100}, 3));
        assertEquals(StorageOrder.X_FASTEST, following(new int[] {3}, 3));
        assertEquals(StorageOrder.X_FASTEST, following(new int[] {3, 1, 1}, 3, 1, 1));
    }
}
