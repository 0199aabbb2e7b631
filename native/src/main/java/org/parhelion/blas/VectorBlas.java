package org.parhelion.blas;

import java.util.Optional;

/**
 * BLAS in Java on the Vector API, for machines without a native library. Computes on the calling thread alone;
 * {@link #withThreads} gives the same engine back. Expects checked arguments. Results do not depend on whether operands are on
 * the heap or direct, and are the same from run to run on machines with the same vector length.
 *
 * <p>Each thread that multiplies keeps up to 5 MiB of panels ({@link Gemm}). A processor without fused multiply-add would
 * compute right but very slowly.
 */
final class VectorBlas implements Blas {
    private final VectorLapack lapack = new VectorLapack();

    VectorBlas() {}

    @Override
    public String name() {
        return "VectorBlas";
    }

    @Override
    public String description() {
        return "VectorBlas (Java Vector API), vectors of " + GemmKernel.SPECIES.length() + " doubles ("
                + GemmKernel.SPECIES.vectorBitSize() + " bits), tiles of " + GemmKernel.ROWS + "x"
                + GemmKernel.COLUMNS + ", 1 thread";
    }

    @Override
    public int threads() {
        return 1;
    }

    /** This: it has no threads of its own. */
    @Override
    public Blas withThreads(int threads) {
        return this;
    }

    @Override
    public Optional<Lapack> lapack() {
        return Optional.of(lapack);
    }

    @Override
    public void dgemm(
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
            int ldc) {
        Strided left = Strided.of(order, a, lda).transposed(transA);
        Strided right = Strided.of(order, b, ldb).transposed(transB);
        Gemm.multiply(m, n, k, alpha, left, right, beta, Strided.of(order, c, ldc));
    }

    @Override
    public void dsymm(
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
            int ldc) {
        Strided full = Strided.of(order, a, lda);
        Strided lower = triangle == Triangle.LOWER ? full : full.transposed();
        Strided in = Strided.of(order, b, ldb);
        Strided out = Strided.of(order, c, ldc);
        if (side == Side.LEFT) {
            Symmetric.multiply(m, n, alpha, lower, in, beta, out);
        } else {
            Symmetric.multiply(n, m, alpha, lower, in.transposed(), beta, out.transposed());
        }
    }

    @Override
    public void dsyrk(
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
            int ldc) {
        Strided out = Strided.of(order, c, ldc);
        Symmetric.rankK(
                n,
                k,
                alpha,
                Strided.of(order, a, lda).transposed(trans),
                beta,
                triangle == Triangle.LOWER ? out : out.transposed());
    }

    @Override
    public void dtrsm(
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
            int ldb) {
        // B op(A)⁻¹ = (op(A)⁻ᵀ Bᵀ)ᵀ; transposing turns a lower triangle into an upper one
        boolean lower = (triangle == Triangle.LOWER) == ((transA == Transpose.NO) == (side == Side.LEFT));
        boolean unit = diagonal == Diagonal.UNIT;
        Strided t = Strided.of(order, a, lda).transposed(transA);
        Strided x = Strided.of(order, b, ldb);
        if (side == Side.LEFT) {
            Triangular.solve(lower, unit, m, n, alpha, t, x);
        } else {
            Triangular.solve(lower, unit, n, m, alpha, t.transposed(), x.transposed());
        }
    }

    @Override
    public void dtrmm(
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
            int ldb) {
        boolean lower = (triangle == Triangle.LOWER) == ((transA == Transpose.NO) == (side == Side.LEFT));
        boolean unit = diagonal == Diagonal.UNIT;
        Strided t = Strided.of(order, a, lda).transposed(transA);
        Strided x = Strided.of(order, b, ldb);
        if (side == Side.LEFT) {
            Triangular.multiply(lower, unit, m, n, alpha, t, x);
        } else {
            Triangular.multiply(lower, unit, n, m, alpha, t.transposed(), x.transposed());
        }
    }

    @Override
    public void dgemv(
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
            int incY) {
        int rows = trans == Transpose.NO ? m : n;
        int columns = trans == Transpose.NO ? n : m;
        Strided matrix = Strided.of(order, a, lda).transposed(trans);
        Level2.multiply(
                rows, columns, alpha, matrix, Strided.vector(columns, x, incX), beta, Strided.vector(rows, y, incY));
    }

    @Override
    public void dger(
            Order order, int m, int n, double alpha, Doubles x, int incX, Doubles y, int incY, Doubles a, int lda) {
        Strided left = Strided.vector(m, x, incX);
        Strided right = Strided.vector(n, y, incY);
        Level2.rankOne(m, n, alpha, left, right, Strided.of(order, a, lda));
    }

    /** In pieces of 1024 elements, each in four vectors of partial sums: an order that depends on n and the vector length only. */
    @Override
    public double ddot(int n, Doubles x, int incX, Doubles y, int incY) {
        return Level1.dot(n, Strided.vector(n, x, incX), Strided.vector(n, y, incY));
    }

    @Override
    public void daxpy(int n, double alpha, Doubles x, int incX, Doubles y, int incY) {
        if (alpha != 0) {
            Level1.axpy(n, alpha, Strided.vector(n, x, incX), Strided.vector(n, y, incY));
        }
    }

    @Override
    public double dnrm2(int n, Doubles x, int incX) {
        return Level1.norm(n, Strided.vector(n, x, incX));
    }

    @Override
    public void dscal(int n, double alpha, Doubles x, int incX) {
        Level1.scale(n, alpha, Strided.vector(n, x, incX));
    }
}
