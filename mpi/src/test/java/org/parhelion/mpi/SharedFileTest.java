package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mpi.testing.RankTest;

class SharedFileTest {
    @RankTest({1, 2, 3, 4})
    void ranksWriteAndReadAtTheirOffsets(Communicator world, @TempDir Path folder) {
        Path path = folder.resolve("shared file " + world.size());
        int n = world.size();
        // Longer than one piece of the file layer's buffer.
        int count = 150_001;
        double[] mine = new double[count];
        Arrays.setAll(mine, i -> world.rank() + i * 1e-6);
        try (CommFile file = world.open(path, CommFile.Mode.WRITE)) {
            file.writeAt((long) world.rank() * count * 8, mine);
            file.sync();
            world.barrier();
            assertEquals((long) n * count * 8, file.size());
        }
        try (CommFile file = world.open(path, CommFile.Mode.READ)) {
            int other = (world.rank() + 1) % n;
            double[] theirs = new double[count];
            assertEquals(8L * count, file.readAt((long) other * count * 8, theirs));
            assertEquals(other + (count - 1) * 1e-6, theirs[count - 1]);
            DoubleBuffer slice = PointToPointTest.direct(4).position(1).limit(3);
            file.readAt((long) other * count * 8 + 8, slice);
            assertEquals(other + 1e-6, slice.get(1));
            assertEquals(0, slice.clear().get(3));
        }
    }

    @RankTest({1, 3})
    void everyTypeAndTheEndOfTheFileAreKnown(Communicator world, @TempDir Path folder) {
        try (CommFile file = world.open(folder.resolve("types" + world.size()), CommFile.Mode.READ_WRITE)) {
            if (world.rank() == 0) {
                file.writeAt(0, new int[] {1, -2});
                file.writeAt(8, new long[] {3});
                file.writeAt(16, new byte[] {4, 5, 6});
            }
            world.barrier();
            byte[] bytes = new byte[5];
            assertEquals(3, file.readAt(16, bytes));
            assertArrayEquals(new byte[] {4, 5, 6, 0, 0}, bytes);
            long[] longs = {9, 9};
            assertEquals(8, file.readAt(8, longs) / 8 * 8);
            assertArrayEquals(new long[] {3, 9}, longs);
            assertEquals(0, file.readAt(1000, new int[4]));
            world.barrier();
            file.resize(8);
            assertEquals(8, file.size());
            world.barrier();
            file.resize(40);
            assertEquals(40, file.size());
            int[] ints = new int[10];
            assertEquals(40, file.readAt(0, ints));
            assertArrayEquals(new int[] {1, -2, 0, 0, 0, 0, 0, 0, 0, 0}, ints);
        }
    }

    @RankTest({1, 2, 3})
    void failureToOpenIsAnExceptionOnAllRanks(Communicator world, @TempDir Path folder) {
        MpiException missing =
                assertThrows(MpiException.class, () -> world.open(folder.resolve("missing.bin"), CommFile.Mode.READ));
        assertTrue(missing.getMessage().contains("missing.bin failed on rank 0: no such file"), missing.getMessage());
        MpiException noFolder = assertThrows(
                MpiException.class, () -> world.open(folder.resolve("no/folder.bin"), CommFile.Mode.WRITE));
        assertTrue(noFolder.getMessage().contains("no folder"), noFolder.getMessage());
        world.barrier();
    }
}
