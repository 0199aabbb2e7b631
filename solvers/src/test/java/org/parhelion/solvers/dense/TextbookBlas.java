package org.parhelion.solvers.dense;

import java.util.Optional;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Lapack;
import org.parhelion.blas.Order;
import org.parhelion.blas.Side;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;

/** What the factorizations ask of BLAS, as its definition reads, in column-major order: the twin of the quick engines. */
final class TextbookBlas implements Blas {
    /** op(A)'s element. */
    private static double at(Doubles a, int lda, Transpose trans, int i, int j) {
        return trans == Transpose.NO ? a.get(i + j * lda) : a.get(j + i * lda);
    }

    private static void columnMajor(Order order) {
        if (order != Order.COLUMN_MAJOR) {
            throw new UnsupportedOperationException("the naive twin knows column-major order only");
        }
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public String description() {
        return "naive loops, for tests";
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public Blas withThreads(int threads) {
        return this;
    }

    @Override
    public Optional<Lapack> lapack() {
        return Optional.empty();
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
        columnMajor(order);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += at(a, lda, transA, i, l) * at(b, ldb, transB, l, j);
                }
                c.set(i + j * ldc, alpha * sum + (beta == 0 ? 0 : beta * c.get(i + j * ldc)));
            }
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
        throw new UnsupportedOperationException("no factorization needs dsymm");
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
        columnMajor(order);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                if (triangle == Triangle.LOWER ? i >= j : i <= j) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum += at(a, lda, trans, i, l) * at(a, lda, trans, j, l);
                    }
                    c.set(i + j * ldc, alpha * sum + (beta == 0 ? 0 : beta * c.get(i + j * ldc)));
                }
            }
        }
    }

    /** The triangle as it stands in op(A). */
    private static boolean lower(Triangle triangle, Transpose trans) {
        return (triangle == Triangle.LOWER) == (trans == Transpose.NO);
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
        columnMajor(order);
        boolean left = side == Side.LEFT;
        // X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ
        Transpose trans = left == (transA == Transpose.NO) ? Transpose.NO : Transpose.YES;
        int size = left ? m : n;
        boolean down = lower(triangle, trans);
        for (int c = 0; c < (left ? n : m); c++) {
            for (int step = 0; step < size; step++) {
                int i = down ? step : size - 1 - step;
                double sum = alpha * b.get(left ? i + c * ldb : c + i * ldb);
                for (int k = down ? 0 : i + 1; k < (down ? i : size); k++) {
                    sum -= at(a, lda, trans, i, k) * b.get(left ? k + c * ldb : c + k * ldb);
                }
                double pivot = diagonal == Diagonal.UNIT ? 1 : a.get(i + i * lda);
                b.set(left ? i + c * ldb : c + i * ldb, sum / pivot);
            }
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
        columnMajor(order);
        if (side != Side.LEFT) {
            throw new UnsupportedOperationException("no factorization needs dtrmm from the right");
        }
        boolean lower = lower(triangle, transA);
        for (int c = 0; c < n; c++) {
            for (int step = 0; step < m; step++) {
                int i = lower ? m - 1 - step : step;
                double sum = (diagonal == Diagonal.UNIT ? 1 : a.get(i + i * lda)) * b.get(i + c * ldb);
                for (int k = lower ? 0 : i + 1; k < (lower ? i : m); k++) {
                    sum += at(a, lda, transA, i, k) * b.get(k + c * ldb);
                }
                b.set(i + c * ldb, alpha * sum);
            }
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
        columnMajor(order);
        boolean plain = trans == Transpose.NO;
        for (int i = 0; i < (plain ? m : n); i++) {
            double sum = 0;
            for (int k = 0; k < (plain ? n : m); k++) {
                sum += at(a, lda, trans, i, k) * x.get(k * incX);
            }
            y.set(i * incY, alpha * sum + (beta == 0 ? 0 : beta * y.get(i * incY)));
        }
    }

    @Override
    public void dger(
            Order order, int m, int n, double alpha, Doubles x, int incX, Doubles y, int incY, Doubles a, int lda) {
        columnMajor(order);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                a.set(i + j * lda, a.get(i + j * lda) + alpha * x.get(i * incX) * y.get(j * incY));
            }
        }
    }

    @Override
    public double ddot(int n, Doubles x, int incX, Doubles y, int incY) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x.get(i * incX) * y.get(i * incY);
        }
        return sum;
    }

    @Override
    public void daxpy(int n, double alpha, Doubles x, int incX, Doubles y, int incY) {
        for (int i = 0; i < n; i++) {
            y.set(i * incY, y.get(i * incY) + alpha * x.get(i * incX));
        }
    }

    @Override
    public double dnrm2(int n, Doubles x, int incX) {
        return Math.sqrt(ddot(n, x, incX, x, incX));
    }

    @Override
    public void dscal(int n, double alpha, Doubles x, int incX) {
        for (int i = 0; i < n; i++) {
            x.set(i * incX, alpha * x.get(i * incX));
        }
    }
}
