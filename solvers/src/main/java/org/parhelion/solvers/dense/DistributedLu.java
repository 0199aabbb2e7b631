package org.parhelion.solvers.dense;

import java.util.OptionalInt;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;

/**
 * A = P L U of a distributed matrix, with partial pivoting; any shape. The factors take A's place: U in and above the diagonal,
 * L's multipliers below it, as in LAPACK's {@code dgetrf}.
 *
 * <pre>{@code
 * DistributedMatrix factors = a.copy();
 * DistributedLu.factor(factors).solve(b); // b ← A⁻¹ b
 * }</pre>
 */
public final class DistributedLu {
    private final DistributedMatrix factors;
    private final Blas blas;
    private final int[] pivots;
    private final double[] diagonal;

    private DistributedLu(DistributedMatrix factors, Blas blas, LuFactorization done) {
        this.factors = factors;
        this.blas = blas;
        pivots = done.pivots();
        diagonal = done.diagonal();
    }

    /**
     * Factors in place; by all ranks. A singular matrix is factored to its end: see {@link #singularColumn}.
     *
     * @param a m×n on entry, its factors on return
     */
    public static DistributedLu factor(DistributedMatrix a) {
        return factor(a, DenseOps.engine());
    }

    /** As {@link #factor(DistributedMatrix)}, with a BLAS of one's own choice on each rank. */
    public static DistributedLu factor(DistributedMatrix a, Blas blas) {
        LuFactorization work = new LuFactorization(a, blas);
        work.run();
        return new DistributedLu(a, blas, work);
    }

    /** The matrix that was given, with L and U in it. */
    public DistributedMatrix factors() {
        return factors;
    }

    /** For each row i &lt; min(m, n), in turn: the row that it was swapped with, from 0 on. The same on all ranks. */
    public int[] pivots() {
        return pivots.clone();
    }

    /** The first column in which U's diagonal is exactly zero, from 0 on; empty where there is none. */
    public OptionalInt singularColumn() {
        for (int j = 0; j < diagonal.length; j++) {
            if (diagonal[j] == 0) {
                return OptionalInt.of(j);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * B ← A⁻¹ B; by all ranks.
     *
     * @param b n×any, on the same grid, of any block size; the solution on return
     * @throws SingularMatrixException U has an exact zero on its diagonal
     * @throws IllegalArgumentException A is not square, B has another number of rows or lies on another grid
     */
    public void solve(DistributedMatrix b) {
        solve(Transpose.NO, b);
    }

    /** B ← op(A)⁻¹ B; as {@link #solve(DistributedMatrix)}. */
    public void solve(Transpose trans, DistributedMatrix b) {
        Checks.square("an LU solve", factors);
        Checks.rightSides(factors, factors.rows(), b);
        requireRegular();
        Solver solver = new Solver(trans);
        DistributedTriangular.solveColumns(b, b.rows(), b, solver::solve);
    }

    private void requireRegular() {
        singularColumn().ifPresent(column -> {
            throw new SingularMatrixException("U", column);
        });
    }

    /** Sweeps with both factors over whole columns. */
    private final class Solver {
        private final int n = factors.rows();
        private final boolean transposed;
        private final TriangularSweep lower;
        private final TriangularSweep upper;

        Solver(Transpose trans) {
            transposed = trans == Transpose.YES;
            lower = new TriangularSweep(factors, n, Triangle.LOWER, trans, Diagonal.UNIT, blas);
            upper = new TriangularSweep(factors, n, Triangle.UPPER, trans, Diagonal.NON_UNIT, blas);
        }

        void solve(double[] x, int columns) {
            if (transposed) {
                upper.solve(x, n, columns);
                lower.solve(x, n, columns);
                for (int i = n - 1; i >= 0; i--) {
                    swap(x, columns, i, pivots[i]);
                }
            } else {
                for (int i = 0; i < n; i++) {
                    swap(x, columns, i, pivots[i]);
                }
                lower.solve(x, n, columns);
                upper.solve(x, n, columns);
            }
        }

        private void swap(double[] x, int columns, int i, int other) {
            for (int at = 0; at < columns * n; at += n) {
                double kept = x[at + i];
                x[at + i] = x[at + other];
                x[at + other] = kept;
            }
        }
    }

    /**
     * 1, −1 or 0: the determinant's sign; of the empty matrix 1.
     *
     * @throws IllegalArgumentException A is not square
     */
    public int determinantSign() {
        Checks.square("a determinant", factors);
        int sign = 1;
        for (int i = 0; i < diagonal.length; i++) {
            sign *= (int) Math.signum(diagonal[i]) * (pivots[i] == i ? 1 : -1);
        }
        return sign;
    }

    /**
     * ln |det A|: −∞ where A is singular.
     *
     * @throws IllegalArgumentException A is not square
     */
    public double logAbsoluteDeterminant() {
        Checks.square("a determinant", factors);
        double log = 0;
        for (double value : diagonal) {
            log += Math.log(Math.abs(value));
        }
        return log;
    }

    /**
     * An estimate of the condition number ‖A‖₁ ‖A⁻¹‖₁ from a few solves (Higham, ACM TOMS 14, 1988): from below, rarely off by
     * more than a factor of 3; infinite where A is singular, 0 for the empty matrix. By all ranks.
     *
     * @param norm1 ‖A‖₁ of the matrix as it was before the factorization: {@code a.norms().one()}
     * @throws IllegalArgumentException A is not square
     */
    public double conditionEstimate(double norm1) {
        Checks.square("a condition estimate", factors);
        if (factors.rows() == 0) {
            return 0;
        }
        if (singularColumn().isPresent()) {
            return Double.POSITIVE_INFINITY;
        }
        Solver plain = new Solver(Transpose.NO);
        Solver transposed = new Solver(Transpose.YES);
        return norm1
                * ConditionEstimate.inverseNorm1(factors.rows(), x -> solved(plain, x), x -> solved(transposed, x));
    }

    private static double[] solved(Solver solver, double[] x) {
        solver.solve(x, 1);
        return x;
    }
}
