package org.parhelion.solvers.dense;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * An estimate from below of ‖A⁻¹‖₁ from a few solves with A and its transpose (Hager, SIAM J. Sci. Stat. Comput. 5, 1984;
 * Higham, ACM TOMS 14, 1988, algorithm 4.1): rarely off by more than a factor of 3.
 */
final class ConditionEstimate {
    private static final int MOST_STEPS = 5;

    private ConditionEstimate() {}

    /**
     * The estimate.
     *
     * @param n order, at least 1
     * @param solve b → A⁻¹ b; may work in place
     * @param solveTransposed b → A⁻ᵀ b; may work in place
     */
    static double inverseNorm1(int n, UnaryOperator<double[]> solve, UnaryOperator<double[]> solveTransposed) {
        double[] start = new double[n];
        Arrays.fill(start, 1.0 / n);
        double[] x = solve.apply(start);
        double estimate = sum(x);
        if (n == 1) {
            return estimate;
        }
        double[] signs = signs(x);
        int j = largest(solveTransposed.apply(signs.clone()));
        for (int step = 2; step <= MOST_STEPS; step++) {
            double[] unit = new double[n];
            unit[j] = 1;
            x = solve.apply(unit);
            double before = estimate;
            double now = sum(x);
            double[] nowSigns = signs(x);
            estimate = Math.max(before, now);
            if (now <= before || Arrays.equals(signs, nowSigns)) {
                break;
            }
            signs = nowSigns;
            double[] z = solveTransposed.apply(signs.clone());
            int last = j;
            j = largest(z);
            if (Math.abs(z[last]) == Math.abs(z[j])) {
                break;
            }
        }
        return Math.max(estimate, alternating(n, solve));
    }

    /** Higham's safeguard: a vector for which exact cancellation in the steps above does no harm. */
    private static double alternating(int n, UnaryOperator<double[]> solve) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i % 2 == 0 ? 1 : -1) * (1 + (double) i / (n - 1));
        }
        return 2 * sum(solve.apply(x)) / (3.0 * n);
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += Math.abs(value);
        }
        return sum;
    }

    private static double[] signs(double[] x) {
        double[] signs = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            signs[i] = x[i] >= 0 ? 1 : -1;
        }
        return signs;
    }

    private static int largest(double[] x) {
        int place = 0;
        for (int i = 1; i < x.length; i++) {
            if (Math.abs(x[i]) > Math.abs(x[place])) {
                place = i;
            }
        }
        return place;
    }
}
