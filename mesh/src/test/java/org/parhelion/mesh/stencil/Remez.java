package org.parhelion.mesh.stencil;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Remez' exchange algorithm: the polynomial p that makes the largest |w (f − p)| on an interval smallest (Muller,
 * <i>Elementary Functions</i>, 3rd ed., §3.6). This made the coefficients of the expansions.
 */
final class Remez {
    private static final MathContext DIGITS = new MathContext(60);
    private static final int POINTS_PER_EXTREMUM = 24;
    private static final int ROUNDS = 12;

    private final int size;
    private final BigDecimal[] points;
    private final BigDecimal[] values;
    private final BigDecimal[] weights;

    private Remez(UnaryOperator<BigDecimal> f, UnaryOperator<BigDecimal> w, double from, double to, int degree) {
        size = degree + 2;
        int count = POINTS_PER_EXTREMUM * size + 1;
        points = new BigDecimal[count];
        values = new BigDecimal[count];
        weights = new BigDecimal[count];
        for (int n = 0; n < count; n++) {
            points[n] = new BigDecimal((from + to) / 2 - (to - from) / 2 * Math.cos(Math.PI * n / (count - 1)));
            // away from 0, where the formulas for f are 0/0
            if (points[n].abs().compareTo(new BigDecimal("1e-12")) < 0) {
                points[n] = new BigDecimal("1e-12");
            }
            values[n] = f.apply(points[n]);
            weights[n] = w.apply(points[n]);
        }
    }

    /** Prepares the search for the polynomial of a degree that is nearest to f between two points, with a weight. */
    static Remez problem(
            UnaryOperator<BigDecimal> f, UnaryOperator<BigDecimal> weight, double from, double to, int degree) {
        return new Remez(f, weight, from, to, degree);
    }

    /** Coefficients of the best polynomial, lowest first. */
    BigDecimal[] minimax() {
        List<Integer> extrema = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            extrema.add(n * (points.length - 1) / (size - 1));
        }
        BigDecimal[] solution = null;
        for (int round = 0; round < ROUNDS; round++) {
            solution = interpolate(extrema);
            List<Integer> next = alternation(errors(solution));
            if (next.size() < size || next.equals(extrema)) {
                break;
            }
            extrema = next;
        }
        return Arrays.copyOf(solution, size - 1);
    }

    /** The largest weighted error of a polynomial, as a power of two. */
    double largestError(BigDecimal... coefficients) {
        double largest = 0;
        for (BigDecimal error : errors(coefficients)) {
            largest = Math.max(largest, error.abs().doubleValue());
        }
        return Math.log(largest) / Math.log(2);
    }

    /** Solves Σ c_k x^k + (−1)^n e / w(x) = f(x) at the extrema for c and e. */
    private BigDecimal[] interpolate(List<Integer> extrema) {
        BigDecimal[][] rows = new BigDecimal[size][size + 1];
        for (int n = 0; n < size; n++) {
            int at = extrema.get(n);
            BigDecimal power = weights[at];
            for (int k = 0; k < size - 1; k++) {
                rows[n][k] = power;
                power = power.multiply(points[at], DIGITS);
            }
            rows[n][size - 1] = BigDecimal.valueOf(n % 2 == 0 ? 1 : -1);
            rows[n][size] = values[at].multiply(weights[at], DIGITS);
        }
        return eliminate(rows);
    }

    /** Gauss–Jordan elimination with row pivoting. */
    private static BigDecimal[] eliminate(BigDecimal[][] rows) {
        int n = rows.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column; row < n; row++) {
                if (rows[row][column].abs().compareTo(rows[pivot][column].abs()) > 0) {
                    pivot = row;
                }
            }
            BigDecimal[] chosen = rows[pivot];
            rows[pivot] = rows[column];
            rows[column] = chosen;
            for (int row = 0; row < n; row++) {
                if (row != column && rows[row][column].signum() != 0) {
                    BigDecimal factor = rows[row][column].divide(chosen[column], DIGITS);
                    for (int k = column; k <= n; k++) {
                        rows[row][k] = rows[row][k].subtract(factor.multiply(chosen[k], DIGITS), DIGITS);
                    }
                }
            }
        }
        BigDecimal[] solution = new BigDecimal[n];
        for (int row = 0; row < n; row++) {
            solution[row] = rows[row][n].divide(rows[row][row], DIGITS);
        }
        return solution;
    }

    private BigDecimal[] errors(BigDecimal[] coefficients) {
        BigDecimal[] errors = new BigDecimal[points.length];
        for (int n = 0; n < points.length; n++) {
            BigDecimal p = BigDecimal.ZERO;
            for (int k = size - 2; k >= 0; k--) {
                p = p.multiply(points[n], DIGITS).add(coefficients[k], DIGITS);
            }
            errors[n] = values[n].subtract(p).multiply(weights[n], DIGITS);
        }
        return errors;
    }

    /** The largest error of each sign run, as many as are needed. */
    private List<Integer> alternation(BigDecimal[] errors) {
        List<Integer> extrema = new ArrayList<>();
        int best = 0;
        for (int n = 1; n < errors.length; n++) {
            if (errors[n].signum() * errors[best].signum() < 0) {
                extrema.add(best);
                best = n;
            } else if (errors[n].abs().compareTo(errors[best].abs()) > 0) {
                best = n;
            }
        }
        extrema.add(best);
        while (extrema.size() > size) {
            BigDecimal first = errors[extrema.get(0)].abs();
            BigDecimal last = errors[extrema.get(extrema.size() - 1)].abs();
            extrema.remove(first.compareTo(last) < 0 ? 0 : extrema.size() - 1);
        }
        return extrema;
    }
}
