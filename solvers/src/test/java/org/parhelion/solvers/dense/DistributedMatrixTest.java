package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class DistributedMatrixTest {
    /** Rows, columns, block: also empty, of one element, and with fewer blocks than processes. */
    private static final List<int[]> SHAPES = List.of(
            new int[] {0, 0, 3},
            new int[] {0, 5, 2},
            new int[] {1, 1, 4},
            new int[] {1, 23, 2},
            new int[] {23, 1, 5},
            new int[] {17, 29, 4},
            new int[] {12, 7, 100},
            new int[] {30, 20, 1});

    private interface Check {
        void on(DistributedMatrix matrix);
    }

    private static void forAllShapes(Communicator world, Check check) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int[] shape : SHAPES) {
                check.on(DistributedMatrix.zeros(grid, shape[0], shape[1], shape[2])
                        .fill(Grids::value));
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void whatIsScatteredFromAnyRankIsGatheredOnAnyRank(Communicator world) {
        forAllShapes(world, filled -> {
            int root = world.size() - 1;
            DMatrixRMaj whole = world.rank() == root ? whole(filled.rows(), filled.columns()) : null;
            DistributedMatrix scattered = DistributedMatrix.scatter(filled.grid(), whole, filled.block(), root);
            assertArrayEquals(filled.local(), scattered.local());
            int other = world.size() / 2;
            assertEquals(world.rank() == other, scattered.gather(other).isPresent());
            scattered
                    .gather(0)
                    .ifPresent(
                            gathered -> assertArrayEquals(whole(filled.rows(), filled.columns()).data, gathered.data));
        });
    }

    private static DMatrixRMaj whole(int rows, int columns) {
        DMatrixRMaj whole = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                whole.set(i, j, Grids.value(i, j));
            }
        }
        return whole;
    }

    @RankTest(
            value = {1, 2, 3},
            timeoutSeconds = 60)
    void matricesOfManyPiecesArriveWhole(Communicator world) {
        DistributedMatrix matrix =
                DistributedMatrix.zeros(ProcessGrid.of(world), 1203, 1001, 64).fill((i, j) -> i + 1e-4 * j);
        matrix.gather(0).ifPresent(whole -> {
            for (int i = 0; i < 1203; i++) {
                assertEquals(i + 1e-4 * 1000, whole.get(i, 1000));
                assertEquals(i, whole.get(i, 0));
            }
        });
        DMatrixRMaj whole = matrix.gather(0).orElse(null);
        assertArrayEquals(
                matrix.local(),
                DistributedMatrix.scatter(matrix.grid(), whole, 64, 0).local());
        assertArrayEquals(
                DistributedMatrix.zeros(matrix.grid(), 1001, 1203, 64)
                        .fill((i, j) -> j + 1e-4 * i)
                        .local(),
                matrix.transpose().local());
    }

    @RankTest({1, 2, 3, 4, 6})
    void transposingPutsEveryElementAcrossTheDiagonal(Communicator world) {
        forAllShapes(world, matrix -> {
            DistributedMatrix expected = DistributedMatrix.zeros(
                            matrix.grid(), matrix.columns(), matrix.rows(), matrix.block())
                    .fill((i, j) -> Grids.value(j, i));
            assertArrayEquals(expected.local(), matrix.transpose().local());
        });
    }

    @RankTest({1, 2, 3, 4})
    void elementsAreSetByTheirOwnerAndReadByAll(Communicator world) {
        forAllShapes(world, matrix -> {
            int row = matrix.rows() - 1;
            int column = matrix.columns() / 2;
            if (row >= 0 && matrix.columns() > 0) {
                matrix.set(row, column, 42);
                assertEquals(42, matrix.get(row, column));
                assertEquals(row + column == 0 ? 42 : Grids.value(0, 0), matrix.get(0, 0));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> matrix.set(row + 1, 0, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(0, -1));
        });
    }

    @RankTest({1, 4, 6})
    void scalingAndAddingWorkElementByElement(Communicator world) {
        forAllShapes(world, matrix -> {
            DistributedMatrix sum = matrix.copy().scale(2).add(-3, matrix);
            DistributedMatrix expected = matrix.copy().fill((i, j) -> -Grids.value(i, j));
            assertTrue(sum.add(-1, expected).norms().max() <= 1e-15);
            DistributedMatrix other = DistributedMatrix.zeros(matrix.grid(), matrix.rows() + 1, matrix.columns(), 2);
            Exception e = assertThrows(IllegalArgumentException.class, () -> matrix.add(1, other));
            assertTrue(e.getMessage().contains("size, blocks and process grid must be the same"), e.getMessage());
        });
    }

    @RankTest({1, 2, 3, 4, 6})
    void normsHaveTheSameBitsOnEveryGridAndBlockSize(Communicator world) {
        for (double size : new double[] {1, 1e300, 1e-310}) {
            DistributedMatrix.Elements elements = (i, j) -> size * Grids.value(i, j) * Math.pow(10, (i * j) % 9 - 6);
            MatrixNorms alone = DistributedMatrix.zeros(Grids.alone(world), 57, 43, 57)
                    .fill(elements)
                    .norms();
            for (ProcessGrid grid : Grids.all(world)) {
                for (int block : new int[] {1, 3, 8, 64}) {
                    MatrixNorms norms = DistributedMatrix.zeros(grid, 57, 43, block)
                            .fill(elements)
                            .norms();
                    assertEquals(alone.max(), norms.max());
                    assertEquals(alone.one(), norms.one());
                    assertEquals(alone.infinity(), norms.infinity());
                    assertEquals(alone.frobenius(), norms.frobenius());
                }
            }
        }
    }

    @RankTest({1, 3})
    void normsAreTheExactSumsRoundedOnce(Communicator world) {
        DistributedMatrix.Elements elements = (i, j) -> Grids.value(i, j) * Math.pow(10, (i * j) % 9 - 6);
        MatrixNorms norms = DistributedMatrix.zeros(ProcessGrid.of(world), 57, 43, 4)
                .fill(elements)
                .norms();
        BigDecimal one = BigDecimal.ZERO;
        for (int j = 0; j < 43; j++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < 57; i++) {
                sum = sum.add(new BigDecimal(Math.abs(elements.at(i, j))));
            }
            one = one.max(sum);
        }
        BigDecimal infinity = BigDecimal.ZERO;
        double squares = 0;
        for (int i = 0; i < 57; i++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int j = 0; j < 43; j++) {
                sum = sum.add(new BigDecimal(Math.abs(elements.at(i, j))));
                squares += elements.at(i, j) * elements.at(i, j);
            }
            infinity = infinity.max(sum);
        }
        assertEquals(one.doubleValue(), norms.one());
        assertEquals(infinity.doubleValue(), norms.infinity());
        assertEquals(Math.sqrt(squares), norms.frobenius(), 1e-13 * Math.sqrt(squares));
    }

    @RankTest({1, 2, 4})
    void aNanMakesEveryNormNanAndAnInfinityInfinite(Communicator world) {
        DistributedMatrix matrix =
                DistributedMatrix.zeros(ProcessGrid.of(world), 9, 8, 2).fill(Grids::value);
        matrix.set(4, 4, Double.NEGATIVE_INFINITY);
        for (double norm : all(matrix.norms())) {
            assertEquals(Double.POSITIVE_INFINITY, norm);
        }
        matrix.set(8, 0, Double.NaN);
        for (double norm : all(matrix.norms())) {
            assertEquals(Double.NaN, norm);
        }
        matrix.setZero();
        for (double norm : all(matrix.norms())) {
            assertEquals(0, norm);
        }
    }

    private static double[] all(MatrixNorms norms) {
        return new double[] {norms.max(), norms.one(), norms.infinity(), norms.frobenius()};
    }

    @RankTest({1, 2, 3, 4, 6})
    void rowsAndColumnsAreSwappedWithinTheRangeOnly(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int other = 0; other < 13; other++) {
                int row = other;
                DistributedMatrix matrix =
                        DistributedMatrix.zeros(grid, 13, 11, 2).fill(Grids::value);
                Swaps.rows(matrix, 3, row, 2, 9);
                DistributedMatrix expected = matrix.copy()
                        .fill((i, j) -> Grids.value(j < 2 || j >= 9 ? i : i == 3 ? row : i == row ? 3 : i, j));
                assertArrayEquals(expected.local(), matrix.local());
                DistributedMatrix turned =
                        DistributedMatrix.zeros(grid, 11, 13, 2).fill((i, j) -> Grids.value(j, i));
                Swaps.columns(turned, row, 3, 2, 9);
                assertArrayEquals(expected.transpose().local(), turned.local());
            }
        }
    }

    @RankTest({2})
    void aPartBeyondAnArrayIsRefusedWithAdvice(Communicator world) {
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> DistributedMatrix.zeros(ProcessGrid.of(world), 100_000, 100_000, 64));
        assertTrue(e.getMessage().endsWith("does not fit into an array; use more ranks"), e.getMessage());
    }
}
