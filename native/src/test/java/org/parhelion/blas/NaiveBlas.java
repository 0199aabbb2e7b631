package org.parhelion.blas;

import java.util.Optional;

/** The reference twin: every routine as its definition, one element at a time. */
final class NaiveBlas implements Blas {
    static int index(Order order, int i, int j, int ld) {
        return order == Order.ROW_MAJOR ? i * ld + j : i + j * ld;
    }

    private static double at(Order order, Transpose trans, Doubles a, int ld, int i, int j) {
        return a.get(trans == Transpose.NO ? index(order, i, j, ld) : index(order, j, i, ld));
    }

    private static void update(Doubles c, int index, double product, double beta) {
        c.set(index, beta == 0 ? product : product + beta * c.get(index));
    }

    private static int vectorIndex(int n, int i, int increment) {
        return increment > 0 ? i * increment : (i - n + 1) * increment;
    }

    @Override
    public String name() {
        return "NaiveBlas";
    }

    @Override
    public String description() {
        return name();
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
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += at(order, transA, a, lda, i, p) * at(order, transB, b, ldb, p, j);
                }
                update(c, index(order, i, j, ldc), alpha * sum, beta);
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
        int size = side == Side.LEFT ? m : n;
        double[] full = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                boolean stored = triangle == Triangle.UPPER ? i <= j : i >= j;
                full[index(order, i, j, size)] = at(order, stored ? Transpose.NO : Transpose.YES, a, lda, i, j);
            }
        }
        Doubles whole = Doubles.of(full);
        int ld = Math.max(1, size);
        if (side == Side.LEFT) {
            dgemm(order, Transpose.NO, Transpose.NO, m, n, m, alpha, whole, ld, b, ldb, beta, c, ldc);
        } else {
            dgemm(order, Transpose.NO, Transpose.NO, m, n, n, alpha, b, ldb, whole, ld, beta, c, ldc);
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
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (triangle == Triangle.UPPER ? i <= j : i >= j) {
                    double sum = 0;
                    for (int p = 0; p < k; p++) {
                        sum += at(order, trans, a, lda, i, p) * at(order, trans, a, lda, j, p);
                    }
                    update(c, index(order, i, j, ldc), alpha * sum, beta);
                }
            }
        }
    }

    /** op(A) with zeros in the other triangle and ones on a unit diagonal, in the same order, leading dimension n. */
    static Doubles triangular(
            Order order, Triangle triangle, Transpose trans, Diagonal diagonal, int n, Doubles a, int lda) {
        double[] full = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                boolean stored = (triangle == Triangle.UPPER) == (trans == Transpose.NO) ? i <= j : i >= j;
                double value = i == j && diagonal == Diagonal.UNIT ? 1 : at(order, trans, a, lda, i, j);
                full[index(order, i, j, n)] = stored ? value : 0;
            }
        }
        return Doubles.of(full);
    }

    /** Cramer would be slower: by substitution, column by column of op(A)⁻¹'s order. */
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
        int size = side == Side.LEFT ? m : n;
        Doubles t = triangular(order, triangle, transA, diagonal, size, a, lda);
        boolean lower = (triangle == Triangle.LOWER) == (transA == Transpose.NO);
        boolean forward = lower == (side == Side.LEFT);
        for (int line = 0; line < (side == Side.LEFT ? n : m); line++) {
            for (int step = 0; step < size; step++) {
                int i = forward ? step : size - 1 - step;
                int at = side == Side.LEFT ? index(order, i, line, ldb) : index(order, line, i, ldb);
                double sum = alpha * b.get(at);
                for (int p = forward ? 0 : i + 1; p < (forward ? i : size); p++) {
                    double factor =
                            side == Side.LEFT ? t.get(index(order, i, p, size)) : t.get(index(order, p, i, size));
                    sum -= factor * b.get(side == Side.LEFT ? index(order, p, line, ldb) : index(order, line, p, ldb));
                }
                b.set(at, sum / t.get(index(order, i, i, size)));
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
        int size = side == Side.LEFT ? m : n;
        Doubles t = triangular(order, triangle, transA, diagonal, size, a, lda);
        double[] copy = new double[b.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = b.get(i);
        }
        Doubles in = Doubles.of(copy);
        int ld = Math.max(1, size);
        if (side == Side.LEFT) {
            dgemm(order, Transpose.NO, Transpose.NO, m, n, m, alpha, t, ld, in, ldb, 0, b, ldb);
        } else {
            dgemm(order, Transpose.NO, Transpose.NO, m, n, n, alpha, in, ldb, t, ld, 0, b, ldb);
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
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += at(order, trans, a, lda, i, j) * x.get(vectorIndex(columns, j, incX));
            }
            update(y, vectorIndex(rows, i, incY), alpha * sum, beta);
        }
    }

    @Override
    public void dger(
            Order order, int m, int n, double alpha, Doubles x, int incX, Doubles y, int incY, Doubles a, int lda) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double product = alpha * x.get(vectorIndex(m, i, incX)) * y.get(vectorIndex(n, j, incY));
                update(a, index(order, i, j, lda), product, 1);
            }
        }
    }

    @Override
    public double ddot(int n, Doubles x, int incX, Doubles y, int incY) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x.get(vectorIndex(n, i, incX)) * y.get(vectorIndex(n, i, incY));
        }
        return sum;
    }

    @Override
    public void daxpy(int n, double alpha, Doubles x, int incX, Doubles y, int incY) {
        for (int i = 0; i < n; i++) {
            update(y, vectorIndex(n, i, incY), alpha * x.get(vectorIndex(n, i, incX)), 1);
        }
    }

    @Override
    public double dnrm2(int n, Doubles x, int incX) {
        return Math.sqrt(ddot(n, x, incX, x, incX));
    }

    @Override
    public void dscal(int n, double alpha, Doubles x, int incX) {
        for (int i = 0; i < n; i++) {
            x.set(vectorIndex(n, i, incX), alpha * x.get(vectorIndex(n, i, incX)));
        }
    }
}
