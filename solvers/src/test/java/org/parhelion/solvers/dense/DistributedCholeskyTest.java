package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.parhelion.blas.Blas;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class DistributedCholeskyTest {
    private static final Blas BLAS = new TextbookBlas();

    /** G Gᵀ + 1/10 with a random G. */
    private static double[][] definite(int n) {
        double[][] g = Samples.random(n, n, 11);
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = i == j ? 0.1 : 0;
                for (int k = 0; k < n; k++) {
                    a[i][j] += g[i][k] * g[j][k];
                }
            }
        }
        return a;
    }

    private static double residual(ProcessGrid grid, double[][] values, int block, int rightSides) {
        DistributedMatrix a = Samples.deal(grid, values, values.length, block);
        DistributedMatrix b = Samples.deal(grid, Samples.random(values.length, rightSides, 5), rightSides, block);
        DistributedMatrix x = b.copy();
        DistributedCholesky.factor(a.copy(), BLAS).solve(x);
        return Residuals.solution(a, x, b, BLAS);
    }

    @RankTest({1, 2, 3, 4, 6})
    void theFactorTimesItsTransposeIsTheMatrix(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int[] shape : new int[][] {{0, 3}, {1, 2}, {5, 8}, {12, 4}, {29, 4}, {30, 7}}) {
                int n = shape[0];
                double[][] values = definite(n);
                DistributedMatrix a = Samples.deal(grid, values, n, shape[1]);
                double[][] l =
                        Samples.whole(DistributedCholesky.factor(a.copy(), BLAS).factor());
                DistributedMatrix product = DistributedMatrix.zeros(grid, n, n, shape[1])
                        .fill((i, j) -> {
                            double sum = 0;
                            for (int k = 0; k <= Math.min(i, j); k++) {
                                sum += l[i][k] * l[j][k];
                            }
                            return sum;
                        });
                double found = Residuals.factorization(a, product);
                assertTrue(found < Residuals.THRESHOLD, () -> n + ": " + found);
                for (int i = 0; i < n; i++) {
                    for (int j = i + 1; j < n; j++) {
                        assertEquals(values[i][j], l[i][j], "above the diagonal nothing changes");
                    }
                }
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void systemsAreSolvedToRoundOff(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int n : new int[] {1, 9, 40}) {
                double found = residual(grid, definite(n), 6, 1 + n / 3);
                assertTrue(found < Residuals.THRESHOLD, () -> n + ": " + found);
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void realDefiniteMatricesAreSolvedToRoundOff(Communicator world) {
        for (String name : new String[] {"bcsstk01", "LFAT5"}) {
            double found = residual(ProcessGrid.of(world), Samples.market(name), 10, 2);
            assertTrue(found < Residuals.THRESHOLD, () -> name + ": " + found);
        }
    }

    @RankTest({1, 2})
    void aLargerRealDefiniteMatrixIsSolvedToRoundOff(Communicator world) {
        double found = residual(ProcessGrid.of(world), Samples.market("494_bus"), 64, 1);
        assertTrue(found < Residuals.THRESHOLD, () -> "494_bus: " + found);
    }

    @RankTest({1, 2, 3, 4, 6})
    void anIndefiniteMatrixNamesTheMinorOnEveryRank(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedMatrix a =
                    DistributedMatrix.zeros(grid, 17, 17, 3).fill((i, j) -> i == j ? (i == 10 ? -1 : 2) : 0);
            NotPositiveDefiniteException refusal =
                    assertThrows(NotPositiveDefiniteException.class, () -> DistributedCholesky.factor(a, BLAS));
            assertEquals(11, refusal.order());
            assertEquals(
                    "the matrix is not positive definite: its leading minor of order 11 is not positive; factor it by"
                            + " DistributedLu",
                    refusal.getMessage());
        }
    }

    @RankTest({2})
    void aMatrixWithANaNIsNotPositiveDefinite(Communicator world) {
        DistributedMatrix a = DistributedMatrix.zeros(ProcessGrid.of(world), 8, 8, 3)
                .fill((i, j) -> i == j ? (i == 4 ? Double.NaN : 2) : 0);
        assertEquals(
                5,
                assertThrows(NotPositiveDefiniteException.class, () -> DistributedCholesky.factor(a, BLAS))
                        .order());
    }

    @RankTest({1})
    void aRectangleIsRefused(Communicator world) {
        DistributedMatrix a = DistributedMatrix.zeros(ProcessGrid.of(world), 4, 3, 2);
        assertEquals(
                "a Cholesky factorization needs a square matrix, but A is 4 × 3",
                assertThrows(IllegalArgumentException.class, () -> DistributedCholesky.factor(a, BLAS))
                        .getMessage());
    }
}
