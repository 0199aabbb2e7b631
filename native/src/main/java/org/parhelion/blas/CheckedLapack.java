package org.parhelion.blas;

/** Checks all arguments of LAPACK calls, as {@link CheckedBlas} does for BLAS. */
final class CheckedLapack implements Lapack {
    private final Lapack engine;

    CheckedLapack(Lapack engine) {
        this.engine = engine;
    }

    @Override
    public int dgetrf(int m, int n, Doubles a, int lda, int[] pivots) {
        Arguments.size("m", m);
        Arguments.size("n", n);
        Arguments.given("pivots", pivots);
        matrix("a", m, n, a, lda);
        Arguments.array("pivots", Math.min(m, n), pivots.length);
        numbers(m, n, a, lda);
        return m == 0 || n == 0 ? 0 : engine.dgetrf(m, n, a, lda, pivots);
    }

    @Override
    public void dgetrs(Transpose trans, int n, int columns, Doubles a, int lda, int[] pivots, Doubles b, int ldb) {
        Arguments.given("trans", trans);
        Arguments.size("n", n);
        Arguments.size("columns", columns);
        Arguments.given("pivots", pivots);
        Region read = matrix("a", n, n, a, lda);
        matrix("b", n, columns, b, ldb).mustBeApartFrom(read);
        Arguments.array("pivots", n, pivots.length);
        for (int i = 0; i < n; i++) {
            if (pivots[i] < 0 || pivots[i] >= n) {
                throw new IllegalArgumentException(
                        "pivots[" + i + "] is " + pivots[i] + ", but must be in 0 to " + (n - 1));
            }
        }
        if (n > 0 && columns > 0) {
            engine.dgetrs(trans, n, columns, a, lda, pivots, b, ldb);
        }
    }

    @Override
    public int dpotrf(Triangle triangle, int n, Doubles a, int lda) {
        Arguments.given("triangle", triangle);
        Arguments.size("n", n);
        matrix("a", n, n, a, lda);
        return n == 0 ? 0 : engine.dpotrf(triangle, n, a, lda);
    }

    @Override
    public void dpotrs(Triangle triangle, int n, int columns, Doubles a, int lda, Doubles b, int ldb) {
        Arguments.given("triangle", triangle);
        Arguments.size("n", n);
        Arguments.size("columns", columns);
        Region read = matrix("a", n, n, a, lda);
        matrix("b", n, columns, b, ldb).mustBeApartFrom(read);
        if (n > 0 && columns > 0) {
            engine.dpotrs(triangle, n, columns, a, lda, b, ldb);
        }
    }

    @Override
    public void dgeqrf(int m, int n, Doubles a, int lda, double[] tau) {
        Arguments.size("m", m);
        Arguments.size("n", n);
        Arguments.given("tau", tau);
        matrix("a", m, n, a, lda).mustBeApartFrom(whole("tau", tau));
        Arguments.array("tau", Math.min(m, n), tau.length);
        if (m > 0 && n > 0) {
            engine.dgeqrf(m, n, a, lda, tau);
        }
    }

    @Override
    public int dsyev(boolean vectors, Triangle triangle, int n, Doubles a, int lda, double[] eigenvalues) {
        Arguments.given("triangle", triangle);
        Arguments.size("n", n);
        Arguments.given("eigenvalues", eigenvalues);
        matrix("a", n, n, a, lda).mustBeApartFrom(whole("eigenvalues", eigenvalues));
        Arguments.array("eigenvalues", n, eigenvalues.length);
        for (int j = 0; j < n; j++) {
            int from = triangle == Triangle.UPPER ? 0 : j;
            int to = triangle == Triangle.UPPER ? j + 1 : n;
            for (int i = from; i < to; i++) {
                number(a, lda, i, j);
            }
        }
        return n == 0 ? 0 : engine.dsyev(vectors, triangle, n, a, lda, eigenvalues);
    }

    @Override
    public int dgesvd(
            int m, int n, Doubles a, int lda, double[] singularValues, Doubles u, int ldu, Doubles vt, int ldvt) {
        Arguments.size("m", m);
        Arguments.size("n", n);
        int k = Math.min(m, n);
        Region overwritten = matrix("a", m, n, a, lda);
        Arguments.given("singularValues", singularValues);
        Arguments.array("singularValues", k, singularValues.length);
        overwritten.mustBeApartFrom(whole("singularValues", singularValues));
        if ((u == null) != (vt == null)) {
            throw new IllegalArgumentException((u == null ? "u is null and vt is not" : "vt is null and u is not")
                    + "; either both singular vectors are given or none");
        }
        if (u != null) {
            Region left = matrix("u", m, k, u, ldu);
            Region right = matrix("vt", k, n, vt, ldvt);
            left.mustBeApartFrom(overwritten);
            right.mustBeApartFrom(overwritten);
            left.mustBeApartFrom(right);
            left.mustBeApartFrom(whole("singularValues", singularValues));
            right.mustBeApartFrom(whole("singularValues", singularValues));
        }
        numbers(m, n, a, lda);
        return k == 0 ? 0 : engine.dgesvd(m, n, a, lda, singularValues, u, ldu, vt, ldvt);
    }

    private static Region matrix(String name, int rows, int columns, Doubles storage, int ld) {
        Arguments.given(name, storage);
        Arguments.matrix(name, Order.COLUMN_MAJOR, rows, columns, storage.length(), ld);
        return Region.matrix(name, storage, Order.COLUMN_MAJOR, rows, columns, ld);
    }

    private static Region whole(String name, double[] array) {
        return Region.vector(name, Doubles.of(array), array.length, 1);
    }

    /** A search for the largest element finds none among NaNs, and iterations with them need not end. */
    private static void numbers(int m, int n, Doubles a, int lda) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                number(a, lda, i, j);
            }
        }
    }

    private static void number(Doubles a, int lda, int i, int j) {
        double element = a.get(j * lda + i);
        if (Double.isNaN(element) || Double.isInfinite(element)) {
            throw new IllegalArgumentException("a has " + element + " in row " + i + ", column " + j);
        }
    }
}
