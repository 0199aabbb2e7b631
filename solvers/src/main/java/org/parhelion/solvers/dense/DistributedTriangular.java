package org.parhelion.solvers.dense;

import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;

/** Systems with a triangular distributed matrix. */
public final class DistributedTriangular {
    private DistributedTriangular() {}

    /**
     * B ← α op(A)⁻¹ B, as ScaLAPACK's {@code pdtrsm} from the left; by all ranks. A zero on the diagonal is not looked for: it
     * gives infinities, as in BLAS. Beside the two matrices each rank needs room for one block's width of whole columns of B.
     *
     * @param triangle the triangle of A that is read
     * @param trans whether A or its transpose is solved with
     * @param diagonal with {@code UNIT}, ones are taken for A's diagonal, which is not read
     * @param a n×n
     * @param b n×any, on the same grid; any block size; solutions on return
     * @throws IllegalArgumentException A is not square, B has another number of rows or lies on another grid, alpha is NaN
     */
    public static void solve(
            Triangle triangle,
            Transpose trans,
            Diagonal diagonal,
            double alpha,
            DistributedMatrix a,
            DistributedMatrix b) {
        solve(triangle, trans, diagonal, alpha, a, b, DenseOps.engine());
    }

    /** The same with a BLAS of one's own choice on each rank. */
    public static void solve(
            Triangle triangle,
            Transpose trans,
            Diagonal diagonal,
            double alpha,
            DistributedMatrix a,
            DistributedMatrix b,
            Blas blas) {
        Checks.square("a triangular solve", a);
        Checks.rightSides(a, a.rows(), b);
        if (Double.isNaN(alpha)) {
            throw new IllegalArgumentException("alpha is NaN");
        }
        TriangularSweep sweep = new TriangularSweep(a, a.rows(), triangle, trans, diagonal, blas);
        int n = a.rows();
        solveColumns(b, n, b, (x, columns) -> {
            for (int i = 0; i < x.length; i++) {
                x[i] *= alpha;
            }
            sweep.solve(x, n, columns);
        });
    }

    /** A solve in place on whole columns that every rank has. */
    @FunctionalInterface
    interface ColumnSolver {
        /** @param x column-major, with the right-hand sides' rows as leading dimension */
        void solve(double[] x, int columns);
    }

    /**
     * Solves for some columns at a time.
     *
     * @param b right-hand sides, {@code leading} rows
     * @param x where the first rows of the results go; may be {@code b}
     */
    static void solveColumns(DistributedMatrix b, int leading, DistributedMatrix x, ColumnSolver solver) {
        int width = Replicated.width(b);
        for (int from = 0; from < b.columns(); from += width) {
            int to = Math.min(b.columns(), from + width);
            double[] columns = Replicated.columns(b, from, to);
            solver.solve(columns, to - from);
            Replicated.store(columns, leading, x, from, to);
        }
    }
}
