package org.parhelion.blas;

import java.nio.Buffer;

/**
 * The native library {@code parhelion_blas}, one native method for each function of BLAS and LAPACK. An operand is an array
 * and the index of its first element, or null and an address ({@link Doubles#place}); what else is a number or a letter is
 * BLAS's own. Nothing is checked here.
 */
final class NativeCalls {
    private NativeCalls() {}

    /** Name, version, core, file; then yes or no: integers of 64 bits, LAPACK, a number of threads that can be set. */
    static native String[] facts();

    /** The address of the first element of a direct buffer, whatever its position. */
    static native long address(Buffer buffer);

    // void cblas_dgemm(order, trans, trans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
    static native void dgemm(
            int threads,
            int order,
            int transA,
            int transB,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            long aAt,
            int lda,
            double[] b,
            long bAt,
            int ldb,
            double beta,
            double[] c,
            long cAt,
            int ldc);

    // void cblas_sgemm(order, trans, trans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
    static native void sgemm(
            int threads,
            int order,
            int transA,
            int transB,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            long aAt,
            int lda,
            float[] b,
            long bAt,
            int ldb,
            float beta,
            float[] c,
            long cAt,
            int ldc);

    // void cblas_dsymm(order, side, uplo, m, n, alpha, a, lda, b, ldb, beta, c, ldc)
    static native void dsymm(
            int threads,
            int order,
            int side,
            int uplo,
            int m,
            int n,
            double alpha,
            double[] a,
            long aAt,
            int lda,
            double[] b,
            long bAt,
            int ldb,
            double beta,
            double[] c,
            long cAt,
            int ldc);

    // void cblas_dsyrk(order, uplo, trans, n, k, alpha, a, lda, beta, c, ldc)
    static native void dsyrk(
            int threads,
            int order,
            int uplo,
            int trans,
            int n,
            int k,
            double alpha,
            double[] a,
            long aAt,
            int lda,
            double beta,
            double[] c,
            long cAt,
            int ldc);

    // void cblas_dtrsm(order, side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb)
    static native void dtrsm(
            int threads,
            int order,
            int side,
            int uplo,
            int trans,
            int diag,
            int m,
            int n,
            double alpha,
            double[] a,
            long aAt,
            int lda,
            double[] b,
            long bAt,
            int ldb);

    // void cblas_dtrmm(order, side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb)
    static native void dtrmm(
            int threads,
            int order,
            int side,
            int uplo,
            int trans,
            int diag,
            int m,
            int n,
            double alpha,
            double[] a,
            long aAt,
            int lda,
            double[] b,
            long bAt,
            int ldb);

    // void cblas_dgemv(order, trans, m, n, alpha, a, lda, x, incx, beta, y, incy)
    static native void dgemv(
            int threads,
            int order,
            int trans,
            int m,
            int n,
            double alpha,
            double[] a,
            long aAt,
            int lda,
            double[] x,
            long xAt,
            int incX,
            double beta,
            double[] y,
            long yAt,
            int incY);

    // void cblas_dger(order, m, n, alpha, x, incx, y, incy, a, lda)
    static native void dger(
            int threads,
            int order,
            int m,
            int n,
            double alpha,
            double[] x,
            long xAt,
            int incX,
            double[] y,
            long yAt,
            int incY,
            double[] a,
            long aAt,
            int lda);

    // double cblas_ddot(n, x, incx, y, incy)
    static native double ddot(int threads, int n, double[] x, long xAt, int incX, double[] y, long yAt, int incY);

    // void cblas_daxpy(n, alpha, x, incx, y, incy)
    static native void daxpy(
            int threads, int n, double alpha, double[] x, long xAt, int incX, double[] y, long yAt, int incY);

    // double cblas_dnrm2(n, x, incx)
    static native double dnrm2(int threads, int n, double[] x, long xAt, int incX);

    // void cblas_dscal(n, alpha, x, incx)
    static native void dscal(int threads, int n, double alpha, double[] x, long xAt, int incX);

    // dgetrf_(m, n, a, lda, ipiv, info): returns info; pivots from 1
    static native int dgetrf(int threads, int m, int n, double[] a, long aAt, int lda, int[] pivots);

    // dgetrs_(trans, n, nrhs, a, lda, ipiv, b, ldb, info)
    static native int dgetrs(
            int threads,
            char trans,
            int n,
            int columns,
            double[] a,
            long aAt,
            int lda,
            int[] pivots,
            double[] b,
            long bAt,
            int ldb);

    // dpotrf_(uplo, n, a, lda, info)
    static native int dpotrf(int threads, char uplo, int n, double[] a, long aAt, int lda);

    // dpotrs_(uplo, n, nrhs, a, lda, b, ldb, info)
    static native int dpotrs(
            int threads, char uplo, int n, int columns, double[] a, long aAt, int lda, double[] b, long bAt, int ldb);

    // dgeqrf_(m, n, a, lda, tau, work, lwork, info)
    static native int dgeqrf(int threads, int m, int n, double[] a, long aAt, int lda, double[] tau, long tauAt);

    // dsyev_(jobz, uplo, n, a, lda, w, work, lwork, info)
    static native int dsyev(
            int threads,
            char jobz,
            char uplo,
            int n,
            double[] a,
            long aAt,
            int lda,
            double[] eigenvalues,
            long eigenvaluesAt);

    // dgesvd_(job, job, m, n, a, lda, s, u, ldu, vt, ldvt, work, lwork, info)
    static native int dgesvd(
            int threads,
            char job,
            int m,
            int n,
            double[] a,
            long aAt,
            int lda,
            double[] singularValues,
            long singularValuesAt,
            double[] u,
            long uAt,
            int ldu,
            double[] vt,
            long vtAt,
            int ldvt);

    /** Native memory for so many doubles, at a multiple of 64 bytes; to be {@link #release}d. */
    static native long allocate(long doubles);

    static native void release(long address);

    /** A column-major matrix of the heap to native memory, its columns without gaps. */
    static native void copyIn(double[] array, long at, int rows, int columns, int ld, long address);

    /** Back again; what lies between the columns is not touched. */
    static native void copyOut(double[] array, long at, int rows, int columns, int ld, long address);
}
