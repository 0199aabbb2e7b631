package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;

class NpyFileTest {
    private static final DistributedMatrix.Elements QUARTERS = (i, j) -> (3 * i + j) / 4.0;

    private static byte[] numpys(String name) throws IOException {
        try (InputStream resource = NpyFileTest.class.getResourceAsStream(name)) {
            return resource.readAllBytes();
        }
    }

    private static void put(Communicator world, Path file, byte[] bytes) throws IOException {
        world.barrier();
        if (world.rank() == 0) {
            Files.write(file, bytes);
        }
        world.barrier();
    }

    @RankTest({1, 2, 3, 4, 6})
    void filesOfNumpyAreReadInEveryTypeAndOrder(Communicator world, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.npy");
        for (String kind : new String[] {"f8-c", "f8-fortran", "f4-big", "f8-big-fortran"}) {
            put(world, file, numpys("numpy-" + kind + ".npy"));
            for (ProcessGrid grid : Grids.all(world)) {
                DistributedMatrix matrix = DistributedMatrix.load(grid, file, 1);
                assertEquals(2, matrix.rows());
                assertEquals(3, matrix.columns());
                assertArrayEquals(matrix.copy().fill(QUARTERS).local(), matrix.local(), kind);
            }
        }
    }

    @RankTest({1, 2, 3, 4})
    void whatIsWrittenHasTheBytesThatNumpyWrites(Communicator world, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("b.npy");
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedMatrix.zeros(grid, 2, 3, 1).fill(QUARTERS).save(file);
            assertArrayEquals(numpys("numpy-f8-c.npy"), Files.readAllBytes(file));
            world.barrier();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @RankTest(
            value = {1, 2, 3, 6},
            timeoutSeconds = 60)
    void matricesOfManyStripsComeBackWithTheSameBits(Communicator world, @TempDir Path folder) {
        for (int[] size : new int[][] {{1025, 1111}, {0, 4}, {1, 1}, {5, 0}}) {
            Path file = folder.resolve(size[0] + ".npy");
            DistributedMatrix matrix = DistributedMatrix.zeros(ProcessGrid.of(world), size[0], size[1], 50)
                    .fill(Grids::value);
            matrix.save(file);
            ProcessGrid other = ProcessGrid.of(world, world.size(), 1);
            DistributedMatrix back = DistributedMatrix.load(other, file, 7);
            assertEquals(size[0], back.rows());
            assertEquals(size[1], back.columns());
            assertArrayEquals(back.copy().fill(Grids::value).local(), back.local());
        }
    }

    @RankTest({1, 2})
    void badFilesAreRefusedOnEveryRank(Communicator world, @TempDir Path folder) throws IOException {
        byte[] good = numpys("numpy-f8-c.npy");
        refused(world, folder, "PK".getBytes(StandardCharsets.US_ASCII), "does not begin as a .npy file does");
        refused(world, folder, Arrays.copyOf(good, 8), "is cut short within its header, after 8 bytes");
        refused(world, folder, Arrays.copyOf(good, 60), "is cut short within its header");
        refused(world, folder, Arrays.copyOf(good, good.length - 1), "2 × 3 elements need 176 bytes, the file has 175");
        refused(world, folder, edited(good, "<f8", "<i8"), "elements are of type <i8; f4 and f8");
        refused(world, folder, edited(good, "(2, 3)", "(2,3,)"), null);
        refused(world, folder, edited(good, "(2, 3)", "(1,2,3"), "no proper 'shape'");
        refused(world, folder, edited(good, "(2, 3), }", "(1,2,3)} "), "the array has shape (1,2,3)");
        refused(world, folder, edited(good, "(2, 3)", "(-2,3)"), "sizes from 0 to 2147483647");
        refused(world, folder, edited(good, "False", "Falsy"), "no proper 'fortran_order'");
        good[6] = 9;
        refused(world, folder, good, "is of .npy version 9");
        Exception e = assertThrows(
                ExitCodeException.class,
                () -> DistributedMatrix.load(ProcessGrid.of(world), folder.resolve("x.npy"), 1));
        assertTrue(e.getMessage().endsWith("x.npy: there is no such file; check the path"), e.getMessage());
    }

    private static byte[] edited(byte[] good, String from, String to) {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Without words: it must be read. */
    private static void refused(Communicator world, Path folder, byte[] bytes, String words) throws IOException {
        Path file = folder.resolve("bad.npy");
        put(world, file, bytes);
        if (words == null) {
            assertEquals(
                    2, DistributedMatrix.load(ProcessGrid.of(world), file, 1).rows());
            return;
        }
        ExitCodeException e =
                assertThrows(ExitCodeException.class, () -> DistributedMatrix.load(ProcessGrid.of(world), file, 1));
        assertEquals(ExitCodeException.BAD_INPUT, e.exitCode());
        assertTrue(e.getMessage().contains("bad.npy: ") && e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void numpyItselfReadsWhatWasWrittenAndWritesWhatIsRead(@TempDir Path folder) throws Exception {
        assumeTrue(python("import numpy") == 0, "skipped: no python3 with numpy here (Debian: python3-numpy)");
        Path ours = folder.resolve("ours.npy");
        Path theirs = folder.resolve("theirs.npy");
        Parallel.threads(
                3,
                (world, rest) -> DistributedMatrix.zeros(ProcessGrid.of(world), 70, 31, 4)
                        .fill((i, j) -> i - j / 8.0)
                        .save(ours));
        int exit = python("import numpy as np; a = np.load(r'" + ours + "'); i, j = np.indices((70, 31));"
                + " assert a.dtype == np.float64 and np.array_equal(a, i - j / 8);"
                + " np.lib.format.write_array(open(r'" + theirs
                + "', 'wb'), np.asfortranarray(a + 1), version=(2, 0))");
        assertEquals(0, exit);
        Parallel.threads(4, (world, rest) -> {
            DistributedMatrix matrix = DistributedMatrix.load(ProcessGrid.of(world), theirs, 3);
            assertArrayEquals(matrix.copy().fill((i, j) -> i - j / 8.0 + 1).local(), matrix.local());
        });
    }

    private static int python(String program) throws Exception {
        try {
            Process process = new ProcessBuilder("python3", "-c", program)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException notThere) {
            return -1;
        }
    }
}
