package org.parhelion.solvers.linear;

/**
 * Operations on numbers that lie side by side. Each element is computed alone by one fixed expression, so its bits do not
 * depend on where rows are cut; only {@link #dot} adds up in an order of its own.
 */
final class Rows {
    private Rows() {}

    /** v ← v + α x. */
    static void addScaled(double[] v, int at, double alpha, double[] x, int from, int count) {
        for (int n = 0; n < count; n++) {
            v[at + n] = Math.fma(alpha, x[from + n], v[at + n]);
        }
    }

    /** v ← x + β v; v is not read if β = 0. */
    static void scaleAndAdd(double[] v, int at, double beta, double[] x, int from, int count) {
        if (beta == 0) {
            System.arraycopy(x, from, v, at, count);
            return;
        }
        for (int n = 0; n < count; n++) {
            v[at + n] = Math.fma(beta, v[at + n], x[from + n]);
        }
    }

    /** v ← α x. */
    static void scaled(double[] v, int at, double alpha, double[] x, int from, int count) {
        for (int n = 0; n < count; n++) {
            v[at + n] = alpha * x[from + n];
        }
    }

    /** v ← x ∘ y. */
    static void product(double[] v, int at, double[] x, int from, double[] y, int with, int count) {
        for (int n = 0; n < count; n++) {
            v[at + n] = x[from + n] * y[with + n];
        }
    }

    /** Σ a b in four partial sums: one alone would wait for its own last addition. */
    static double dot(double[] a, int at, double[] b, int from, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int n = 0;
        for (; n <= count - 4; n += 4) {
            s0 = Math.fma(a[at + n], b[from + n], s0);
            s1 = Math.fma(a[at + n + 1], b[from + n + 1], s1);
            s2 = Math.fma(a[at + n + 2], b[from + n + 2], s2);
            s3 = Math.fma(a[at + n + 3], b[from + n + 3], s3);
        }
        for (; n < count; n++) {
            s0 = Math.fma(a[at + n], b[from + n], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** max |v|, NaN if there is one. */
    static double largest(double[] v, int at, int count) {
        double most = 0;
        for (int n = 0; n < count; n++) {
            most = Math.max(most, Math.abs(v[at + n]));
        }
        return most;
    }
}
