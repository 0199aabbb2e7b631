package org.parhelion.blas;

import java.util.Optional;

/**
 * Checks all arguments, returns at once where there is nothing to compute, and passes everything else on: so every engine
 * refuses the same with the same words, and none has to check.
 */
final class CheckedBlas implements Blas {
    private final Blas engine;
    private final String reason;

    /** @param reason why this engine was chosen, for {@link #description} */
    CheckedBlas(Blas engine, String reason) {
        this.engine = engine;
        this.reason = reason;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String description() {
        return engine.description() + "; " + reason;
    }

    @Override
    public int threads() {
        return engine.threads();
    }

    @Override
    public Blas withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", but must be at least 1");
        }
        return threads == engine.threads() ? this : new CheckedBlas(engine.withThreads(threads), reason);
    }

    @Override
    public Optional<Lapack> lapack() {
        return engine.lapack().map(CheckedLapack::new);
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
        gemm(order, transA, transB, m, n, k, alpha, beta);
        Region readA = matrix("a", order, transA, m, k, a, lda);
        Region readB = matrix("b", order, transB, k, n, b, ldb);
        Region written = matrix("c", order, Transpose.NO, m, n, c, ldc);
        written.mustBeApartFrom(readA);
        written.mustBeApartFrom(readB);
        if (m > 0 && n > 0) {
            engine.dgemm(order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        }
    }

    @Override
    public void sgemm(
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
        gemm(order, transA, transB, m, n, k, alpha, beta);
        Region readA = matrix("a", order, transA, m, k, a, lda);
        Region readB = matrix("b", order, transB, k, n, b, ldb);
        Region written = matrix("c", order, Transpose.NO, m, n, c, ldc);
        written.mustBeApartFrom(readA);
        written.mustBeApartFrom(readB);
        if (m > 0 && n > 0) {
            engine.sgemm(order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        }
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
        Arguments.given("order", order);
        Arguments.given("side", side);
        Arguments.given("triangle", triangle);
        Arguments.size("m", m);
        Arguments.size("n", n);
        Arguments.factor("alpha", alpha);
        Arguments.factor("beta", beta);
        int sizeA = side == Side.LEFT ? m : n;
        Region readA = matrix("a", order, Transpose.NO, sizeA, sizeA, a, lda);
        Region readB = matrix("b", order, Transpose.NO, m, n, b, ldb);
        Region written = matrix("c", order, Transpose.NO, m, n, c, ldc);
        written.mustBeApartFrom(readA);
        written.mustBeApartFrom(readB);
        if (m > 0 && n > 0) {
            engine.dsymm(order, side, triangle, m, n, alpha, a, lda, b, ldb, beta, c, ldc);
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
        Arguments.given("order", order);
        Arguments.given("triangle", triangle);
        Arguments.given("trans", trans);
        Arguments.size("n", n);
        Arguments.size("k", k);
        Arguments.factor("alpha", alpha);
        Arguments.factor("beta", beta);
        Region readA = matrix("a", order, trans, n, k, a, lda);
        matrix("c", order, Transpose.NO, n, n, c, ldc).mustBeApartFrom(readA);
        if (n > 0) {
            engine.dsyrk(order, triangle, trans, n, k, alpha, a, lda, beta, c, ldc);
        }
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
        triangular(order, side, triangle, transA, diagonal, m, n, alpha, a, lda, b, ldb);
        if (m > 0 && n > 0) {
            engine.dtrsm(order, side, triangle, transA, diagonal, m, n, alpha, a, lda, b, ldb);
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
        triangular(order, side, triangle, transA, diagonal, m, n, alpha, a, lda, b, ldb);
        if (m > 0 && n > 0) {
            engine.dtrmm(order, side, triangle, transA, diagonal, m, n, alpha, a, lda, b, ldb);
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
        Arguments.given("order", order);
        Arguments.given("trans", trans);
        Arguments.size("m", m);
        Arguments.size("n", n);
        Arguments.factor("alpha", alpha);
        Arguments.factor("beta", beta);
        Region readA = matrix("a", order, Transpose.NO, m, n, a, lda);
        Region readX = vector("x", trans == Transpose.NO ? n : m, x, incX);
        Region written = vector("y", trans == Transpose.NO ? m : n, y, incY);
        written.mustBeApartFrom(readA);
        written.mustBeApartFrom(readX);
        if (m > 0 && n > 0) {
            engine.dgemv(order, trans, m, n, alpha, a, lda, x, incX, beta, y, incY);
        } else {
            scale(trans == Transpose.NO ? m : n, beta, y, Math.abs(incY));
        }
    }

    /** An empty product leaves β y, as it does in dgemm; the reference BLAS leaves y as it is. */
    private static void scale(int n, double beta, Doubles y, int distance) {
        for (int i = 0; i < n; i++) {
            y.set(i * distance, beta == 0 ? 0 : beta * y.get(i * distance));
        }
    }

    @Override
    public void dger(
            Order order, int m, int n, double alpha, Doubles x, int incX, Doubles y, int incY, Doubles a, int lda) {
        Arguments.given("order", order);
        Arguments.size("m", m);
        Arguments.size("n", n);
        Arguments.factor("alpha", alpha);
        Region readX = vector("x", m, x, incX);
        Region readY = vector("y", n, y, incY);
        Region written = matrix("a", order, Transpose.NO, m, n, a, lda);
        written.mustBeApartFrom(readX);
        written.mustBeApartFrom(readY);
        if (m > 0 && n > 0) {
            engine.dger(order, m, n, alpha, x, incX, y, incY, a, lda);
        }
    }

    @Override
    public double ddot(int n, Doubles x, int incX, Doubles y, int incY) {
        Arguments.size("n", n);
        vector("x", n, x, incX);
        vector("y", n, y, incY);
        return n == 0 ? 0 : engine.ddot(n, x, incX, y, incY);
    }

    @Override
    public void daxpy(int n, double alpha, Doubles x, int incX, Doubles y, int incY) {
        Arguments.size("n", n);
        Arguments.factor("alpha", alpha);
        Region read = vector("x", n, x, incX);
        vector("y", n, y, incY).mustBeApartFrom(read);
        if (n > 0) {
            engine.daxpy(n, alpha, x, incX, y, incY);
        }
    }

    @Override
    public double dnrm2(int n, Doubles x, int incX) {
        Arguments.size("n", n);
        vector("x", n, x, incX);
        // the order of the elements does not matter, and libraries differ in what they take for a negative increment
        return n == 0 ? 0 : engine.dnrm2(n, x, distance(n, incX));
    }

    @Override
    public void dscal(int n, double alpha, Doubles x, int incX) {
        Arguments.size("n", n);
        Arguments.factor("alpha", alpha);
        vector("x", n, x, incX);
        if (n > 0) {
            engine.dscal(n, alpha, x, distance(n, incX));
        }
    }

    private static int distance(int n, int increment) {
        return n == 1 ? 1 : Math.abs(increment);
    }

    private static void gemm(
            Order order, Transpose transA, Transpose transB, int m, int n, int k, double alpha, double beta) {
        Arguments.given("order", order);
        Arguments.given("transA", transA);
        Arguments.given("transB", transB);
        Arguments.size("m", m);
        Arguments.size("n", n);
        Arguments.size("k", k);
        Arguments.factor("alpha", alpha);
        Arguments.factor("beta", beta);
    }

    private static void triangular(
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
        Arguments.given("order", order);
        Arguments.given("side", side);
        Arguments.given("triangle", triangle);
        Arguments.given("transA", transA);
        Arguments.given("diagonal", diagonal);
        Arguments.size("m", m);
        Arguments.size("n", n);
        Arguments.factor("alpha", alpha);
        int sizeA = side == Side.LEFT ? m : n;
        Region read = matrix("a", order, Transpose.NO, sizeA, sizeA, a, lda);
        matrix("b", order, Transpose.NO, m, n, b, ldb).mustBeApartFrom(read);
    }

    /** A matrix whose op() is rows × columns. */
    private static Region matrix(
            String name, Order order, Transpose trans, int rows, int columns, Doubles storage, int ld) {
        Arguments.given(name, storage);
        int storedRows = trans == Transpose.NO ? rows : columns;
        int storedColumns = trans == Transpose.NO ? columns : rows;
        Arguments.matrix(name, order, storedRows, storedColumns, storage.length(), ld);
        return Region.matrix(name, storage, order, storedRows, storedColumns, ld);
    }

    private static Region matrix(
            String name, Order order, Transpose trans, int rows, int columns, Floats storage, int ld) {
        Arguments.given(name, storage);
        int storedRows = trans == Transpose.NO ? rows : columns;
        int storedColumns = trans == Transpose.NO ? columns : rows;
        Arguments.matrix(name, order, storedRows, storedColumns, storage.length(), ld);
        return Region.matrix(name, storage, order, storedRows, storedColumns, ld);
    }

    private static Region vector(String name, int n, Doubles storage, int increment) {
        Arguments.given(name, storage);
        Arguments.vector(name, n, storage.length(), increment);
        return Region.vector(name, storage, n, increment);
    }
}
