package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalInt;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class DistributedLuTest {
    private static final Blas BLAS = new TextbookBlas();

    /** Rows, columns, block. */
    private static final int[][] SHAPES = {
        {0, 0, 2},
        {0, 3, 2},
        {3, 0, 2},
        {1, 1, 4},
        {2, 2, 1},
        {7, 7, 3},
        {12, 12, 4},
        {20, 20, 32},
        {5, 9, 2},
        {9, 5, 2},
        {3, 17, 4},
        {17, 3, 4},
        {41, 41, 16},
        {37, 50, 20}
    };

    /** LU as in a textbook; returns the pivots. */
    private static int[] serial(double[][] a, int columns) {
        int steps = Math.min(a.length, columns);
        int[] pivots = new int[steps];
        for (int k = 0; k < steps; k++) {
            int pivot = k;
            for (int i = k + 1; i < a.length; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            pivots[k] = pivot;
            double[] row = a[k];
            a[k] = a[pivot];
            a[pivot] = row;
            for (int i = k + 1; i < a.length && a[k][k] != 0; i++) {
                a[i][k] /= a[k][k];
                for (int j = k + 1; j < columns; j++) {
                    a[i][j] -= a[i][k] * a[k][j];
                }
            }
        }
        return pivots;
    }

    private static void assertClose(double[][] expected, double[][] found, double tolerance) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], tolerance, "row " + i);
        }
    }

    private static double[][] copy(double[][] a) {
        return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    }

    private static double residual(ProcessGrid grid, double[][] values, int block, int rightSides) {
        DistributedMatrix a = Samples.deal(grid, values, values.length, block);
        DistributedMatrix b = Samples.deal(grid, Samples.random(values.length, rightSides, 5), rightSides, block);
        DistributedMatrix x = b.copy();
        DistributedLu.factor(a.copy(), BLAS).solve(x);
        return Residuals.solution(a, x, b, BLAS);
    }

    @RankTest({1, 2, 3, 4, 6})
    void pivotsAndFactorsAreThoseOfASerialElimination(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int[] shape : SHAPES) {
                double[][] serial = Samples.random(shape[0], shape[1], 1);
                DistributedMatrix a = Samples.deal(grid, serial, shape[1], shape[2]);
                int[] pivots = serial(serial, shape[1]);
                DistributedLu lu = DistributedLu.factor(a, BLAS);
                String where = grid.rows() + " × " + grid.columns() + ", " + Arrays.toString(shape);
                assertArrayEquals(pivots, lu.pivots(), where);
                assertClose(serial, Samples.whole(lu.factors()), 1e-11);
                assertEquals(OptionalInt.empty(), lu.singularColumn());
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void randomSystemsAreSolvedToRoundOff(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int n : new int[] {1, 2, 30, 61}) {
                double found = residual(grid, Samples.random(n, n, 2), 8, 1 + n / 4);
                assertTrue(found < Residuals.THRESHOLD, () -> n + ": " + found);
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void rightSidesMayHaveBlocksOfTheirOwn(Communicator world) {
        double[][] values = Samples.random(23, 23, 3);
        double[][] exact = Samples.random(23, 9, 4);
        for (ProcessGrid grid : Grids.all(world)) {
            for (Transpose trans : Transpose.values()) {
                DistributedMatrix b = DistributedMatrix.zeros(grid, 23, 9, 2).fill((i, j) -> {
                    double sum = 0;
                    for (int k = 0; k < 23; k++) {
                        sum += (trans == Transpose.NO ? values[i][k] : values[k][i]) * exact[k][j];
                    }
                    return sum;
                });
                DistributedLu.factor(Samples.deal(grid, values, 23, 5), BLAS).solve(trans, b);
                assertClose(exact, Samples.whole(b), 1e-11);
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void singularMatrixNamesTheColumnOnEveryRank(Communicator world) {
        double[][] values = Samples.random(14, 14, 6);
        for (double[] row : values) {
            row[9] = 0;
        }
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedLu lu = DistributedLu.factor(Samples.deal(grid, values, 14, 4), BLAS);
            assertEquals(OptionalInt.of(9), lu.singularColumn());
            assertEquals(0, lu.determinantSign());
            assertEquals(Double.NEGATIVE_INFINITY, lu.logAbsoluteDeterminant());
            assertEquals(Double.POSITIVE_INFINITY, lu.conditionEstimate(1));
            DistributedMatrix b = DistributedMatrix.zeros(grid, 14, 1, 4);
            SingularMatrixException refusal = assertThrows(SingularMatrixException.class, () -> lu.solve(b));
            assertEquals(9, refusal.column());
            assertTrue(refusal.getMessage().contains("U(9, 9) is exactly zero"), refusal.getMessage());
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void theZeroMatrixIsSingularInItsFirstColumn(Communicator world) {
        DistributedMatrix zeros = DistributedMatrix.zeros(ProcessGrid.of(world), 9, 9, 2);
        assertEquals(OptionalInt.of(0), DistributedLu.factor(zeros, BLAS).singularColumn());
    }

    @RankTest({1, 2, 3, 4, 6})
    void illConditionedSystemsKeepASmallResidual(Communicator world) {
        double[][] hilbert = new double[12][12];
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                hilbert[i][j] = 1.0 / (i + j + 1);
            }
        }
        for (ProcessGrid grid : Grids.all(world)) {
            double found = residual(grid, hilbert, 3, 2);
            assertTrue(found < Residuals.THRESHOLD, () -> "" + found);
            DistributedLu lu = DistributedLu.factor(Samples.deal(grid, hilbert, 12, 3), BLAS);
            double estimate = lu.conditionEstimate(3.103);
            // κ₁ of the Hilbert matrix of order 12 is 4.1e16: beyond what double precision can tell exactly
            assertTrue(estimate > 1e15, () -> "" + estimate);
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void conditionEstimateIsThatOfHilbertsMatrixOfOrderSix(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedMatrix a = DistributedMatrix.zeros(grid, 6, 6, 2).fill((i, j) -> 1.0 / (i + j + 1));
            double norm = a.norms().one();
            double estimate = DistributedLu.factor(a, BLAS).conditionEstimate(norm);
            // N. J. Higham, Accuracy and Stability of Numerical Algorithms, section 28.1: κ₁ = 29070279
            assertEquals(29070279, estimate, 1000);
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void columnDominantMatricesNeedNoInterchange(Communicator world) {
        double[][] values = Samples.random(22, 22, 7);
        for (int i = 0; i < 22; i++) {
            values[i][i] += 22;
        }
        for (ProcessGrid grid : Grids.all(world)) {
            int[] pivots = DistributedLu.factor(Samples.deal(grid, values, 22, 4), BLAS)
                    .pivots();
            for (int i = 0; i < 22; i++) {
                assertEquals(i, pivots[i]);
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void determinantOfAKnownMatrix(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            // min(i, j) + 1 has determinant 1; two rows swapped, −1; doubled, −2ⁿ
            DistributedMatrix a = DistributedMatrix.zeros(grid, 15, 15, 4)
                    .fill((i, j) -> 2 * (Math.min(i == 3 ? 8 : i == 8 ? 3 : i, j) + 1));
            DistributedLu lu = DistributedLu.factor(a, BLAS);
            assertEquals(-1, lu.determinantSign());
            assertEquals(15 * Math.log(2), lu.logAbsoluteDeterminant(), 1e-11);
        }
    }

    @RankTest({1, 2, 4})
    void notANumberEndsInNotANumberNotInADeadlock(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            double[][] values = Samples.random(10, 10, 8);
            values[7][2] = Double.NaN;
            values[1][2] = Double.NaN;
            assertTrue(Double.isNaN(residual(grid, values, 3, 1)));
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void realMatricesAreSolvedToRoundOff(Communicator world) {
        for (String name : new String[] {"west0067", "bfwa62", "fs_183_1", "can___24"}) {
            double found = residual(ProcessGrid.of(world), Samples.market(name), 16, 2);
            assertTrue(found < Residuals.THRESHOLD, () -> name + ": " + found);
        }
    }

    @RankTest({1, 2})
    void aLargerRealMatrixIsSolvedToRoundOff(Communicator world) {
        double found = residual(ProcessGrid.of(world), Samples.market("west0479"), 64, 1);
        assertTrue(found < Residuals.THRESHOLD, () -> "west0479: " + found);
    }

    @RankTest({2})
    void mismatchesAreRefusedInOneClearSentence(Communicator world) {
        ProcessGrid grid = ProcessGrid.of(world);
        DistributedLu wide = DistributedLu.factor(Samples.deal(grid, Samples.random(3, 5, 1), 5, 2), BLAS);
        DistributedMatrix b = DistributedMatrix.zeros(grid, 3, 1, 2);
        assertEquals(
                "an LU solve needs a square matrix, but A is 3 × 5",
                assertThrows(IllegalArgumentException.class, () -> wide.solve(b))
                        .getMessage());
        DistributedLu square = DistributedLu.factor(Samples.deal(grid, Samples.random(4, 4, 1), 4, 2), BLAS);
        assertEquals(
                "B has 3 rows, but A is 4 × 4; give B 4 rows",
                assertThrows(IllegalArgumentException.class, () -> square.solve(b))
                        .getMessage());
        DistributedMatrix elsewhere = DistributedMatrix.zeros(ProcessGrid.of(world, 2, 1), 4, 1, 2);
        assertEquals(
                "B lies on another process grid than A; make both on the same ProcessGrid",
                assertThrows(IllegalArgumentException.class, () -> square.solve(elsewhere))
                        .getMessage());
    }
}
