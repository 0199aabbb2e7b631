package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;

class SummaTest {
    private static final Blas NAIVE = NaiveBlas.engine();

    @RankTest({1, 2, 3, 4, 6})
    void randomProductsOnEveryGridAreTheNaiveOnes(Communicator world) {
        SplittableRandom random = new SplittableRandom(20260101);
        for (ProcessGrid grid : Grids.all(world)) {
            for (int i = 0; i < 24; i++) {
                RandomProduct.of(random, grid, 40)
                        .assertRight(Summa.using(NAIVE).layers(1));
            }
        }
    }

    @Property(tries = 60, seed = "20260101", shrinking = ShrinkingMode.OFF)
    void anyShapeGridAndBlockGivesTheNaiveProduct(
            @ForAll @IntRange(min = 1, max = 3) int rows,
            @ForAll @IntRange(min = 1, max = 3) int columns,
            @ForAll @IntRange(min = 1, max = 30) int sizes,
            @ForAll long seed) {
        Parallel.threads(rows * columns, (world, rest) -> {
            ProcessGrid grid = ProcessGrid.of(world, rows, columns);
            RandomProduct.of(new SplittableRandom(seed), grid, sizes).assertRight(Summa.using(NAIVE));
        });
    }

    @RankTest({2, 4, 6, 8})
    void twoLayersGiveTheSameProducts(Communicator world) {
        SplittableRandom random = new SplittableRandom(2);
        for (ProcessGrid grid : Grids.all(world)) {
            for (int i = 0; i < 10; i++) {
                RandomProduct.of(random, grid, 30)
                        .assertRight(Summa.using(NAIVE).layers(2));
            }
        }
    }

    @RankTest({4, 8})
    void fourLayersInBoxesOfTwoByTwoGiveTheSameProducts(Communicator world) {
        SplittableRandom random = new SplittableRandom(4);
        for (ProcessGrid grid : Grids.all(world)) {
            RandomProduct.of(random, grid, 30).assertRight(Summa.using(NAIVE).layers(4));
        }
    }

    @RankTest({3, 4})
    void layersThatDoNotDivideTheGridAreRefused(Communicator world) {
        DistributedMatrix a = DistributedMatrix.zeros(ProcessGrid.of(world), 4, 4, 2);
        Summa five = Summa.using(NAIVE).layers(5);
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> five.apply(Transpose.NO, Transpose.NO, 1, a, a, 0, a.copy()));
        assertTrue(e.getMessage().startsWith("replication 5 does not divide a grid of "), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Summa.using(NAIVE).layers(0));
    }

    @RankTest({1, 2, 4, 6})
    void whatCWasIsNotReadWhenBetaIsZero(Communicator world) {
        for (Transpose trans : Transpose.values()) {
            DistributedMatrix a =
                    DistributedMatrix.zeros(ProcessGrid.of(world), 9, 9, 2).fill(Grids::value);
            DistributedMatrix c = DistributedMatrix.zeros(a.grid(), 9, 9, 2).fill((i, j) -> Double.NaN);
            Summa.using(NAIVE).panelWidth(3).apply(trans, trans, 0, a, a, 0, c);
            assertEquals(0, c.norms().max());
            c.fill((i, j) -> Double.NaN);
            Summa.using(NAIVE).panelWidth(3).apply(trans, trans, 1, a, a, 0, c);
            assertTrue(c.norms().max() > 0);
        }
    }

    @RankTest({4, 6})
    void theSameProductTwiceGivesTheSameBits(Communicator world) {
        DistributedMatrix a =
                DistributedMatrix.zeros(ProcessGrid.of(world), 37, 37, 4).fill(Grids::value);
        for (int layers = 1; layers <= 2; layers++) {
            DistributedMatrix first = DistributedMatrix.zeros(a.grid(), 37, 37, 4);
            DistributedMatrix second = DistributedMatrix.zeros(a.grid(), 37, 37, 4);
            Summa summa = Summa.using(NAIVE).layers(layers).panelWidth(5);
            summa.apply(Transpose.NO, Transpose.YES, 1, a, a, 0, first);
            summa.apply(Transpose.NO, Transpose.YES, 1, a, a, 0, second);
            assertArrayEquals(first.local(), second.local());
        }
    }

    @RankTest({1, 2, 4})
    void freivaldsAcceptsARightProductAndFindsAWrongElement(Communicator world) {
        int n = 512;
        ProcessGrid grid = ProcessGrid.of(world);
        DistributedMatrix a = DistributedMatrix.zeros(grid, n, n, 32).fill(Grids::value);
        DistributedMatrix b = DistributedMatrix.zeros(grid, n, n, 32).fill((i, j) -> Grids.value(j, i + 3));
        DistributedMatrix c = DistributedMatrix.zeros(grid, n, n, 32);
        Summa.using(NAIVE).apply(Transpose.NO, Transpose.YES, 1, a, b, 0, c);
        double right = Freivalds.residual(Transpose.NO, Transpose.YES, a, b, c, 1);
        assertTrue(right < 1, "residual " + right);
        double element = c.get(401, 77);
        c.set(401, 77, element * (1 + 1e-6) + 1e-3);
        double wrong = Freivalds.residual(Transpose.NO, Transpose.YES, a, b, c, 1);
        assertTrue(wrong > 16, "residual " + wrong);
    }

    @RankTest({2, 4})
    void whatDoesNotConformIsRefusedWithItsSizes(Communicator world) {
        ProcessGrid grid = ProcessGrid.of(world, 2, world.size() / 2);
        DistributedMatrix a = DistributedMatrix.zeros(grid, 9, 6, 2);
        DistributedMatrix b = DistributedMatrix.zeros(grid, 6, 9, 2);
        DistributedMatrix c = DistributedMatrix.zeros(grid, 9, 9, 2);
        refused("op(A) is 9 × 6 and op(B) is 9 × 6", Transpose.NO, Transpose.YES, a, b, c);
        refused("so that C cannot be 9 × 9", Transpose.YES, Transpose.YES, a, b, c);
        refused(
                "rows of C and A are dealt out differently, in blocks of 3 and 2",
                Transpose.NO,
                Transpose.NO,
                a,
                b,
                DistributedMatrix.zeros(grid, 9, 9, 3));
        refused("C must not be A or B", Transpose.NO, Transpose.NO, c, c, c);
        refused(
                "same process grid",
                Transpose.NO,
                Transpose.NO,
                a,
                b,
                DistributedMatrix.zeros(ProcessGrid.of(world, 2, world.size() / 2), 9, 9, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> Summa.using(NAIVE).apply(Transpose.NO, Transpose.NO, Double.NaN, a, b, 0, c));
    }

    private static void refused(
            String words,
            Transpose transA,
            Transpose transB,
            DistributedMatrix a,
            DistributedMatrix b,
            DistributedMatrix c) {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> Summa.using(NAIVE).apply(transA, transB, 1, a, b, 0, c));
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    /** A product with everything about it drawn at random, the same on all ranks. */
    private record RandomProduct(
            Transpose transA,
            Transpose transB,
            double alpha,
            DistributedMatrix a,
            DistributedMatrix b,
            double beta,
            DistributedMatrix c,
            int width) {

        static RandomProduct of(SplittableRandom random, ProcessGrid grid, int sizes) {
            Transpose transA = random.nextBoolean() ? Transpose.NO : Transpose.YES;
            Transpose transB = random.nextBoolean() ? Transpose.NO : Transpose.YES;
            int m = random.nextInt(sizes + 1);
            int n = random.nextInt(sizes + 1);
            int k = random.nextInt(sizes + 1);
            int block = 1 + random.nextInt(9);
            int blockA = transA == Transpose.YES || grid.rows() == 1 ? 1 + random.nextInt(9) : block;
            int blockB = transB == Transpose.YES || grid.columns() == 1 ? 1 + random.nextInt(9) : block;
            boolean straightA = transA == Transpose.NO;
            boolean straightB = transB == Transpose.NO;
            return new RandomProduct(
                    transA,
                    transB,
                    random.nextInt(4) - 1.5,
                    DistributedMatrix.zeros(grid, straightA ? m : k, straightA ? k : m, blockA)
                            .fill(Grids::value),
                    DistributedMatrix.zeros(grid, straightB ? k : n, straightB ? n : k, blockB)
                            .fill((i, j) -> Grids.value(j + 5, i)),
                    random.nextInt(3) - 1,
                    DistributedMatrix.zeros(grid, m, n, block).fill((i, j) -> i - 2 * j),
                    1 + random.nextInt(16));
        }

        void assertRight(Summa summa) {
            DMatrixRMaj expected = naive();
            summa.panelWidth(width).apply(transA, transB, alpha, a, b, beta, c);
            int root = c.grid().world().size() - 1;
            c.gather(root).ifPresent(actual -> {
                for (int i = 0; i < expected.data.length; i++) {
                    assertEquals(expected.data[i], actual.data[i], 1e-11, this::words);
                }
            });
        }

        private DMatrixRMaj naive() {
            int k = transA == Transpose.NO ? a.columns() : a.rows();
            DMatrixRMaj whole = new DMatrixRMaj(c.rows(), c.columns());
            for (int i = 0; i < c.rows(); i++) {
                for (int j = 0; j < c.columns(); j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        double left = transA == Transpose.NO ? Grids.value(i, l) : Grids.value(l, i);
                        double right = transB == Transpose.NO ? Grids.value(j + 5, l) : Grids.value(l + 5, j);
                        sum += left * right;
                    }
                    whole.set(i, j, alpha * sum + beta * (i - 2 * j));
                }
            }
            return whole;
        }

        private String words() {
            return transA + " " + transB + ": " + a.rows() + " × " + a.columns() + " in blocks of " + a.block() + ", "
                    + b.rows() + " × " + b.columns() + " in blocks of " + b.block() + ", C in blocks of " + c.block()
                    + ", grid " + c.grid().rows() + " × " + c.grid().columns() + ", panels of " + width;
        }
    }
}
