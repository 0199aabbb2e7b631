package org.parhelion.blas;

import java.util.function.ToIntFunction;

/**
 * Factorizations in Java on {@link VectorBlas}'s blocks. LU, Cholesky and QR do nearly all their work in {@link Gemm};
 * eigenvalues take level-2 operations and the singular values Jacobi rotations, which is right but not quick beyond some
 * hundred rows. A matrix in a direct buffer is copied to the heap and back. Expects checked arguments.
 */
final class VectorLapack implements Lapack {

    /** Runs an operation on a column-major heap matrix: the storage itself, or a copy of it that is written back. */
    private static int onHeap(int m, int n, Doubles a, int lda, ToIntFunction<Strided> operation) {
        Strided matrix = Strided.of(Order.COLUMN_MAJOR, a, lda);
        if (matrix.isHeap() || m == 0 || n == 0) {
            return operation.applyAsInt(matrix);
        }
        double[] copied = new double[Math.multiplyExact(m, n)];
        matrix.transposed().load(n, m, copied, 0, m);
        int info = operation.applyAsInt(Strided.rows(copied, 0, m).transposed());
        matrix.transposed().store(n, m, copied, 0, m);
        return info;
    }

    @Override
    public int dgetrf(int m, int n, Doubles a, int lda, int[] pivots) {
        return onHeap(m, n, a, lda, matrix -> Lu.factor(m, n, matrix, pivots));
    }

    @Override
    public void dgetrs(Transpose trans, int n, int columns, Doubles a, int lda, int[] pivots, Doubles b, int ldb) {
        Strided factors = Strided.of(Order.COLUMN_MAJOR, a, lda);
        Lu.solve(trans, n, columns, factors, pivots, Strided.of(Order.COLUMN_MAJOR, b, ldb));
    }

    @Override
    public int dpotrf(Triangle triangle, int n, Doubles a, int lda) {
        boolean lower = triangle == Triangle.LOWER;
        return onHeap(n, n, a, lda, matrix -> Cholesky.factor(n, lower ? matrix : matrix.transposed()));
    }

    @Override
    public void dpotrs(Triangle triangle, int n, int columns, Doubles a, int lda, Doubles b, int ldb) {
        Strided factor = Strided.of(Order.COLUMN_MAJOR, a, lda);
        Strided lower = triangle == Triangle.LOWER ? factor : factor.transposed();
        Strided x = Strided.of(Order.COLUMN_MAJOR, b, ldb);
        Triangular.solve(true, false, n, columns, 1, lower, x);
        Triangular.solve(false, false, n, columns, 1, lower.transposed(), x);
    }

    @Override
    public void dgeqrf(int m, int n, Doubles a, int lda, double[] tau) {
        onHeap(m, n, a, lda, matrix -> {
            Householder.factor(m, n, matrix, tau);
            return 0;
        });
    }

    @Override
    public int dsyev(boolean vectors, Triangle triangle, int n, Doubles a, int lda, double[] eigenvalues) {
        return onHeap(
                n,
                n,
                a,
                lda,
                matrix -> new SymmetricEigen(n, matrix, triangle == Triangle.LOWER, vectors).solve(eigenvalues));
    }

    @Override
    public int dgesvd(
            int m, int n, Doubles a, int lda, double[] singularValues, Doubles u, int ldu, Doubles vt, int ldvt) {
        Strided matrix = Strided.of(Order.COLUMN_MAJOR, a, lda);
        Strided left = u == null ? null : Strided.of(Order.COLUMN_MAJOR, u, ldu);
        Strided right = vt == null ? null : Strided.of(Order.COLUMN_MAJOR, vt, ldvt);
        if (m >= n) {
            return JacobiSvd.solve(m, n, matrix, singularValues, left, right);
        }
        // Aᵀ = V Σ Uᵀ
        return JacobiSvd.solve(
                n,
                m,
                matrix.transposed(),
                singularValues,
                right == null ? null : right.transposed(),
                left == null ? null : left.transposed());
    }
}
