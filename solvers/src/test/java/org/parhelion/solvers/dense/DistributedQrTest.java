package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.parhelion.blas.Blas;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class DistributedQrTest {
    private static final Blas BLAS = new TextbookBlas();

    private static final int[][] SHAPES = {
        {0, 0, 2},
        {0, 3, 2},
        {3, 0, 2},
        {1, 1, 3},
        {1, 6, 2},
        {6, 1, 2},
        {9, 9, 3},
        {25, 11, 4},
        {11, 25, 4},
        {30, 30, 8},
        {8, 5, 16},
        {17, 40, 16}
    };

    private static void check(ProcessGrid grid, double[][] values, int columns, int block) {
        DistributedMatrix a = Samples.deal(grid, values, columns, block);
        DistributedQr qr = DistributedQr.factor(a.copy(), BLAS);
        DistributedMatrix r = qr.r();
        double[][] upper = Samples.whole(r);
        for (int i = 0; i < upper.length; i++) {
            for (int j = 0; j < Math.min(i, columns); j++) {
                assertEquals(0, upper[i][j]);
            }
        }
        // Q R with R on top of zeros
        DistributedMatrix product = DistributedMatrix.zeros(grid, values.length, columns, block)
                .fill((i, j) -> i < upper.length ? upper[i][j] : 0);
        qr.applyQ(product);
        double factors = Residuals.factorization(a, product);
        double orthogonality = Residuals.orthogonality(qr.q(), BLAS);
        String where = values.length + " × " + columns + " in " + block + " on " + grid.rows() + " × " + grid.columns()
                + ": " + factors + ", " + orthogonality;
        assertTrue(factors < Residuals.THRESHOLD && orthogonality < Residuals.THRESHOLD, where);
    }

    @RankTest({1, 2, 3, 4, 6})
    void tallSquareAndWideMatricesAreQTimesR(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int[] shape : SHAPES) {
                check(grid, Samples.random(shape[0], shape[1], 21), shape[1], shape[2]);
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void columnsOfZerosAndOfExtremeScaleDoNoHarm(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            double[][] values = Samples.random(13, 7, 22);
            for (double[] row : values) {
                row[1] = 0;
                row[2] *= 1e-300;
                row[4] *= 1e300;
            }
            DistributedMatrix a = Samples.deal(grid, values, 7, 3);
            DistributedQr qr = DistributedQr.factor(a.copy(), BLAS);
            assertTrue(Residuals.orthogonality(qr.q(), BLAS) < Residuals.THRESHOLD);
            double[][] r = Samples.whole(qr.r());
            for (int j : new int[] {2, 4}) {
                double norm = 0;
                double expected = 0;
                double scale = j == 2 ? 1e300 : 1e-300;
                for (double[] row : r) {
                    norm = Math.hypot(norm, row[j] * scale);
                }
                for (double[] row : values) {
                    expected = Math.hypot(expected, row[j] * scale);
                }
                assertEquals(expected, norm, 1e-13 * expected, "Q keeps the length of column " + j);
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void transposedQUndoesQ(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedQr qr = DistributedQr.factor(Samples.deal(grid, Samples.random(19, 8, 23), 8, 3), BLAS);
            double[][] values = Samples.random(19, 5, 24);
            DistributedMatrix c = Samples.deal(grid, values, 5, 3);
            qr.applyQ(c);
            qr.applyQTransposed(c);
            double[][] found = Samples.whole(c);
            for (int i = 0; i < 19; i++) {
                for (int j = 0; j < 5; j++) {
                    assertEquals(values[i][j], found[i][j], 1e-13);
                }
            }
        }
    }

    /** AᵀA x = Aᵀb: the residual is orthogonal to A's columns. */
    private static void checkLeastSquares(ProcessGrid grid, double[][] values, int n, int block) {
        int m = values.length;
        double[][] right = Samples.random(m, 2, 25);
        DistributedQr qr = DistributedQr.factor(Samples.deal(grid, values, n, block), BLAS);
        double[][] x = Samples.whole(qr.leastSquares(Samples.deal(grid, right, 2, block)));
        assertEquals(n, x.length);
        for (int c = 0; c < 2; c++) {
            double[] gradient = new double[n];
            for (int i = 0; i < m; i++) {
                double rest = right[i][c];
                for (int j = 0; j < n; j++) {
                    rest -= values[i][j] * x[j][c];
                }
                for (int j = 0; j < n; j++) {
                    gradient[j] += values[i][j] * rest;
                }
            }
            double most = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
            assertTrue(most < 1e-12 * m, "gradient " + most);
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void leastSquaresLeaveAResidualOrthogonalToTheColumns(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            checkLeastSquares(grid, Samples.random(31, 12, 26), 12, 5);
            checkLeastSquares(grid, Samples.random(9, 9, 27), 9, 4);
        }
        double[][] surveying = Samples.market("ash219");
        check(ProcessGrid.of(world), surveying, 85, 16);
        checkLeastSquares(ProcessGrid.of(world), surveying, 85, 16);
    }

    @RankTest({1, 2, 4})
    void aColumnOfZerosHasNoLeastSquaresSolution(Communicator world) {
        ProcessGrid grid = ProcessGrid.of(world);
        DistributedMatrix a = DistributedMatrix.zeros(grid, 9, 5, 2).fill((i, j) -> j == 3 ? 0 : i == j ? 1 : 0);
        DistributedQr qr = DistributedQr.factor(a, BLAS);
        SingularMatrixException refusal = assertThrows(
                SingularMatrixException.class, () -> qr.leastSquares(DistributedMatrix.zeros(grid, 9, 1, 2)));
        assertTrue(refusal.getMessage().contains("R(3, 3) is exactly zero"), refusal.getMessage());
    }

    @RankTest({2})
    void mismatchesAreRefusedInOneClearSentence(Communicator world) {
        ProcessGrid grid = ProcessGrid.of(world);
        DistributedQr wide = DistributedQr.factor(Samples.deal(grid, Samples.random(3, 5, 1), 5, 2), BLAS);
        DistributedMatrix b = DistributedMatrix.zeros(grid, 3, 1, 4);
        assertEquals(
                "least squares need at least as many rows as columns, but A is 3 × 5: its solution is not unique",
                assertThrows(IllegalArgumentException.class, () -> wide.leastSquares(b))
                        .getMessage());
        assertEquals(
                "B has blocks of 4, A of 2; make both with the same block",
                assertThrows(IllegalArgumentException.class, () -> wide.applyQ(b))
                        .getMessage());
    }
}
