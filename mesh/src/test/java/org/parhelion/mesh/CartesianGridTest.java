package org.parhelion.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CartesianGridTest {
    private static GridBuilder builder() {
        return CartesianGrid.builder(OneRank.of(0, 1));
    }

    private static String refusal(GridBuilder builder) {
        return assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    }

    @Test
    void dimensionsAreThoseGivenNotThoseLongerThanOneCell() {
        CartesianGrid plate = CartesianGrid.of(OneRank.of(0, 1), 5, 1);
        assertTrue(plate.uses(Axis.Y));
        assertFalse(plate.uses(Axis.Z));
        Field u = plate.field("u");
        assertEquals(1, u.halo(Axis.Y));
        assertEquals(0, u.halo(Axis.Z));
        assertEquals(7 * 3, u.data().length);
    }

    @Test
    void cellCentresLieHalfACellInside() {
        CartesianGrid grid = builder().cells(10, 7, 5).extent(1, 2, 3).build();
        assertEquals(0.05, grid.coordinate(Axis.X, Location.CELL, 0), 1e-15);
        assertEquals(2 - 1.0 / 7, grid.coordinate(Axis.Y, Location.CELL, 6), 1e-15);
        assertEquals(-0.3, grid.coordinate(Axis.Z, Location.CELL, -1), 1e-15);
        assertEquals(3, grid.coordinate(Axis.Z, Location.NODE, 5), 1e-15);
        assertEquals(0.05, grid.coordinate(Axis.X, Location.Y_FACE, 0), 1e-15);
        assertEquals(0, grid.coordinate(Axis.Y, Location.Y_FACE, 0), 1e-15);
        assertEquals(6, grid.volume(), 1e-15);
    }

    @Test
    void faceAxesHaveOnePointMoreUnlessPeriodic() {
        CartesianGrid grid = builder().cells(10, 7).periodic(Axis.X).build();
        assertEquals(new IndexBox(0, 10, 0, 7, 0, 1), grid.global(Location.CELL));
        assertEquals(new IndexBox(0, 10, 0, 7, 0, 1), grid.global(Location.X_FACE));
        assertEquals(new IndexBox(0, 10, 0, 8, 0, 1), grid.global(Location.Y_FACE));
        assertEquals(new IndexBox(0, 10, 0, 8, 0, 1), grid.global(Location.NODE));
        assertThrows(IllegalArgumentException.class, () -> grid.field("w", Location.Z_FACE));
    }

    @Test
    void theLastBlockOwnsThePointOnTheLastFace() {
        CartesianGrid low = CartesianGrid.of(OneRank.of(0, 2), 5);
        CartesianGrid high = CartesianGrid.of(OneRank.of(1, 2), 5);
        assertEquals(new IndexBox(0, 3, 0, 1, 0, 1), low.owned(Location.X_FACE));
        assertEquals(new IndexBox(3, 6, 0, 1, 0, 1), high.owned(Location.X_FACE));
        assertEquals(low.owned(Location.X_FACE, 1), high.owned(Location.X_FACE));
        assertEquals(3, high.field("u").offset(Axis.X));
    }

    @Test
    void stretchedCoordinatesAreMirroredBeyondAWall() {
        CartesianGrid grid = builder().cells(3).stretched(Axis.X, 1, 2, 4, 8).build();
        assertEquals(1.5, grid.coordinate(Axis.X, Location.CELL, 0));
        assertEquals(0.5, grid.coordinate(Axis.X, Location.CELL, -1));
        assertEquals(-1, grid.coordinate(Axis.X, Location.CELL, -2));
        assertEquals(10, grid.coordinate(Axis.X, Location.CELL, 3));
        assertEquals(12, grid.coordinate(Axis.X, Location.NODE, 4));
        assertEquals(2, grid.spacing(Axis.X, Location.CELL, 1));
        assertEquals(1.5, grid.spacing(Axis.X, Location.NODE, 1));
        assertEquals(0.5, grid.extent(Axis.X, Location.NODE, 0));
        assertEquals(4, grid.mirrorDistance(Side.X_HIGH, Location.CELL, 1));
        assertEquals(2, grid.mirrorDistance(Side.X_LOW, Location.X_FACE, 1));
        assertThrows(IllegalStateException.class, () -> grid.spacing(Axis.X));
    }

    @Test
    void stretchedPeriodicCoordinatesRepeat() {
        CartesianGrid grid = builder()
                .cells(4)
                .periodic(Axis.X)
                .stretched(Axis.X, s -> s * s)
                .build();
        assertEquals(1.0 / 16, grid.coordinate(Axis.X, Location.NODE, 1));
        assertEquals(1 + 1.0 / 16, grid.coordinate(Axis.X, Location.NODE, 5));
        assertEquals(1 + 1.0 / 32, grid.coordinate(Axis.X, Location.CELL, 4));
    }

    @Test
    void senselessGridsAreRefusedNamingTheAxis() {
        assertTrue(refusal(builder()).contains("one to three axes"));
        assertTrue(refusal(builder().cells(4, 0)).contains("0 cells along y"));
        assertTrue(refusal(builder().cells(4).extent(Axis.X, 1, 1)).contains("axis x from 1.0 to 1.0"));
        assertTrue(refusal(builder().cells(4).extent(Axis.X, 0, Double.NaN)).contains("axis x"));
        assertTrue(refusal(builder().cells(4).extent(Axis.X, 0, Double.POSITIVE_INFINITY))
                .contains("finite"));
        assertTrue(refusal(builder().cells(4).periodic(Axis.Y)).contains("1-D grid has no axis y"));
        assertTrue(refusal(builder().cells(2).stretched(Axis.X, 0, 1)).contains("3 faces, but 2"));
        assertTrue(refusal(builder().cells(2).stretched(Axis.X, 0, 1, 1)).contains("face 2 lies at 1.0"));
        assertTrue(refusal(builder().cells(2).ranks(2)).contains("2×1×1 blocks, but there are 1 ranks"));
    }
}
