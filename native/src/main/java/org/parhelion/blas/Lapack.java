package org.parhelion.blas;

/**
 * Factorizations of LAPACK (Anderson et al., LAPACK Users' Guide, 3rd ed.) under their own names, for column-major storage.
 * Arguments are checked as those of {@link Blas}; what LAPACK calls a positive {@code info} is returned.
 */
public interface Lapack {
    /**
     * A = P L U with partial pivoting, in place; A m×n.
     *
     * @param pivots min(m, n) numbers out: row i was swapped with row {@code pivots[i]} (from 0, unlike LAPACK's from 1)
     * @return 0, or j > 0 when U's diagonal element j − 1 is exactly zero
     */
    int dgetrf(int m, int n, Doubles a, int lda, int[] pivots);

    /** B ← op(A)⁻¹ B from {@link #dgetrf}'s factors; A n×n, B n×columns. */
    void dgetrs(Transpose trans, int n, int columns, Doubles a, int lda, int[] pivots, Doubles b, int ldb);

    /**
     * A = Uᵀ U or L Lᵀ, in place; A n×n symmetric, of which one triangle is read.
     *
     * @return 0, or j > 0 when the leading minor of order j is not positive
     */
    int dpotrf(Triangle triangle, int n, Doubles a, int lda);

    /** B ← A⁻¹ B from {@link #dpotrf}'s factor. */
    void dpotrs(Triangle triangle, int n, int columns, Doubles a, int lda, Doubles b, int ldb);

    /** A = Q R: R in the upper triangle, Householder vectors below, their factors in {@code tau}; A m×n. */
    void dgeqrf(int m, int n, Doubles a, int lda, double[] tau);

    /**
     * Eigenvalues in ascending order, and eigenvectors in A's columns where asked for; A n×n symmetric.
     *
     * @return 0, or j > 0 when j off-diagonal elements did not converge
     */
    int dsyev(boolean vectors, Triangle triangle, int n, Doubles a, int lda, double[] eigenvalues);

    /**
     * A = U Σ Vᵀ, the thin form: U m×k, Vᵀ k×n, k = min(m, n); A is overwritten. {@code u} and {@code vt} may both be null:
     * then singular values only.
     *
     * @return 0, or j > 0 when j superdiagonals did not converge
     */
    int dgesvd(int m, int n, Doubles a, int lda, double[] singularValues, Doubles u, int ldu, Doubles vt, int ldvt);
}
