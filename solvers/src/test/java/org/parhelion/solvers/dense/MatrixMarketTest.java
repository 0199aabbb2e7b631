package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.testing.RankTest;

class MatrixMarketTest {
    /** Rank 0 writes the text; all read it. */
    private static DistributedMatrix load(Communicator world, Path folder, String text) throws IOException {
        Path file = folder.resolve("a.mtx");
        if (world.rank() == 0) {
            Files.writeString(file, text);
        }
        world.barrier();
        return DistributedMatrix.load(ProcessGrid.of(world), file, 2);
    }

    private static void assertElements(DistributedMatrix matrix, double[][] expected) {
        assertEquals(expected.length, matrix.rows());
        assertEquals(expected[0].length, matrix.columns());
        assertArrayEquals(matrix.copy().fill((i, j) -> expected[i][j]).local(), matrix.local());
    }

    @RankTest({1, 2, 4})
    void everyFormatFieldAndSymmetryIsRead(Communicator world, @TempDir Path folder) throws IOException {
        assertElements(
                load(
                        world,
                        folder,
                        "%%MatrixMarket matrix array real general\n% a comment\n\n2 3\n1\n2.5\n-3e2\n4D+1\n5\n6\n"),
                new double[][] {{1, -300, 5}, {2.5, 40, 6}});
        world.barrier();
        assertElements(
                load(world, folder, "%%matrixmarket MATRIX Array Integer Symmetric\n3 3\n1\n2\n3\n4\n5\n6\n"),
                new double[][] {{1, 2, 3}, {2, 4, 5}, {3, 5, 6}});
        world.barrier();
        assertElements(
                load(world, folder, "%%MatrixMarket matrix array real skew-symmetric\n3 3\n1\n2\n3\n"),
                new double[][] {{0, -1, -2}, {1, 0, -3}, {2, 3, 0}});
        world.barrier();
        assertElements(
                load(
                        world,
                        folder,
                        "%%MatrixMarket matrix coordinate real general\n2 3 4\n1 1 1\n2 3 -2\n1 1 0.5\n2 1 inf\n"),
                new double[][] {{1.5, 0, 0}, {Double.POSITIVE_INFINITY, 0, -2}});
        world.barrier();
        assertElements(
                load(world, folder, "%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n1 1\n3 2\n"),
                new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}});
        world.barrier();
        assertElements(
                load(world, folder, "%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 1 7\n"),
                new double[][] {{0, -7}, {7, 0}});
    }

    @RankTest({1, 2, 3, 6})
    void matricesOfTheCollectionHaveTheirKnownNorms(Communicator world, @TempDir Path folder) throws IOException {
        // Frobenius, one and infinity norms as computed from the same files with NumPy.
        assertNorms(world, folder, "bcsstk01.mtx", BCSSTK01);
        assertNorms(world, folder, "can___24.mtx", CAN24);
        assertNorms(world, folder, "west0067.mtx", WEST67);
        assertNorms(world, folder, "ash219.mtx", ASH219);
    }

    private static final double[] BCSSTK01 = {48.0, 48.0, 7521821564.3577175, 3570948074.697437, 3570948074.6974363};
    private static final double[] CAN24 = {24.0, 24.0, 12.649110640673518, 9.0, 9.0};
    private static final double[] WEST67 = {67.0, 67.0, 13.121668969819032, 6.1433746, 6.5900614};
    private static final double[] ASH219 = {219.0, 85.0, 20.92844953645635, 9.0, 2.0};

    private static void assertNorms(Communicator world, Path folder, String name, double[] expected)
            throws IOException {
        Path file = folder.resolve(name);
        if (world.rank() == 0) {
            try (InputStream resource = MatrixMarketTest.class.getResourceAsStream(name)) {
                Files.copy(resource, file);
            }
        }
        world.barrier();
        DistributedMatrix matrix = DistributedMatrix.load(ProcessGrid.of(world), file, 5);
        assertEquals(expected[0], matrix.rows());
        assertEquals(expected[1], matrix.columns());
        assertEquals(expected[2], matrix.norms().frobenius(), 1e-14 * expected[2]);
        assertEquals(expected[3], matrix.norms().one(), 1e-14 * expected[3]);
        assertEquals(expected[4], matrix.norms().infinity(), 1e-14 * expected[4]);
    }

    @RankTest({1, 2, 4})
    void whatIsWrittenIsReadWithTheSameBits(Communicator world, @TempDir Path folder) {
        for (int[] size : new int[][] {{13, 7}, {0, 3}, {1, 1}}) {
            Path file = folder.resolve(size[0] + "b.mtx");
            DistributedMatrix matrix = DistributedMatrix.zeros(ProcessGrid.of(world), size[0], size[1], 3)
                    .fill((i, j) -> i == 1 ? Double.NEGATIVE_INFINITY : Grids.value(i, j) / 3);
            matrix.save(file);
            world.barrier();
            assertArrayEquals(
                    matrix.local(),
                    DistributedMatrix.load(matrix.grid(), file, 3).local());
        }
    }

    @RankTest({1, 2})
    void badFilesAreRefusedOnEveryRankWithTheirLine(Communicator world, @TempDir Path folder) throws IOException {
        refused(world, folder, "1 1\n1\n", ", line 1: a Matrix Market file begins with %%MatrixMarket");
        refused(world, folder, "", ", line 1: a Matrix Market file begins with");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix array complex general\n",
                "line 1: the field complex cannot be read");
        refused(world, folder, "%%MatrixMarket matrix array pattern general\n", "line 1: a pattern has no values");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix array real general\n",
                "line 1: the file ends before the line of sizes");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix array real symmetric\n2 3\n",
                "line 2: the banner says symmetric");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix array real general\n2 -3\n",
                "line 2: -3 is no number of columns");
        refused(world, folder, "%%MatrixMarket matrix array real general\n1 2\n1\nx\n", "line 4: x is not a number");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix array real general\n1 2\n1\n",
                "line 3: the file ends after 1 of 2 elements");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix array real general\n1 1\n1\n\n2\n",
                "line 5: after all 1 elements");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix coordinate real general\n2 2 1\n% c\n3 1 5\n",
                "line 4: there is no row 3");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix coordinate real general\n2 2 1\n2 1\n",
                "line 3: here the value is missing");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 2 1\n",
                "line 3: the diagonal");
        Exception missing = assertThrows(
                ExitCodeException.class,
                () -> DistributedMatrix.load(ProcessGrid.of(world), folder.resolve("none.mtx"), 2));
        assertTrue(
                missing.getMessage().endsWith("none.mtx: there is no such file; check the path"), missing.getMessage());
        assertThrows(
                ExitCodeException.class,
                () -> DistributedMatrix.load(ProcessGrid.of(world), folder.resolve("a.csv"), 2));
    }

    private static void refused(Communicator world, Path folder, String text, String words) {
        ExitCodeException e = assertThrows(ExitCodeException.class, () -> load(world, folder, text));
        assertEquals(ExitCodeException.BAD_INPUT, e.exitCode());
        assertTrue(e.getMessage().contains("a.mtx") && e.getMessage().contains(words), e.getMessage());
        world.barrier();
    }

    @RankTest({1, 3})
    void aFileThatCannotBeWrittenIsToldOnEveryRank(Communicator world, @TempDir Path folder) throws IOException {
        DistributedMatrix matrix = DistributedMatrix.zeros(ProcessGrid.of(world), 5, 5, 2);
        for (String name : new String[] {"c.mtx", "c.npy"}) {
            Path file = folder.resolve("gone").resolve(name);
            Exception e = assertThrows(OutputException.class, () -> matrix.save(file));
            assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
            Path inTheWay = folder.resolve(name);
            if (world.rank() == 0) {
                Files.createDirectory(inTheWay);
            }
            world.barrier();
            Exception blocked = assertThrows(OutputException.class, () -> matrix.save(inTheWay));
            assertTrue(blocked.getMessage().contains("a folder of that name is in the way"), blocked.getMessage());
        }
        world.barrier();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
    }
}
