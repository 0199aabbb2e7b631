package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.function.Executable;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;

class CsrMatrixTest {
    /** Two matrices that can be multiplied, cut at random, with what EJML knows of them. */
    private record Pair(CsrMatrix a, CsrMatrix b, DMatrixRMaj denseA, DMatrixRMaj denseB) {
        static Pair of(Communicator world, int sizes, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int m = random.nextInt(sizes + 1);
            int k = random.nextInt(sizes + 1);
            int n = random.nextInt(sizes + 1);
            int sparsity = 1 + random.nextInt(6);
            DMatrixRMaj denseA = SparseSamples.random(random, m, k, sparsity);
            DMatrixRMaj denseB = SparseSamples.random(random, k, n, sparsity);
            VectorSpace rows = SparseSamples.unevenly(world, m, seed + 1);
            VectorSpace middle = SparseSamples.unevenly(world, k, seed + 2);
            VectorSpace columns = SparseSamples.unevenly(world, n, seed + 3);
            return new Pair(
                    CsrMatrix.ofDense(rows, middle, denseA),
                    CsrMatrix.ofDense(middle, columns, denseB),
                    denseA,
                    denseB);
        }
    }

    @Property(tries = 80, seed = "20260301", shrinking = ShrinkingMode.OFF)
    void productsSumsAndTransposesAreThoseOfEjml(
            @ForAll @IntRange(min = 1, max = 4) int ranks,
            @ForAll @IntRange(min = 1, max = 40) int sizes,
            @ForAll long seed) {
        Parallel.threads(ranks, (world, rest) -> {
            Pair pair = Pair.of(world, sizes, seed);
            DMatrixRMaj product = new DMatrixRMaj(pair.denseA.numRows, pair.denseB.numCols);
            CommonOps_DDRM.mult(pair.denseA, pair.denseB, product);
            assertClose(product, pair.a.multiply(pair.b).toDense(), 1e-14);
            assertClose(
                    CommonOps_DDRM.transpose(pair.denseA, null),
                    pair.a.transpose().toDense(),
                    0);
            CsrMatrix square = pair.a.multiply(pair.a.transpose());
            assertTrue(square.isSymmetric(0));
            CsrMatrix twice = pair.a.combine(2, 1, pair.a);
            DMatrixRMaj scaled = pair.denseA.copy();
            CommonOps_DDRM.scale(3, scaled);
            assertClose(scaled, twice.toDense(), 1e-15);
            CsrMatrix coarse = square.galerkin(pair.a);
            assertClose(pair.a.transpose().multiply(square).multiply(pair.a).toDense(), coarse.toDense(), 1e-12);
        });
    }

    @Property(tries = 60, seed = "20260302", shrinking = ShrinkingMode.OFF)
    void imagesHaveTheBitsOfOneRank(
            @ForAll @IntRange(min = 1, max = 4) int ranks,
            @ForAll @IntRange(min = 1, max = 60) int sizes,
            @ForAll long seed) {
        Parallel.threads(ranks, (world, rest) -> {
            Pair cut = Pair.of(world, sizes, seed);
            Communicator alone = SparseSamples.alone(world);
            Pair whole = Pair.of(alone, sizes, seed);
            DistributedVector image = SparseSamples.vector(cut.a.range(), 5);
            DistributedVector wholeImage = SparseSamples.vector(whole.a.range(), 5);
            for (int again = 0; again < 3; again++) {
                DistributedVector x = SparseSamples.vector(cut.a.domain(), again);
                DistributedVector wholeX = SparseSamples.vector(whole.a.domain(), again);
                cut.a.apply(x, image);
                whole.a.apply(wholeX, wholeImage);
                assertSameBits(wholeImage, image);
                cut.a.applyTransposed(image, x);
                whole.a.applyTransposed(wholeImage, wholeX);
                assertSameBits(wholeX, x);
            }
            assertArrayEquals(
                    whole.a.multiply(whole.b).toDense().data,
                    cut.a.multiply(cut.b).toDense().data);
            cut.a.close();
        });
    }

    static void assertSameBits(DistributedVector whole, DistributedVector part) {
        long first = part.space().firstRow();
        for (int n = 0; n < part.space().localSize(); n++) {
            assertEquals(whole.data()[(int) first + n], part.data()[n]);
        }
    }

    private static void assertClose(DMatrixRMaj expected, DMatrixRMaj actual, double tolerance) {
        assertEquals(expected.numRows, actual.numRows);
        assertEquals(expected.numCols, actual.numCols);
        double size = Math.max(1, NormOps_DDRM.normF(expected));
        assertArrayEquals(expected.data, actual.data, tolerance * size);
    }

    @RankTest({1, 2, 3, 4})
    void anImageIsThatOfTheDenseMatrix(Communicator world) {
        SplittableRandom random = new SplittableRandom(3);
        DMatrixRMaj dense = SparseSamples.random(random, 23, 31, 3);
        CsrMatrix a =
                CsrMatrix.ofDense(SparseSamples.unevenly(world, 23, 7), SparseSamples.unevenly(world, 31, 8), dense);
        DistributedVector x = SparseSamples.vector(a.domain(), 1);
        DistributedVector y = SparseSamples.vector(a.range(), 2);
        a.apply(x, y);
        DistributedVector whole = SparseSamples.vector(VectorSpace.ofRows(SparseSamples.alone(world), 31), 1);
        for (int i = 0; i < a.range().localSize(); i++) {
            double sum = 0;
            for (int j = 0; j < 31; j++) {
                sum += dense.get((int) a.range().firstRow() + i, j) * whole.data()[j];
            }
            assertEquals(sum, y.data()[i], 1e-14);
        }
    }

    /** Near the diagonal, so that few rows have ghosts, or all over, so that all have. */
    @RankTest({1, 2, 3, 4})
    void rowsOfAllLengthsAreSummedUpInAscendingColumns(Communicator world) {
        int n = 2500;
        for (int width : new int[] {40, n}) {
            VectorSpace space = RowPartition.evenly(world, n);
            CsrBuilder elements = CsrMatrix.builder(space, space);
            DistributedVector whole = SparseSamples.vector(VectorSpace.ofRows(SparseSamples.alone(world), n), 6);
            double[] expected = new double[space.localSize()];
            for (int i = 0; i < expected.length; i++) {
                SplittableRandom random = new SplittableRandom(space.firstRow() + i);
                int low = (int) Math.min(space.firstRow() + i, n - width);
                int[] columns = random.ints(random.nextInt(30), low, low + width)
                        .distinct()
                        .sorted()
                        .toArray();
                for (int column : columns) {
                    double value = random.nextDouble();
                    elements.add(space.firstRow() + i, column, value);
                    expected[i] += value * whole.data()[column];
                }
            }
            CsrMatrix a = elements.build();
            DistributedVector y = space.vector("y");
            a.apply(SparseSamples.vector(space, 6), y);
            assertArrayEquals(expected, y.data());
        }
    }

    @RankTest({1, 2, 3, 4})
    void whatAnyRankAddsIsSummedUpWithTheSameBits(Communicator world) {
        CsrMatrix[] both = {null, null};
        for (int way = 0; way < 2; way++) {
            Communicator ranks = way == 0 ? world : SparseSamples.alone(world);
            VectorSpace space = RowPartition.evenly(ranks, 17);
            CsrBuilder elements = CsrMatrix.builder(space, space);
            for (int n = 0; n < 3000; n++) {
                SplittableRandom random = new SplittableRandom(n);
                long row = random.nextInt(17);
                long column = random.nextInt(random.nextBoolean() ? 17 : 2);
                // Each contribution comes from another rank on another number of ranks.
                if (n % ranks.size() == ranks.rank()) {
                    elements.add(row, column, Math.exp(20 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
                }
            }
            both[way] = elements.build();
        }
        assertArrayEquals(both[1].toDense().data, both[0].toDense().data);
        assertEquals(both[1].entries(), both[0].entries());
        assertEquals(both[1].norms().frobenius(), both[0].norms().frobenius());
        assertEquals(both[1].norms().one(), both[0].norms().one());
        assertEquals(both[1].norms().infinity(), both[0].norms().infinity());
    }

    @RankTest({1, 2, 3, 4})
    void ownRowsInAnyOrderMakeTheSameMatrix(Communicator world) {
        VectorSpace space = RowPartition.evenly(world, 40);
        int rows = space.localSize();
        int[] start = new int[rows + 1];
        long[] columns = new long[40 * rows];
        double[] values = new double[40 * rows];
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (int i = 0; i < rows; i++) {
            SplittableRandom random = new SplittableRandom(space.firstRow() + i);
            start[i + 1] = start[i];
            for (int n = random.nextInt(39); n >= 0; n--) {
                columns[start[i + 1]] = random.nextInt(40);
                values[start[i + 1]] = random.nextDouble();
                elements.add(space.firstRow() + i, columns[start[i + 1]], values[start[i + 1]++]);
            }
        }
        CsrMatrix a = CsrMatrix.ofRows(space, space, start, columns, values);
        assertArrayEquals(elements.build().toDense().data, a.toDense().data);
        for (int i = 0; i < rows; i++) {
            for (int k = a.rowStart()[i] + 1; k < a.rowStart()[i + 1]; k++) {
                assertTrue(a.globalColumn(a.localColumns()[k - 1]) < a.globalColumn(a.localColumns()[k]));
            }
        }
    }

    @RankTest({1, 2, 3, 4})
    void theDiagonalAndScaledRowsAreThoseOfTheDenseMatrix(Communicator world) {
        DMatrixRMaj dense = SparseSamples.random(new SplittableRandom(9), 29, 29, 2);
        VectorSpace space = SparseSamples.unevenly(world, 29, 4);
        CsrMatrix a = CsrMatrix.ofDense(space, space, dense);
        DistributedVector d = a.diagonal().orElseThrow();
        DMatrixRMaj scaled = a.scaleRows(d).toDense();
        for (int i = 0; i < space.localSize(); i++) {
            int row = (int) space.firstRow() + i;
            assertEquals(dense.get(row, row), d.data()[i]);
        }
        for (int i = 0; i < 29; i++) {
            for (int j = 0; j < 29; j++) {
                assertEquals(0.0 + dense.get(i, i) * dense.get(i, j), 0.0 + scaled.get(i, j));
            }
        }
        assertFalse(a.isSymmetric(1e-3));
        assertTrue(a.combine(1, 1, a.transpose()).isSymmetric(0));
    }

    @RankTest({1, 3})
    void whatDoesNotFitIsRefusedWithBothSizes(Communicator world) {
        VectorSpace four = RowPartition.evenly(world, 4);
        VectorSpace five = RowPartition.evenly(world, 5);
        CsrMatrix a = CsrMatrix.builder(four, five).build();
        DistributedVector x = five.vector("x");
        DistributedVector y = four.vector("y");
        refused("A x: A is 4 × 5, but x has 4 numbers", () -> a.apply(y, y));
        refused("A x: A is 4 × 5, but y has 5 numbers", () -> a.apply(x, x));
        refused("Aᵀ x: A is 4 × 5, but x has 5 numbers", () -> a.applyTransposed(x, x));
        refused("A B: A is 4 × 5 and B is 4 × 5", () -> a.multiply(a));
        refused("αA + βB: A is 4 × 5 and B is 5 × 4", () -> a.combine(1, 1, a.transpose()));
        refused("diag(d) A: A is 4 × 5, but d has 5 numbers", () -> a.scaleRows(x));
        refused(
                "a dense matrix of 2 × 3 given for a sparse one of 4 × 5",
                () -> CsrMatrix.ofDense(four, five, new DMatrixRMaj(2, 3)));
        refused("the operator must be square", () -> Krylov.cg(a));
        assertTrue(a.diagonal().isEmpty());
        CsrBuilder elements = CsrMatrix.builder(four, five);
        Exception outside = assertThrows(IndexOutOfBoundsException.class, () -> elements.add(4, 0, 1));
        assertTrue(outside.getMessage().contains("no element (4, 0) in a matrix of 4 × 5"), outside.getMessage());
        VectorSpace grid = VectorSpace.of(CartesianGrid.of(world, 6, 6).field("u"));
        refused("must be vectors of rows", () -> CsrMatrix.builder(grid, grid));
    }

    @RankTest({1})
    void rowsThatDoNotFitTheirArraysAreRefused(Communicator world) {
        VectorSpace two = RowPartition.evenly(world, 2);
        long[] columns = {0, 1};
        double[] values = {1, 1};
        refused("do not make 2 rows", () -> CsrMatrix.ofRows(two, two, new int[] {0, 1}, columns, values));
        refused("do not make 2 rows", () -> CsrMatrix.ofRows(two, two, new int[] {0, 1, 3}, columns, values));
        refused(
                "row 1 of this rank would begin at 2 and end at 1",
                () -> CsrMatrix.ofRows(two, two, new int[] {0, 2, 1}, columns, values));
        refused(
                "there is no column 2 in a matrix of 2 × 2",
                () -> CsrMatrix.ofRows(two, two, new int[] {0, 1, 2}, new long[] {0, 2}, values));
        refused("cannot be cut", () -> RowPartition.evenly(world, 1L << 40));
    }

    private static void refused(String words, Executable work) {
        Exception e = assertThrows(IllegalArgumentException.class, work);
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }
}
