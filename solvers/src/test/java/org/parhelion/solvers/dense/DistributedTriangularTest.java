package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class DistributedTriangularTest {
    private static final Blas BLAS = new TextbookBlas();

    /** op(A) with only what may be read of A. */
    private static double element(
            double[][] a, Triangle triangle, Transpose trans, Diagonal diagonal, int row, int column) {
        int i = trans == Transpose.NO ? row : column;
        int j = trans == Transpose.NO ? column : row;
        if (i == j) {
            return diagonal == Diagonal.UNIT ? 1 : a[i][i];
        }
        return (triangle == Triangle.LOWER) == (i > j) ? a[i][j] : 0;
    }

    @RankTest({1, 2, 3, 4, 6})
    void everyKindOfTriangleGivesBackWhatItWasMultipliedWith(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            for (int[] shape : new int[][] {{0, 2, 2, 2}, {1, 1, 3, 2}, {7, 3, 2, 3}, {18, 5, 4, 1}, {19, 11, 4, 4}}) {
                for (int kind = 0; kind < 8; kind++) {
                    check(
                            grid,
                            shape,
                            Triangle.values()[kind & 1],
                            Transpose.values()[kind >> 1 & 1],
                            Diagonal.values()[kind >> 2]);
                }
            }
        }
    }

    /** Shape: order, right-hand sides, block of A, block of B. */
    private static void check(ProcessGrid grid, int[] shape, Triangle triangle, Transpose trans, Diagonal diagonal) {
        int n = shape[0];
        double[][] a = Samples.random(n, n, 31);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = i == j ? 1.5 + a[i][j] / 4 : a[i][j] / n;
            }
        }
        double[][] exact = Samples.random(n, shape[1], 32);
        DistributedMatrix b = DistributedMatrix.zeros(grid, n, shape[1], shape[3])
                .fill((i, j) -> {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += element(a, triangle, trans, diagonal, i, k) * exact[k][j];
                    }
                    return sum;
                });
        // what must not be read is NaN
        DistributedMatrix read = DistributedMatrix.zeros(grid, n, n, shape[2])
                .fill((i, j) -> i == j
                        ? (diagonal == Diagonal.UNIT ? Double.NaN : a[i][i])
                        : (triangle == Triangle.LOWER) == (i > j) ? a[i][j] : Double.NaN);
        DistributedTriangular.solve(triangle, trans, diagonal, -2, read, b, BLAS);
        double[][] found = Samples.whole(b);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < shape[1]; j++) {
                assertEquals(-2 * exact[i][j], found[i][j], 1e-12);
            }
        }
    }

    @RankTest({1})
    void aFactorThatIsNoNumberIsRefused(Communicator world) {
        DistributedMatrix a = DistributedMatrix.zeros(ProcessGrid.of(world), 2, 2, 2);
        assertEquals(
                "alpha is NaN",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> DistributedTriangular.solve(
                                        Triangle.LOWER, Transpose.NO, Diagonal.UNIT, Double.NaN, a, a.copy(), BLAS))
                        .getMessage());
    }
}
