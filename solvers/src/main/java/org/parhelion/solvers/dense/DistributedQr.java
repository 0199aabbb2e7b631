package org.parhelion.solvers.dense;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;

/**
 * A = Q R of a distributed matrix, tall, square or wide, by blocked Householder reflections, as ScaLAPACK's {@code pdgeqrf}. The
 * factors take A's place: R in and above the diagonal, the reflectors below it. Their triangular factors stay on every rank:
 * min(m, n) × block numbers.
 */
public final class DistributedQr {
    private final DistributedMatrix factors;
    private final Blas blas;
    private final int rank;
    private final List<double[]> triangles = new ArrayList<>();

    private DistributedQr(DistributedMatrix factors, Blas blas) {
        this.factors = factors;
        this.blas = blas;
        rank = Math.min(factors.rows(), factors.columns());
    }

    /**
     * Factors in place; by all ranks.
     *
     * @param a m×n on entry, its factors on return
     */
    public static DistributedQr factor(DistributedMatrix a) {
        return factor(a, DenseOps.engine());
    }

    /** As {@link #factor(DistributedMatrix)}, with a BLAS of one's own choice on each rank. */
    public static DistributedQr factor(DistributedMatrix a, Blas blas) {
        DistributedQr qr = new DistributedQr(a, blas);
        for (int first = 0; first < qr.rank; first += a.block()) {
            HouseholderPanel panel = qr.panel(first);
            panel.factor();
            qr.triangles.add(panel.t().clone());
            int from =
                    a.columnMap().countBelow(first + qr.width(first), a.grid().myColumn());
            panel.apply(Transpose.YES, a, from, a.localColumns());
        }
        return qr;
    }

    private int width(int first) {
        return Math.min(factors.block(), rank - first);
    }

    private HouseholderPanel panel(int first) {
        return new HouseholderPanel(factors, blas, first, width(first));
    }

    /** The matrix that was given, with R and the reflectors in it. */
    public DistributedMatrix factors() {
        return factors;
    }

    /** R, min(m, n)×n, zeros below its diagonal; no messages. */
    public DistributedMatrix r() {
        DistributedMatrix r = DistributedMatrix.zeros(factors.grid(), rank, factors.columns(), factors.block());
        for (int c = 0; c < r.localColumns(); c++) {
            int column = r.columnMap().global(c, r.grid().myColumn());
            int count =
                    r.rowMap().countBelow(Math.min(rank, column + 1), r.grid().myRow());
            System.arraycopy(factors.local(), c * factors.localRows(), r.local(), c * r.localRows(), count);
        }
        return r;
    }

    /** The first min(m, n) columns of Q; by all ranks. */
    public DistributedMatrix q() {
        DistributedMatrix q = DistributedMatrix.zeros(factors.grid(), factors.rows(), rank, factors.block());
        q.fill((i, j) -> i == j ? 1 : 0);
        applyQ(q);
        return q;
    }

    /**
     * C ← Q C; by all ranks.
     *
     * @param c m×any, on the same grid and with the same block
     * @throws IllegalArgumentException C has another number of rows, grid or block
     */
    public void applyQ(DistributedMatrix c) {
        check(c);
        for (int k = triangles.size() - 1; k >= 0; k--) {
            apply(Transpose.NO, k, c);
        }
    }

    /** C ← Qᵀ C; as {@link #applyQ}. */
    public void applyQTransposed(DistributedMatrix c) {
        check(c);
        for (int k = 0; k < triangles.size(); k++) {
            apply(Transpose.YES, k, c);
        }
    }

    private void check(DistributedMatrix c) {
        Checks.rightSides(factors, factors.rows(), c);
        Checks.sameBlock(factors, "B", c);
    }

    private void apply(Transpose trans, int k, DistributedMatrix c) {
        HouseholderPanel panel = panel(k * factors.block());
        panel.recall(triangles.get(k));
        panel.apply(trans, c, 0, c.localColumns());
    }

    /**
     * The X, n×any, that makes ‖A X − B‖₂ smallest, column by column, where A has at least as many rows as columns, all of
     * these independent; by all ranks.
     *
     * @param b m×any, on the same grid and with the same block; Qᵀ B on return, whose rows from n on hold the residual
     * @throws SingularMatrixException R has an exact zero on its diagonal
     * @throws IllegalArgumentException A has fewer rows than columns, or B another number of rows, grid or block
     */
    public DistributedMatrix leastSquares(DistributedMatrix b) {
        int n = factors.columns();
        if (factors.rows() < n) {
            throw new IllegalArgumentException("least squares need at least as many rows as columns, but A is "
                    + factors.rows() + " × " + n + ": its solution is not unique");
        }
        check(b);
        requireFullRank();
        applyQTransposed(b);
        DistributedMatrix x = DistributedMatrix.zeros(b.grid(), n, b.columns(), b.block());
        TriangularSweep sweep = new TriangularSweep(factors, n, Triangle.UPPER, Transpose.NO, Diagonal.NON_UNIT, blas);
        int m = factors.rows();
        DistributedTriangular.solveColumns(b, m, x, (columns, count) -> sweep.solve(columns, m, count));
        return x;
    }

    private void requireFullRank() {
        for (int k = 0; k < triangles.size(); k++) {
            double[] t = triangles.get(k);
            int width = width(k * factors.block());
            for (int j = 0; j < width; j++) {
                if (t[width * width + j] == 0) {
                    throw new SingularMatrixException("R", k * factors.block() + j);
                }
            }
        }
    }
}
