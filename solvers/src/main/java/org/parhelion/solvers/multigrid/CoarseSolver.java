package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;
import org.parhelion.mesh.IndexBox;
import org.parhelion.solvers.linear.DistributedVector;

/**
 * Solves the coarsest level, which lies on one rank, by a dense factorization of EJML. Of an operator whose null space is the
 * constants, the solution without them is taken: the matrix gets one row and one column of ones more.
 */
final class CoarseSolver {
    /** More unknowns than this are too many for a dense matrix. */
    static final int MOST = 4000;

    /** Pivots this much smaller than the largest one, times the number of unknowns, cannot be told from 0. */
    private static final double SINGULAR = 1e-14;

    private final int[] positions;
    private final LinearSolverLu_DDRM solver;
    private final DMatrixRMaj right;
    private final DMatrixRMaj result;

    /**
     * @param level on this rank alone
     * @param singular whether constants are mapped to 0
     * @param shares of the axes that belong to their points, by global index
     * @throws IllegalArgumentException if the matrix is singular though it should not be
     */
    CoarseSolver(Level level, boolean singular, double[][] shares) {
        this.positions = positions(level.place().layout());
        int n = positions.length;
        int size = n + (singular ? 1 : 0);
        DMatrixRMaj matrix = new DMatrixRMaj(size, size);
        fill(matrix, level);
        if (singular) {
            double scale = Math.max(largest(matrix), Double.MIN_NORMAL);
            double[] share = products(level, shares);
            for (int i = 0; i < n; i++) {
                matrix.set(i, n, scale);
                matrix.set(n, i, scale * share[i]);
            }
        }
        LUDecompositionAlt_DDRM factors = new LUDecompositionAlt_DDRM();
        this.solver = new LinearSolverLu_DDRM(factors);
        if (!solver.setA(matrix) || !isRegular(factors.getUpper(null))) {
            throw new IllegalArgumentException("multigrid: the coarsest grid's system (" + level + ", " + n
                    + " unknowns) is singular, though the operator is not known to map constants to zero: the problem has no"
                    + " unique solution, or a shift makes it indefinite; change the boundaries or the shift");
        }
        this.right = new DMatrixRMaj(size, 1);
        this.result = new DMatrixRMaj(size, 1);
    }

    private static boolean isRegular(DMatrixRMaj upper) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int n = 0; n < upper.numCols; n++) {
            least = Math.min(least, Math.abs(upper.get(n, n)));
            most = Math.max(most, Math.abs(upper.get(n, n)));
        }
        return least > SINGULAR * upper.numCols * most;
    }

    private static int[] positions(StarLayout layout) {
        int[] positions = new int[layout.nx() * layout.ny() * layout.nz()];
        int n = 0;
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    positions[n++] = layout.index(i, j, k);
                }
            }
        }
        return positions;
    }

    /** The volume that belongs to each unknown, the largest 1: the mean that is taken away is that over the domain. */
    private static double[] products(Level level, double[][] shares) {
        IndexBox box = level.place().owned();
        double[] products = new double[(int) box.count()];
        double largest = 0;
        int n = 0;
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    products[n] = shares[0][i] * shares[1][j] * shares[2][k];
                    largest = Math.max(largest, products[n++]);
                }
            }
        }
        for (n = 0; n < products.length; n++) {
            products[n] /= largest;
        }
        return products;
    }

    /** Column by column: the images of unit vectors. */
    private void fill(DMatrixRMaj matrix, Level level) {
        DistributedVector unit = level.solution();
        DistributedVector image = level.residualVector();
        for (int column = 0; column < positions.length; column++) {
            Arrays.fill(unit.data(), 0);
            unit.data()[positions[column]] = 1;
            unit.markWritten();
            level.operator().apply(unit, image);
            for (int row = 0; row < positions.length; row++) {
                matrix.set(row, column, image.data()[positions[row]]);
            }
        }
    }

    private static double largest(DMatrixRMaj matrix) {
        double most = 0;
        for (double value : matrix.data) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    /** u ← A⁻¹ b. */
    void solve(DistributedVector b, DistributedVector u) {
        for (int n = 0; n < positions.length; n++) {
            right.data[n] = b.data()[positions[n]];
        }
        solver.solve(right, result);
        for (int n = 0; n < positions.length; n++) {
            u.data()[positions[n]] = result.data[n];
        }
        u.markWritten();
    }
}
