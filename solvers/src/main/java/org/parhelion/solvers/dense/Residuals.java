package org.parhelion.solvers.dense;

import org.parhelion.blas.Blas;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.ReduceOp;

/**
 * Errors of factorizations and solves in units of round-off: numbers of order 1 where all is well, whatever the size and
 * scale of the problem; {@link #THRESHOLD} is where HPL says FAILED. All methods are to be called by all ranks.
 */
public final class Residuals {
    /** HPL's limit. */
    public static final double THRESHOLD = 16;

    /** Unit round-off, 2⁻⁵³: HPL's and LAPACK's eps. */
    private static final double EPS = 0x1p-53;

    private Residuals() {}

    /**
     * ‖A x − b‖∞ / (eps (‖A‖∞ ‖x‖∞ + ‖b‖∞) n) as HPL scales it; of several right-hand sides the largest. NaN where a NaN is
     * found, 0 for an empty system.
     *
     * @param a n×n, as it was before the factorization
     * @param x n×any
     * @param b as x, as it was before the solve
     * @throws IllegalArgumentException the shapes do not belong together, or the grids are not the same
     */
    public static double solution(DistributedMatrix a, DistributedMatrix x, DistributedMatrix b) {
        return solution(a, x, b, DenseOps.engine());
    }

    static double solution(DistributedMatrix a, DistributedMatrix x, DistributedMatrix b, Blas blas) {
        Checks.square("a residual", a);
        Checks.rightSides(a, a.rows(), b);
        Checks.sameShape(b, "X", x);
        Checks.sameGrid(a, "X", x);
        double norm = a.norms().infinity();
        int width = Replicated.width(b);
        double worst = 0;
        for (int from = 0; from < b.columns() && a.rows() > 0; from += width) {
            int to = Math.min(b.columns(), from + width);
            worst = Math.max(worst, solution(a, norm, x, b, from, to, blas));
        }
        return worst;
    }

    private static double solution(
            DistributedMatrix a, double norm, DistributedMatrix x, DistributedMatrix b, int from, int to, Blas blas) {
        int n = a.rows();
        int columns = to - from;
        double[] solution = Replicated.columns(x, from, to);
        double[] right = Replicated.columns(b, from, to);
        double[] product = product(a, solution, columns, blas);
        double[] rightPart = Replicated.localRows(right, n, columns, a);
        double worst = 0;
        for (int c = 0; c < columns; c++) {
            double error = 0;
            for (int r = 0; r < a.localRows(); r++) {
                int at = r + c * a.leadingDimension();
                error = Math.max(error, Math.abs(product[at] - rightPart[at]));
            }
            double scale = EPS * (norm * largest(solution, c * n, n) + largest(right, c * n, n)) * n;
            worst = Math.max(worst, error == 0 ? 0 : error / scale);
        }
        return agreed(a, worst);
    }

    /** Local rows of A X with X whole on every rank. */
    private static double[] product(DistributedMatrix a, double[] x, int columns, Blas blas) {
        int inner = a.localColumns();
        double[] own = new double[inner * columns];
        for (int c = 0; c < columns; c++) {
            for (int j = 0; j < inner; j++) {
                own[j + c * inner] = x[a.columnMap().global(j, a.grid().myColumn()) + c * a.columns()];
            }
        }
        double[] product = new double[a.leadingDimension() * columns];
        blas.dgemm(
                Order.COLUMN_MAJOR,
                Transpose.NO,
                Transpose.NO,
                a.localRows(),
                columns,
                inner,
                1,
                Doubles.of(a.local()),
                a.leadingDimension(),
                Doubles.of(own),
                Math.max(1, inner),
                0,
                Doubles.of(product),
                a.leadingDimension());
        Replicated.sum(a.grid().row(), product);
        return product;
    }

    /**
     * ‖A − B‖₁ / (eps ‖A‖₁ max(m, n)): how far the product of factors is from what was factored.
     *
     * @param a m×n, as it was before the factorization
     * @param product the factors multiplied
     * @throws IllegalArgumentException the shapes, grids or blocks are not the same
     */
    public static double factorization(DistributedMatrix a, DistributedMatrix product) {
        Checks.sameShape(a, "the product", product);
        Checks.sameGrid(a, "the product", product);
        Checks.sameBlock(a, "the product", product);
        DistributedMatrix difference = a.copy();
        for (int i = 0; i < difference.local().length; i++) {
            difference.local()[i] -= product.local()[i];
        }
        double error = difference.norms().one();
        return error == 0 ? 0 : error / (EPS * a.norms().one() * Math.max(a.rows(), a.columns()));
    }

    /** ‖QᵀQ − I‖₁ / (eps m): how far the columns of Q, m×n with m ≥ n, are from orthonormal. */
    public static double orthogonality(DistributedMatrix q) {
        return orthogonality(q, DenseOps.engine());
    }

    static double orthogonality(DistributedMatrix q, Blas blas) {
        int width = Replicated.width(q);
        double worst = 0;
        for (int from = 0; from < q.columns(); from += width) {
            int to = Math.min(q.columns(), from + width);
            worst = Math.max(worst, gramError(q, from, to, blas));
        }
        double agreed = agreed(q, worst);
        return agreed == 0 ? 0 : agreed / (EPS * q.rows());
    }

    /** The largest sum of magnitudes of a column of QᵀQ − I in a range, over all of its rows. */
    private static double gramError(DistributedMatrix q, int from, int to, Blas blas) {
        int columns = to - from;
        int own = q.localColumns();
        double[] part = Replicated.localRows(Replicated.columns(q, from, to), q.rows(), columns, q);
        double[] gram = new double[Math.max(1, own) * columns];
        blas.dgemm(
                Order.COLUMN_MAJOR,
                Transpose.YES,
                Transpose.NO,
                own,
                columns,
                q.localRows(),
                1,
                Doubles.of(q.local()),
                q.leadingDimension(),
                Doubles.of(part),
                q.leadingDimension(),
                0,
                Doubles.of(gram),
                Math.max(1, own));
        Replicated.sum(q.grid().column(), gram);
        double[] sums = new double[columns];
        for (int c = 0; c < columns; c++) {
            for (int j = 0; j < own; j++) {
                double expected = q.columnMap().global(j, q.grid().myColumn()) == from + c ? 1 : 0;
                sums[c] += Math.abs(gram[j + c * Math.max(1, own)] - expected);
            }
        }
        Replicated.sum(q.grid().row(), sums);
        return largest(sums, 0, columns);
    }

    /** The largest of all ranks; NaN where one has a NaN. */
    private static double agreed(DistributedMatrix a, double value) {
        double nan = a.grid().world().allReduce(Double.isNaN(value) ? 1.0 : 0.0, ReduceOp.MAX);
        double most = a.grid().world().allReduce(Double.isNaN(value) ? 0 : value, ReduceOp.MAX);
        return nan > 0 ? Double.NaN : most;
    }

    private static double largest(double[] values, int from, int count) {
        double most = 0;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        return most;
    }
}
