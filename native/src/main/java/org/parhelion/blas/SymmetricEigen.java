package org.parhelion.blas;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder reflections to tridiagonal form, then QL steps with implicit
 * shifts (Golub & Van Loan, Matrix Computations, 4th ed., §8.3; EISPACK's imtql2).
 */
final class SymmetricEigen {
    /** QL steps for one eigenvalue; EISPACK's bound. */
    private static final int MOST_STEPS = 30;

    private final int n;
    private final Strided target;
    private final boolean vectors;
    private final double[] full;
    private final double[] diagonal;
    private final double[] off;
    private double[] q;

    /** @param a n×n by columns, on the heap, of which one triangle is read */
    SymmetricEigen(int n, Strided a, boolean lower, boolean vectors) {
        this.n = n;
        this.target = a;
        this.vectors = vectors;
        full = new double[Math.multiplyExact(n, n)];
        diagonal = new double[n];
        off = new double[n];
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double value = lower ? a.get(i, j) : a.get(j, i);
                full[j * n + i] = value;
                full[i * n + j] = value;
            }
        }
    }

    /**
     * @param eigenvalues n out, ascending
     * @return 0, or how many elements off the diagonal did not vanish
     */
    int solve(double[] eigenvalues) {
        if (n == 0) {
            return 0;
        }
        double scale = scaleToOne();
        tridiagonalize();
        int info = iterate();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(diagonal[i], diagonal[j]));
        for (int i = 0; i < n; i++) {
            eigenvalues[i] = diagonal[order[i]] * scale;
            if (vectors) {
                System.arraycopy(q, order[i] * n, target.array(), target.index(0, i), n);
            }
        }
        return info;
    }

    /** Divides by a power of two, so that squares neither overflow nor vanish; gives it back. */
    private double scaleToOne() {
        double largest = Math.abs(full[Level1.largest(full.length, full, 0)]);
        if (largest == 0 || Double.isNaN(largest) || Double.isInfinite(largest)) {
            return 1;
        }
        int exponent = Math.max(-1000, Math.min(1000, Math.getExponent(largest)));
        for (int i = 0; i < full.length; i++) {
            full[i] = Math.scalb(full[i], -exponent);
        }
        return Math.scalb(1.0, exponent);
    }

    /** Qᵀ A Q = T; column j of {@link #full} keeps reflection j below its subdiagonal. */
    private void tridiagonalize() {
        double[] tau = new double[n];
        double[] v = new double[n];
        double[] w = new double[n];
        for (int j = 0; j < n - 1; j++) {
            int size = n - j - 1;
            int below = j * n + j + 1;
            diagonal[j] = full[j * n + j];
            tau[j] = Householder.reflect(size, full, below);
            off[j] = full[below];
            if (tau[j] == 0) {
                continue;
            }
            v[0] = 1;
            System.arraycopy(full, below + 1, v, 1, size - 1);
            Strided rest = Strided.rows(full, (j + 1) * n + j + 1, n);
            // w = τ A v − ½ τ² (vᵀ A v) v,  A ← A − v wᵀ − w vᵀ
            Level2.multiply(size, size, tau[j], rest, Strided.rows(v, 0, n), 0, Strided.rows(w, 0, n));
            Level1.axpy(size, -0.5 * tau[j] * Level1.dot(size, v, 0, w, 0), v, 0, w, 0);
            for (int i = 0; i < size; i++) {
                Level1.axpy(size, -v[i], w, 0, full, rest.index(i, 0));
                Level1.axpy(size, -w[i], v, 0, full, rest.index(i, 0));
            }
        }
        diagonal[n - 1] = full[n * n - 1];
        if (vectors) {
            formVectors(tau);
        }
    }

    private void formVectors(double[] tau) {
        q = new double[n * n];
        q[0] = 1;
        if (n > 1) {
            double[] inner =
                    Householder.form(n - 1, n - 1, Strided.rows(full, 1, n).transposed(), tau);
            for (int j = 1; j < n; j++) {
                System.arraycopy(inner, (j - 1) * (n - 1), q, j * n + 1, n - 1);
            }
        }
    }

    private int iterate() {
        for (int l = 0; l < n; l++) {
            for (int step = 0; ; step++) {
                int end = blockEnd(l);
                if (end == l) {
                    break;
                }
                if (step == MOST_STEPS) {
                    return n - l;
                }
                ql(l, end);
            }
        }
        return 0;
    }

    /** Where the unreduced block that begins at l ends. */
    private int blockEnd(int l) {
        int m = l;
        while (m < n - 1) {
            double size = Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]);
            if (size + Math.abs(off[m]) == size) {
                break;
            }
            m++;
        }
        return m;
    }

    /** One QL step on rows l to m, with Wilkinson's shift. */
    private void ql(int l, int m) {
        double g = (diagonal[l + 1] - diagonal[l]) / (2 * off[l]);
        double r = Math.hypot(g, 1);
        g = diagonal[m] - diagonal[l] + off[l] / (g + Math.copySign(r, g));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * off[i];
            double b = c * off[i];
            r = Math.hypot(f, g);
            off[i + 1] = r;
            if (r == 0) {
                // the block falls apart here
                diagonal[i + 1] -= p;
                off[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = diagonal[i + 1] - p;
            r = (diagonal[i] - g) * s + 2 * c * b;
            p = s * r;
            diagonal[i + 1] = g + p;
            g = c * r - b;
            if (vectors) {
                Level1.rotate(n, c, s, q, i * n, q, (i + 1) * n);
            }
        }
        diagonal[l] -= p;
        off[l] = g;
        off[m] = 0;
    }
}
