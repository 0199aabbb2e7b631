package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class GlobalGatherTest {
    private static Field numbered(Communicator world, Location location, int... cells) {
        Field field = CartesianGrid.of(world, cells).field("u", location);
        new GhostOracle(field).prepare();
        return field;
    }

    @RankTest({1, 2, 3, 5, 7})
    void theWholeFieldArrivesInGlobalOrder(Communicator world) {
        Field field = numbered(world, Location.Y_FACE, 10, 7, 5);
        Optional<double[]> all = GlobalGather.full(field);
        assertEquals(world.rank() == 0, all.isPresent());
        all.ifPresent(values -> {
            int n = 0;
            for (int k = 0; k < 5; k++) {
                for (int j = 0; j < 8; j++) {
                    for (int i = 0; i < 10; i++) {
                        assertEquals(GhostOracle.value(i, j, k), values[n++]);
                    }
                }
            }
            assertEquals(n, values.length);
        });
    }

    @RankTest({1, 2, 3, 4, 7})
    void planesAreCutAcrossEveryAxis(Communicator world) {
        Field field = numbered(world, Location.CELL, 10, 7, 5);
        GlobalGather.plane(field, Axis.Y, 6, 100, 100).ifPresent(slice -> {
            assertEquals(Axis.X, slice.horizontal());
            assertEquals(Axis.Z, slice.vertical());
            assertEquals(5, slice.values().length);
            assertEquals(10, slice.values()[0].length);
            assertEquals(GhostOracle.value(3, 6, 4), slice.values()[4][3]);
        });
        GlobalGather.plane(field, Axis.X, 0, 100, 100).ifPresent(slice -> {
            assertEquals(Axis.Y, slice.horizontal());
            assertEquals(GhostOracle.value(0, 2, 3), slice.values()[3][2]);
        });
    }

    @RankTest({1, 2, 3, 4, 5})
    void thinnedPlanesTakeTheSamePointsOnAnyCut(Communicator world) {
        Field field = numbered(world, Location.CELL, 10, 9);
        GlobalGather.plane(field, Axis.Z, 0, 4, 3).ifPresent(slice -> {
            assertArrayEquals(new int[] {1, 3, 6, 8}, slice.columns());
            assertArrayEquals(new int[] {1, 4, 7}, slice.rows());
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 4; column++) {
                    double expected = GhostOracle.value(slice.columns()[column], slice.rows()[row], 0);
                    assertEquals(expected, slice.values()[row][column]);
                }
            }
        });
    }

    @RankTest({1, 2})
    void planesThatAreNotThereAreRefused(Communicator world) {
        Field field = numbered(world, Location.CELL, 10, 9);
        String message = assertThrows(
                        IndexOutOfBoundsException.class, () -> GlobalGather.plane(field, Axis.X, 10, 5, 5))
                .getMessage();
        assertEquals("field u has no plane 10 across x; the last one is 9", message);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> GlobalGather.plane(field, Axis.X, 0, 0, 5))
                .getMessage()
                .contains("at least 1"));
    }
}
