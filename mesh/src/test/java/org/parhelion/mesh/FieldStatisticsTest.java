package org.parhelion.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class FieldStatisticsTest {
    private static Field box(Communicator world, Location location) {
        return CartesianGrid.builder(world)
                .cells(10, 7, 5)
                .extent(1, 2, 3)
                .build()
                .field("u", location);
    }

    @RankTest({1, 2, 3, 5, 7})
    void aConstantIntegratesToItsVolumeAtEveryLocation(Communicator world) {
        for (Location location : Location.values()) {
            Field u = box(world, location);
            u.fill(2);
            FieldStatistics statistics = FieldStatistics.of(u);
            assertEquals(12, statistics.integral(), 1e-13);
            assertEquals(2, statistics.mean(), 1e-14);
            assertEquals(Math.sqrt(24), statistics.l2(), 1e-14);
            assertEquals(2, statistics.min());
            assertEquals(2, statistics.max());
        }
    }

    @RankTest({1, 2, 3, 4})
    void stretchedCellsWeighByTheirVolume(Communicator world) {
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(4, 2)
                .stretched(Axis.X, 0, 1, 3, 7, 15)
                .extent(Axis.Y, 0, 0.5)
                .build();
        Field u = grid.field("u");
        u.fill((x, y, z) -> x);
        FieldStatistics statistics = FieldStatistics.of(u);
        // ∫ x dV is exact at cell centres: 15²/2 · ½
        assertEquals(225.0 / 4, statistics.integral(), 1e-13);
        assertEquals(7.5, statistics.mean(), 1e-14);
        assertEquals(0.5, statistics.min());
        assertEquals(11, statistics.max());
    }

    @RankTest({1, 2, 3, 5, 7})
    void theBitsAreThoseOfOneRank(Communicator world) {
        Communicator alone = world.split(world.rank(), 0).orElseThrow();
        Field many = box(world, Location.X_FACE);
        Field one = box(alone, Location.X_FACE);
        PointFunction wild = (x, y, z) -> (x - 0.37) * 1e8 + y * 1e-9 - z / 3;
        many.fill(wild);
        one.fill(wild);
        assertEquals(FieldStatistics.of(one), FieldStatistics.of(many));
        alone.close();
    }

    @RankTest({1, 2, 3})
    void signedZerosInfinitiesAndNansAreKept(Communicator world) {
        Field u = CartesianGrid.of(world, 6).field("u");
        u.set(5, 0, 0, -0.0);
        assertEquals(-0.0, FieldStatistics.of(u).min());
        assertEquals(0.0, FieldStatistics.of(u).max());
        u.fill(-3);
        u.set(2, 0, 0, Double.NEGATIVE_INFINITY);
        assertEquals(Double.NEGATIVE_INFINITY, FieldStatistics.of(u).min());
        assertEquals(-3, FieldStatistics.of(u).max());
        assertEquals(Double.NEGATIVE_INFINITY, FieldStatistics.of(u).integral());
        u.set(4, 0, 0, Double.NaN);
        FieldStatistics broken = FieldStatistics.of(u);
        assertEquals(Double.NaN, broken.min());
        assertEquals(Double.NaN, broken.max());
        assertEquals(Double.NaN, broken.mean());
    }
}
