package org.parhelion.blas;

import java.util.List;
import java.util.Optional;

/**
 * The Basic Linear Algebra Subprograms (Dongarra et al., ACM TOMS 16, 1990) under their own names. Matrices are {@link Doubles}
 * with a leading dimension: the distance between the starts of neighbouring rows (row-major) or columns (column-major).
 * Vectors have an increment, positive or negative as in BLAS. All arguments are checked before anything is computed.
 *
 * <pre>{@code
 * Blas.best().dgemm(Order.ROW_MAJOR, Transpose.NO, Transpose.NO, m, n, k, 1, Doubles.of(a), k, Doubles.of(b), n, 0, Doubles.of(c), n);
 * }</pre>
 *
 * <p>Every method throws {@link IllegalArgumentException} with the argument's name and value: a size below 0, a leading
 * dimension shorter than a row or column, an increment of 0, storage too short, a NaN factor, a null, or an output that
 * overlaps an input. Thread-safe as long as the storage is.
 */
public interface Blas {
    /**
     * The fastest engine of this machine, chosen at the first call: native if {@code libparhelion_blas} and the BLAS beneath
     * it can be loaded, otherwise the one in Java. The system property {@code parhelion.blas}, or else the environment
     * variable {@code PARHELION_BLAS}, overrides: {@code auto}, {@code native} or {@code vector}. It uses one thread where
     * several ranks share the machine, and all cores otherwise; {@link #withThreads} changes that. The choice is logged once,
     * at level DEBUG under this interface's name.
     *
     * @throws IllegalArgumentException the property or the variable has another value
     * @throws IllegalStateException the native engine is asked for, but cannot be had; the message says why
     */
    static Blas best() {
        return BlasChoice.best();
    }

    /** Every engine that works here, the native one first. */
    static List<Blas> all() {
        return BlasChoice.all();
    }

    /** Who computes. */
    String name();

    /** One line: name, version, kind of core it is built for, threads, and why it was chosen. */
    String description();

    /** Threads that one call of this engine uses. */
    int threads();

    /** The same engine with calls that use so many threads; one that has no threads of its own stays as it is. */
    Blas withThreads(int threads);

    /** Factorizations, where the library beneath has them. */
    Optional<Lapack> lapack();

    /** C ← α op(A) op(B) + β C with op(A) m×k, op(B) k×n, C m×n. With β = 0, C is not read. */
    void dgemm(
            Order order,
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb,
            double beta,
            Doubles c,
            int ldc);

    /** {@link #dgemm} on whole arrays or on parts of them that begin at an offset. */
    default void dgemm(
            Order order,
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int offsetA,
            int lda,
            double[] b,
            int offsetB,
            int ldb,
            double beta,
            double[] c,
            int offsetC,
            int ldc) {
        dgemm(
                order,
                transA,
                transB,
                m,
                n,
                k,
                alpha,
                Doubles.of(a, offsetA),
                lda,
                Doubles.of(b, offsetB),
                ldb,
                beta,
                Doubles.of(c, offsetC),
                ldc);
    }

    /**
     * {@link #dgemm} in single precision. An engine without kernels for it computes in double precision and rounds the
     * result.
     */
    default void sgemm(
            Order order,
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            float alpha,
            Floats a,
            int lda,
            Floats b,
            int ldb,
            float beta,
            Floats c,
            int ldc) {
        WidenedGemm.sgemm(this, order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    /** C ← α A B + β C (left) or α B A + β C (right) with A symmetric, of which one triangle is read; B and C m×n. */
    void dsymm(
            Order order,
            Side side,
            Triangle triangle,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb,
            double beta,
            Doubles c,
            int ldc);

    /** One triangle of C ← α op(A) op(A)ᵀ + β C with op(A) n×k, C n×n. */
    void dsyrk(
            Order order,
            Triangle triangle,
            Transpose trans,
            int n,
            int k,
            double alpha,
            Doubles a,
            int lda,
            double beta,
            Doubles c,
            int ldc);

    /** B ← α op(A)⁻¹ B (left) or α B op(A)⁻¹ (right) with A triangular, B m×n. */
    void dtrsm(
            Order order,
            Side side,
            Triangle triangle,
            Transpose transA,
            Diagonal diagonal,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb);

    /** B ← α op(A) B (left) or α B op(A) (right) with A triangular, B m×n. */
    void dtrmm(
            Order order,
            Side side,
            Triangle triangle,
            Transpose transA,
            Diagonal diagonal,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb);

    /** y ← α op(A) x + β y with A m×n; a product without terms leaves β y. */
    void dgemv(
            Order order,
            Transpose trans,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles x,
            int incX,
            double beta,
            Doubles y,
            int incY);

    /** A ← α x yᵀ + A with A m×n. */
    void dger(Order order, int m, int n, double alpha, Doubles x, int incX, Doubles y, int incY, Doubles a, int lda);

    /** xᵀ y. */
    double ddot(int n, Doubles x, int incX, Doubles y, int incY);

    /** y ← α x + y. */
    void daxpy(int n, double alpha, Doubles x, int incX, Doubles y, int incY);

    /** The Euclidean norm, without overflow or underflow on the way. */
    double dnrm2(int n, Doubles x, int incX);

    /** x ← α x. */
    void dscal(int n, double alpha, Doubles x, int incX);
}
