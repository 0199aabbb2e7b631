package org.parhelion.solvers.amg;

import org.parhelion.mpi.ReproducibleSum;

/**
 * The largest eigenvalue of D⁻¹A, estimated by C. Lanczos' method on D^(−1/2) A D^(−1/2) from a vector that is the same on any number
 * of ranks, with a margin as the estimate comes from below; never beyond Gershgorin's bound.
 */
final class SpectralBound {
    private static final double MARGIN = 1.1;

    private final Halo halo;
    private final SparseRows a;
    private final RowRanges ranges;
    private final double[] root;
    private final ReproducibleSum sum = new ReproducibleSum();

    private SpectralBound(Halo halo, SparseRows a, RowRanges ranges, Scaling scaling) {
        this.halo = halo;
        this.a = a;
        this.ranges = ranges;
        this.root = new double[a.rows()];
        for (int i = 0; i < root.length; i++) {
            root[i] = Math.sqrt(scaling.inverse()[i]);
        }
    }

    /** Collective. */
    static double of(Halo halo, SparseRows a, RowRanges ranges, Scaling scaling, int steps) {
        double estimate = new SpectralBound(halo, a, ranges, scaling).lanczos(steps);
        return Math.min(MARGIN * estimate, scaling.bound());
    }

    private double lanczos(int steps) {
        int n = root.length;
        double[] v = new double[n];
        double[] w = new double[n];
        double[] scaled = new double[halo.layout().length()];
        fillRandomly(v);
        double[] alpha = new double[steps];
        double[] beta = new double[steps];
        double norm = Math.sqrt(dot(v, v));
        int done = 0;
        double before = 0;
        while (done < steps && norm > 0) {
            // v ← v / ‖v‖, w ← −‖v‖ w, which holds the vector before
            rescale(v, 1 / norm, w, done == 0 ? 0 : -before, scaled);
            double[] image = w;
            ranges.run(halo, scaled, (from, to) -> multiplyAdd(from, to, scaled, image));
            alpha[done] = dot(v, w);
            subtract(w, alpha[done], v);
            norm = Math.sqrt(dot(w, w));
            beta[done++] = norm;
            before = norm;
            if (norm <= 1e-12 * Math.abs(alpha[0])) {
                break;
            }
            double[] other = v;
            v = w;
            w = other;
        }
        return largestEigenvalue(alpha, beta, done);
    }

    private void fillRandomly(double[] v) {
        long first = halo.layout().first();
        for (int i = 0; i < v.length; i++) {
            long n = (first + i + 1) * 0x9e3779b97f4a7c15L;
            n = (n ^ (n >>> 30)) * 0xbf58476d1ce4e5b9L;
            n = (n ^ (n >>> 27)) * 0x94d049bb133111ebL;
            v[i] = (n ^ (n >>> 31)) * 0x1p-63;
        }
    }

    private void rescale(double[] v, double factor, double[] w, double wFactor, double[] scaled) {
        for (int i = 0; i < v.length; i++) {
            v[i] *= factor;
            w[i] *= wFactor;
            scaled[i] = v[i] * root[i];
        }
    }

    /** w ← w + D^(−1/2) A x. */
    private void multiplyAdd(int from, int to, double[] x, double[] w) {
        int[] start = a.start();
        int[] columns = a.columns();
        double[] values = a.values();
        for (int i = from; i < to; i++) {
            double row = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                row += values[k] * x[columns[k]];
            }
            w[i] += root[i] * row;
        }
    }

    private static void subtract(double[] w, double factor, double[] v) {
        for (int i = 0; i < w.length; i++) {
            w[i] -= factor * v[i];
        }
    }

    private double dot(double[] x, double[] y) {
        sum.clear();
        sum.addProducts(x, 0, y, 0, x.length);
        sum.allReduce(halo.layout().ranks());
        return sum.value();
    }

    /** Largest eigenvalue of a symmetric tridiagonal matrix, by bisection with Sturm's sequence. */
    static double largestEigenvalue(double[] diagonal, double[] beside, int size) {
        double high = 0;
        for (int i = 0; i < size; i++) {
            double around = (i > 0 ? Math.abs(beside[i - 1]) : 0) + (i + 1 < size ? Math.abs(beside[i]) : 0);
            high = Math.max(high, diagonal[i] + around);
        }
        double low = 0;
        for (int step = 0; step < 60 && high - low > 1e-10 * high; step++) {
            double middle = (low + high) / 2;
            if (isAbove(diagonal, beside, size, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Whether no eigenvalue exceeds {@code shift}. */
    private static boolean isAbove(double[] diagonal, double[] beside, int size, double shift) {
        double pivot = 1;
        for (int i = 0; i < size; i++) {
            double coupling = i == 0 ? 0 : beside[i - 1] * beside[i - 1] / pivot;
            pivot = shift - diagonal[i] - coupling;
            if (pivot <= 0) {
                return false;
            }
        }
        return true;
    }
}
