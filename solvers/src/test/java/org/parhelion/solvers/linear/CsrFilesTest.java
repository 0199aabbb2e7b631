package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.testing.RankTest;

class CsrFilesTest {
    private static CsrMatrix read(Communicator world, Path folder, String text) throws IOException {
        Path file = folder.resolve("a.mtx");
        world.barrier();
        if (world.rank() == 0) {
            Files.writeString(file, text);
        }
        world.barrier();
        return CsrMatrix.read(world, file);
    }

    @RankTest({1, 2, 3, 4})
    void everyFieldAndSymmetryIsRead(Communicator world, @TempDir Path folder) throws IOException {
        String banner = "%%MatrixMarket matrix coordinate ";
        assertElements(
                read(world, folder, banner + "real general\n% c\n\n2 3 4\n1 1 1\n2 3 -2\n\n1 1 0.5\r\n% c\n2 1 4D+1\n"),
                1.5,
                0,
                0,
                40,
                0,
                -2);
        assertElements(read(world, folder, banner + "pattern symmetric\n3 3 2\n1 1\n3 2"), 1, 0, 0, 0, 0, 1, 0, 1, 0);
        assertElements(read(world, folder, banner + "integer skew-symmetric\n2 2 1\n2 1 7\n"), 0, -7, 7, 0);
        assertElements(read(world, folder, banner + "real general\n1 2 0\n"), 0, 0);
        assertElements(read(world, folder, "%%MatrixMarket matrix array real symmetric\n2 2\n1 2\n\n3\n"), 1, 2, 2, 3);
    }

    private static void assertElements(CsrMatrix matrix, double... expected) {
        assertArrayEquals(expected, matrix.toDense().data);
    }

    /** Of {@code matrix_properties}: rows, columns, elements, Frobenius, one and infinity norm, as NumPy computes them. */
    private record Known(
            String name, int rows, int columns, int entries, double frobenius, double one, double infinity) {}

    private static final List<Known> COLLECTION = List.of(
            new Known("494_bus", 494, 494, 1666, 57513.15962, 40015.42248, 40015.42248),
            new Known("west0479", 479, 479, 1910, 710459.1518, 382221.51, 318714.29),
            new Known("west0067", 67, 67, 294, 13.12166897, 6.1433746, 6.5900614),
            new Known("bfwa62", 62, 62, 450, 30.63876934, 11.8636136, 15.8535202),
            new Known("ash219", 219, 85, 438, 20.92844954, 9, 2),
            new Known("LFAT5", 14, 14, 46, 25132818.1, 25132800, 25132800),
            new Known("can___24", 24, 24, 160, 12.64911064, 9, 9),
            new Known("bcsstk01", 48, 48, 400, 7521821564.0, 3570948075.0, 3570948075.0),
            new Known("jagmesh7", 1138, 1138, 7450, 86.31338251, 7, 7),
            new Known("olm1000", 1000, 1000, 3996, 1260942.211, 91554.6863, 101722.1737),
            new Known("cage5", 37, 37, 233, 3.870684696, 1, 1.6733112),
            new Known("fs_183_1", 183, 183, 1069, 1129409118, 1703177421, 822724342.9));

    @RankTest({1, 2, 3, 4})
    void matricesOfTheCollectionHaveTheirKnownNorms(Communicator world) {
        for (Known known : COLLECTION) {
            CsrMatrix matrix = SparseSamples.market(world, known.name);
            assertEquals(known.rows, matrix.range().size(), known.name);
            assertEquals(known.columns, matrix.domain().size(), known.name);
            assertEquals(known.entries, matrix.entries(), 16, known.name); // stored zeros are elements, too
            assertEquals(known.frobenius, matrix.norms().frobenius(), 1e-9 * known.frobenius, known.name);
            assertEquals(known.one, matrix.norms().one(), 1e-9 * known.one, known.name);
            assertEquals(known.infinity, matrix.norms().infinity(), 1e-9 * known.infinity, known.name);
        }
    }

    @RankTest({1, 2, 3, 4})
    void whatIsWrittenIsReadWithTheSameBits(Communicator world, @TempDir Path folder) throws IOException {
        for (String name : new String[] {"west0479", "ash219", "494_bus"}) {
            CsrMatrix matrix = SparseSamples.market(world, name);
            Path file = folder.resolve(name + ".mtx");
            matrix.write(file);
            world.barrier();
            CsrMatrix back = CsrMatrix.read(world, file);
            assertArrayEquals(matrix.toDense().data, back.toDense().data);
            assertEquals(matrix.entries(), back.entries());
        }
        CsrMatrix odd = read(
                world, folder, "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 inf\n1 2 -INF\n2 2 nan\n");
        odd.write(folder.resolve("odd.mtx"));
        world.barrier();
        assertArrayEquals(
                odd.toDense().data,
                CsrMatrix.read(world, folder.resolve("odd.mtx")).toDense().data);
        assertTrue(Double.isNaN(odd.norms().frobenius())
                && Double.isNaN(odd.norms().one()));
    }

    @RankTest({1, 2, 3, 4})
    void badFilesAreRefusedOnEveryRankWithTheirLine(Communicator world, @TempDir Path folder) throws IOException {
        String general = "%%MatrixMarket matrix coordinate real general\n";
        refused(world, folder, "1 1\n1\n", "line 1: a Matrix Market file begins with %%MatrixMarket");
        refused(world, folder, general, "line 1: the file ends before the line of sizes");
        refused(world, folder, general + "2 2\n", "line 2: here the number of entries is missing");
        refused(world, folder, general + "2 2 1\n% c\n3 1 5\n", "line 4: there is no row 3");
        StringBuilder many = new StringBuilder(general + "9 9 81\n");
        for (int n = 0; n < 81; n++) {
            many.append(n / 9 + 1).append(' ').append(n % 9 + 1).append(n % 7 == 0 ? " 2\n% seven\n\n" : " 1\n");
        }
        String good = many.toString();
        assertEquals(81, read(world, folder, good).entries());
        refused(
                world,
                folder,
                good.replace("8 3 1\n", "8 3 x\n"),
                ", line " + line(good, "8 3 1") + ": x is not a number");
        refused(world, folder, good.replace("2 9 1\n", "2 9\n"), ", line " + line(good, "2 9 1") + ": here the value");
        refused(
                world,
                folder,
                good.replace("9 9 1\n", "9 10 1\n"),
                ", line " + line(good, "9 9 1") + ": there is no column 10");
        refused(
                world,
                folder,
                good.replace("5 5 1\n", "5 5 1 1\n"),
                ", line " + line(good, "5 5 1") + ": there should be 3");
        refused(
                world,
                folder,
                good.substring(0, good.indexOf("4 4 1")),
                ", line " + (line(good, "4 4 1") - 1) + ": the file ends after 30 of 81 elements; copy it again");
        refused(world, folder, good + "1 1 1\n", "after all 81 elements there should be nothing more");
        refused(
                world,
                folder,
                good.replace("9 9 81", "9 9 40"),
                ", line " + line(good, "5 5 1") + ": after all 40 elements there should be nothing more");
        refused(
                world,
                folder,
                "%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n",
                "line 5: the file ends after 3 of 4");
        Exception missing =
                assertThrows(ExitCodeException.class, () -> CsrMatrix.read(world, folder.resolve("none.mtx")));
        assertTrue(missing.getMessage().endsWith("none.mtx: there is no such file; check the path"));
        Exception notOne = assertThrows(ExitCodeException.class, () -> CsrMatrix.read(world, folder));
        assertTrue(notOne.getMessage().contains("this is a folder"), notOne.getMessage());
    }

    /** Number of the line that begins so. */
    private static int line(String text, String begin) {
        List<String> lines = text.lines().toList();
        return lines.indexOf(lines.stream()
                        .filter(line -> line.startsWith(begin))
                        .findFirst()
                        .orElseThrow())
                + 1;
    }

    private static void refused(Communicator world, Path folder, String text, String words) {
        ExitCodeException e = assertThrows(ExitCodeException.class, () -> read(world, folder, text));
        assertEquals(ExitCodeException.BAD_INPUT, e.exitCode());
        assertTrue(e.getMessage().contains("a.mtx") && e.getMessage().contains(words), e.getMessage());
    }

    @RankTest({1, 3})
    void aFileThatCannotBeWrittenIsToldOnEveryRank(Communicator world, @TempDir Path folder) {
        CsrMatrix matrix = SparseSamples.market(world, "west0067");
        Path file = folder.resolve("gone").resolve("a.mtx");
        Exception e = assertThrows(OutputException.class, () -> matrix.write(file));
        assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
    }
}
