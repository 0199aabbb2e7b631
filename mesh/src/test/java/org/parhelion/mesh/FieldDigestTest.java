package org.parhelion.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class FieldDigestTest {
    private static Field field(Communicator world) {
        Field field = CartesianGrid.of(world, 10, 7, 5).field("u", Location.NODE);
        field.fill((x, y, z) -> x + 2 * y + z * z / 3);
        return field;
    }

    @RankTest({1, 2, 3, 4, 5, 7})
    void theDigestDoesNotDependOnTheCutsOrTheHalo(Communicator world) {
        Communicator alone = world.split(world.rank(), 0).orElseThrow();
        Field many = field(world);
        many.widenHalo(3);
        assertEquals(FieldDigest.of(field(alone)), FieldDigest.of(many));
        alone.close();
    }

    @RankTest({1, 3})
    void theDigestIsThatOfItsDefinition(Communicator world) {
        Field two = CartesianGrid.of(world, 3).field("u");
        two.set(0, 0, 0, 1.5);
        two.set(1, 0, 0, -0.0);
        two.set(2, 0, 0, Double.NaN);
        double[] values = {1.5, -0.0, Double.NaN};
        long[] sums = new long[2];
        long[] seeds = {0x243F6A8885A308D3L, 0x13198A2E03707344L};
        for (int n = 0; n < 3; n++) {
            for (int half = 0; half < 2; half++) {
                long bits = Double.doubleToRawLongBits(values[n]);
                sums[half] += splitMix(splitMix(n * 0x9E3779B97F4A7C15L + seeds[half]) ^ bits);
            }
        }
        assertEquals(String.format("%016x%016x", sums[0], sums[1]), FieldDigest.of(two));
    }

    private static long splitMix(long seed) {
        long z = seed;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @RankTest({1, 2, 3})
    void everyBitCounts(Communicator world) {
        Field u = field(world);
        String before = FieldDigest.of(u);
        u.set(9, 6, 4, Math.nextUp(9 / 10.0 + 12 / 7.0 + 16 / 75.0));
        String changed = FieldDigest.of(u);
        assertNotEquals(before, changed);
        u.set(3, 0, 0, 0.0);
        String zero = FieldDigest.of(u);
        u.set(3, 0, 0, -0.0);
        assertNotEquals(zero, FieldDigest.of(u));
        u.set(3, 0, 0, 5);
        u.set(4, 0, 0, 6);
        String ordered = FieldDigest.of(u);
        u.set(3, 0, 0, 6);
        u.set(4, 0, 0, 5);
        assertNotEquals(ordered, FieldDigest.of(u));
    }
}
