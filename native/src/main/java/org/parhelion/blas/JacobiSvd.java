package org.parhelion.blas;

import java.util.Arrays;

/**
 * A = U Σ Vᵀ by one-sided Jacobi rotations of the columns of R in A = Q R, until all are orthogonal to each other (Hestenes 1958;
 * Demmel & Veselić, SIAM J. Matrix Anal. Appl. 13(4), 1992): small singular values come out as accurately as the columns allow.
 */
final class JacobiSvd {
    /** Some ten are enough in practice. */
    private static final int MOST_SWEEPS = 60;

    private final int n;
    private final double[] w;
    private final double[] v;
    private final double tolerance;

    private JacobiSvd(int n, double[] w, boolean vectors) {
        this.n = n;
        this.w = w;
        this.v = vectors ? new double[n * n] : null;
        tolerance = Math.ulp(1.0) * Math.sqrt(n);
        if (vectors) {
            for (int i = 0; i < n; i++) {
                v[i * n + i] = 1;
            }
        }
    }

    /**
     * @param a m×n with m ≥ n; not changed
     * @param values n out, descending
     * @param u m×n out, or null
     * @param vt n×n out, or null
     * @return 0, or the number of pairs of columns that are not orthogonal yet
     */
    static int solve(int m, int n, Strided a, double[] values, Strided u, Strided vt) {
        if (n == 0) {
            return 0;
        }
        double[] copied = new double[Math.multiplyExact(m, n)];
        a.transposed().load(n, m, copied, 0, m);
        double scale = scaleToOne(copied);
        Strided factors = Strided.rows(copied, 0, m).transposed();
        double[] tau = new double[n];
        Householder.factor(m, n, factors, tau);
        double[] r = new double[n * n];
        for (int j = 0; j < n; j++) {
            System.arraycopy(copied, j * m, r, j * n, j + 1);
        }
        JacobiSvd jacobi = new JacobiSvd(n, r, vt != null);
        int info = jacobi.sweep();
        Integer[] order = jacobi.order(values);
        if (vt != null) {
            for (int j = 0; j < n; j++) {
                vt.at(j, 0).store(1, n, jacobi.v, order[j] * n, n);
            }
        }
        if (u != null) {
            double[] left = jacobi.leftVectors(order, values);
            Strided q = Strided.rows(Householder.form(m, n, factors, tau), 0, m).transposed();
            Gemm.multiply(m, n, n, 1, q, Strided.rows(left, 0, n).transposed(), 0, u);
        }
        for (int j = 0; j < n; j++) {
            values[j] *= scale;
        }
        return info;
    }

    /** Divides by a power of two, so that squares neither overflow nor vanish; gives it back. */
    private static double scaleToOne(double[] a) {
        double largest = Math.abs(a[Level1.largest(a.length, a, 0)]);
        if (largest == 0 || Double.isNaN(largest) || Double.isInfinite(largest)) {
            return 1;
        }
        int exponent = Math.max(-1000, Math.min(1000, Math.getExponent(largest)));
        for (int i = 0; i < a.length; i++) {
            a[i] = Math.scalb(a[i], -exponent);
        }
        return Math.scalb(1.0, exponent);
    }

    private int sweep() {
        int rotations = 1;
        for (int sweep = 0; sweep < MOST_SWEEPS && rotations > 0; sweep++) {
            rotations = 0;
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotations += rotate(p, q) ? 1 : 0;
                }
            }
        }
        return rotations;
    }

    /** Makes two columns orthogonal; false when they are. */
    private boolean rotate(int p, int q) {
        double alpha = Level1.dot(n, w, p * n, w, p * n);
        double beta = Level1.dot(n, w, q * n, w, q * n);
        double gamma = Level1.dot(n, w, p * n, w, q * n);
        if (!(Math.abs(gamma) > tolerance * Math.sqrt(alpha) * Math.sqrt(beta))) {
            return Double.isNaN(gamma);
        }
        double zeta = (beta - alpha) / (2 * gamma);
        double t = Math.copySign(1 / (Math.abs(zeta) + Math.hypot(1, zeta)), zeta);
        double c = 1 / Math.hypot(1, t);
        double s = c * t;
        Level1.rotate(n, c, s, w, p * n, w, q * n);
        if (v != null) {
            Level1.rotate(n, c, s, v, p * n, v, q * n);
        }
        return true;
    }

    private Integer[] order(double[] values) {
        double[] norms = new double[n];
        Integer[] order = new Integer[n];
        for (int j = 0; j < n; j++) {
            norms[j] = Level1.norm(n, Strided.rows(w, j * n, n));
            order[j] = j;
        }
        Arrays.sort(order, (i, j) -> Double.compare(norms[j], norms[i]));
        for (int j = 0; j < n; j++) {
            values[j] = norms[order[j]];
        }
        return order;
    }

    /** Columns divided by their lengths; where the length is zero, whatever completes them to an orthogonal matrix. */
    private double[] leftVectors(Integer[] order, double[] values) {
        double[] left = new double[n * n];
        int unit = 0;
        for (int j = 0; j < n; j++) {
            if (values[j] > Double.MIN_NORMAL) {
                for (int i = 0; i < n; i++) {
                    left[j * n + i] = w[order[j] * n + i] / values[j];
                }
                continue;
            }
            double length = 0;
            while (length < 0.5 / Math.sqrt(n) && unit < n) {
                Arrays.fill(left, j * n, j * n + n, 0);
                left[j * n + unit++] = 1;
                removeEarlier(j, left);
                length = Level1.norm(n, Strided.rows(left, j * n, n));
            }
            for (int i = 0; i < n; i++) {
                left[j * n + i] /= length;
            }
        }
        return left;
    }

    /** Gram–Schmidt, twice: once is not enough (Giraud, Langou & Rozložník 2005). */
    private static void removeEarlier(int j, double[] columns) {
        int n = (int) Math.round(Math.sqrt(columns.length));
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < j; i++) {
                double product = Level1.dot(n, columns, i * n, columns, j * n);
                Level1.axpy(n, -product, columns, i * n, columns, j * n);
            }
        }
    }
}
