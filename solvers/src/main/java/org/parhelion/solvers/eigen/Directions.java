package org.parhelion.solvers.eigen;

import java.util.ArrayList;
import java.util.List;

/** Small dense algebra of LOBPCG: rows are coefficients of a vector in an orthonormal basis. */
final class Directions {
    private static final double DEPENDENT = 1e-10;

    private Directions() {}

    /**
     * Coefficients of the next P: those of the active Ritz vectors without their part in X, orthonormal, and orthogonal to all
     * Ritz vectors that become X (Hetmaniuk and Lehoucq 2006, section 4.2).
     *
     * @param ritz rows of coefficients in [X P W]
     * @param size how many of them become X, and how many coefficients belong to X
     */
    static double[][] of(double[][] ritz, int size, List<Integer> active) {
        List<double[]> rows = new ArrayList<>();
        for (int each : active) {
            double[] row = ritz[each].clone();
            for (int j = 0; j < size; j++) {
                row[j] = 0;
            }
            double before = norm(row);
            if (before == 0) {
                continue;
            }
            for (int again = 0; again < 2; again++) {
                for (int n = 0; n < size; n++) {
                    subtract(row, ritz[n]);
                }
                for (double[] other : rows) {
                    subtract(row, other);
                }
            }
            double norm = norm(row);
            if (norm > DEPENDENT * before) {
                for (int j = 0; j < row.length; j++) {
                    row[j] /= norm;
                }
                rows.add(row);
            }
        }
        return rows.toArray(double[][]::new);
    }

    static double[][] joined(double[][] a, double[][] b) {
        double[][] both = new double[a.length + b.length][];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** C G Cᵀ with the rows of C. */
    static double[][] congruent(double[][] g, double[][] c) {
        double[][] result = new double[c.length][c.length];
        double[] image = new double[g.length];
        for (int i = 0; i < c.length; i++) {
            for (int k = 0; k < g.length; k++) {
                image[k] = product(g[k], c[i]);
            }
            for (int j = 0; j < c.length; j++) {
                result[j][i] = product(c[j], image);
            }
        }
        return result;
    }

    /** row ← row − ⟨row, q⟩ q. */
    private static void subtract(double[] row, double[] q) {
        double product = product(row, q);
        for (int j = 0; j < row.length; j++) {
            row[j] -= product * q[j];
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(product(a, a));
    }
}
