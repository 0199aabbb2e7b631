package org.parhelion.solvers.amg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.parhelion.mpi.Communicator;

/**
 * Solves the coarsest level, gathered on rank 0, by a dense factorization of EJML: Cholesky's, or LU where the matrix is not positive
 * definite. If the matrix maps vectors N of the near null space to zero, (A + s N Nᵀ) is solved in its place, whose solution for a
 * right-hand side orthogonal to N is the one of A that is orthogonal to N.
 */
final class CoarseSolver implements AutoCloseable {
    /** More unknowns than this are too many for a dense matrix. */
    static final int MOST = 2500;

    /** Numbers this much smaller than the largest one, times the number of unknowns, cannot be told from 0. */
    private static final double ZERO = 1e-14;

    private final Move move;
    private final double[] right;
    private final double[] left;
    /** Null on other ranks, and if there are no unknowns at all. */
    private LinearSolverDense<DMatrixRMaj> solver;

    private DMatrixRMaj nullSpace;

    /**
     * Collective.
     *
     * @param near near null space of the level, row by row, {@code width} numbers each
     * @throws IllegalArgumentException on every rank: the matrix is singular though no vector of the near null space is mapped to 0
     */
    CoarseSolver(Layout layout, SparseRows a, double[] near, int width) {
        Communicator ranks = layout.ranks();
        int size = Math.toIntExact(layout.total());
        Layout gathered = Layout.of(ranks, ranks.rank() == 0 ? size : 0);
        this.move = new Move(layout, gathered);
        Move.Rows whole = move.move(a, layout);
        double[] vectors = move.move(near, width);
        this.right = new double[gathered.owned()];
        this.left = new double[gathered.owned()];
        String obstacle = "";
        if (gathered.owned() > 0) {
            obstacle = factor(dense(whole.rows()), vectors, width);
        }
        obstacle = ranks.broadcastObject(String.class, obstacle, 0);
        if (!obstacle.isEmpty()) {
            throw new IllegalArgumentException(obstacle);
        }
    }

    private static DMatrixRMaj dense(SparseRows rows) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows.rows(), rows.rows());
        for (int i = 0; i < rows.rows(); i++) {
            for (int k = rows.start()[i]; k < rows.start()[i + 1]; k++) {
                matrix.set(i, rows.columns()[k], rows.values()[k]);
            }
        }
        return matrix;
    }

    /** What is wrong with the matrix, or nothing. */
    private String factor(DMatrixRMaj a, double[] near, int width) {
        int n = a.numRows;
        double largest = CommonOps_DDRM.elementMaxAbs(a);
        nullSpace = nullSpace(a, near, width, largest);
        if (nullSpace.numCols > 0) {
            CommonOps_DDRM.multAddTransB(largest, nullSpace, nullSpace, a);
        }
        var cholesky = DecompositionFactory_DDRM.chol(n, true);
        if (cholesky.decompose(a.copy()) && isRegular(cholesky.getT(null), 2)) {
            solver = LinearSolverFactory_DDRM.chol(n);
            solver.setA(a.copy());
            return "";
        }
        LUDecompositionAlt_DDRM lu = new LUDecompositionAlt_DDRM();
        solver = new LinearSolverLu_DDRM(lu);
        if (solver.setA(a.copy()) && isRegular(lu.getUpper(null), 1)) {
            return "";
        }
        return "smoothed aggregation: the coarsest level's matrix (" + n
                + " unknowns) is singular, and no vector of the near"
                + " null space is mapped to zero: the system has no unique solution; give the vectors that the matrix maps to"
                + " zero as the near null space (NearNullSpace), or fix unknowns";
    }

    /** @param power of the diagonal that a pivot is */
    private static boolean isRegular(DMatrixRMaj triangle, int power) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int n = 0; n < triangle.numCols; n++) {
            double pivot = Math.pow(Math.abs(triangle.get(n, n)), power);
            least = Math.min(least, pivot);
            most = Math.max(most, pivot);
        }
        return least > ZERO * triangle.numCols * most && most < Double.POSITIVE_INFINITY;
    }

    /** Orthonormal vectors in the span of the near null space that A maps to zero, as columns. */
    private static DMatrixRMaj nullSpace(DMatrixRMaj a, double[] near, int width, double largest) {
        int n = a.numRows;
        DMatrixRMaj b = new DMatrixRMaj(n, width);
        System.arraycopy(near, 0, b.data, 0, n * width);
        TentativeProlongator.gramSchmidt(b.data, n, width, new double[width * width], 0);
        DMatrixRMaj ab = new DMatrixRMaj(n, width);
        CommonOps_DDRM.mult(a, b, ab);
        DMatrixRMaj small = new DMatrixRMaj(width, width);
        CommonOps_DDRM.multTransA(ab, ab, small);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
        if (!eigen.decompose(small)) {
            return new DMatrixRMaj(n, 0);
        }
        double limit = Math.pow(1e-12 * n * largest, 2);
        int[] zero = new int[width];
        int count = 0;
        for (int c = 0; c < width; c++) {
            if (eigen.getEigenvalue(c).getReal() <= limit) {
                zero[count++] = c;
            }
        }
        DMatrixRMaj found = new DMatrixRMaj(n, count);
        int kept = 0;
        for (int c = 0; c < count; c++) {
            DMatrixRMaj vector = new DMatrixRMaj(n, 1);
            CommonOps_DDRM.mult(b, eigen.getEigenVector(zero[c]), vector);
            double norm = Math.sqrt(CommonOps_DDRM.dot(vector, vector));
            // a zero vector stands for one that depends on others
            if (norm > 0.5) {
                CommonOps_DDRM.scale(1 / norm, vector);
                CommonOps_DDRM.insert(vector, found, 0, kept++);
            }
        }
        found.reshape(n, count, true);
        return kept == count ? found : CommonOps_DDRM.extract(found, 0, n, 0, kept);
    }

    /** x ← A⁻¹ b; no collective call. */
    void solve(double[] b, double[] x) {
        move.there(b, right);
        if (right.length > 0) {
            DMatrixRMaj r = DMatrixRMaj.wrap(right.length, 1, right);
            project(r);
            DMatrixRMaj z = DMatrixRMaj.wrap(left.length, 1, left);
            solver.solve(r, z);
            project(z);
        }
        move.back(left, x);
    }

    private void project(DMatrixRMaj v) {
        for (int c = 0; c < nullSpace.numCols; c++) {
            double part = 0;
            for (int i = 0; i < v.numRows; i++) {
                part += nullSpace.get(i, c) * v.data[i];
            }
            for (int i = 0; i < v.numRows; i++) {
                v.data[i] -= part * nullSpace.get(i, c);
            }
        }
    }

    @Override
    public void close() {
        move.close();
    }
}
