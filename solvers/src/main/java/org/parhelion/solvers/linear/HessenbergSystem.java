package org.parhelion.solvers.linear;

/**
 * The small least-squares problem of GMRES, min ‖β e₁ − H y‖ with an upper Hessenberg matrix that grows by columns, by Givens
 * rotations: Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003), section 6.5.3.
 */
final class HessenbergSystem {
    private static final double SINGULAR = 1e-14;

    private final double[][] r;
    private final double[] cosines;
    private final double[] sines;
    private final double[] g;
    private final double[] y;
    private int columns;
    private double largest;

    HessenbergSystem(int most) {
        r = new double[most][];
        for (int j = 0; j < most; j++) {
            r[j] = new double[j + 1];
        }
        cosines = new double[most];
        sines = new double[most];
        g = new double[most + 1];
        y = new double[most];
    }

    void start(double beta) {
        columns = 0;
        largest = 0;
        g[0] = beta;
    }

    int columns() {
        return columns;
    }

    /**
     * Adds a column.
     *
     * @param h its numbers, down to the one below the diagonal
     * @return the least ‖β e₁ − H y‖
     */
    double add(double[] h) {
        int j = columns++;
        System.arraycopy(h, 0, r[j], 0, j + 1);
        for (int i = 0; i < j; i++) {
            double above = r[j][i];
            r[j][i] = cosines[i] * above + sines[i] * r[j][i + 1];
            r[j][i + 1] = cosines[i] * r[j][i + 1] - sines[i] * above;
        }
        double length = Math.sqrt(r[j][j] * r[j][j] + h[j + 1] * h[j + 1]);
        largest = Math.max(largest, length);
        // a column that depends on the ones before it does not lessen the residual
        boolean isNew = length > SINGULAR * largest;
        cosines[j] = isNew ? r[j][j] / length : 0;
        sines[j] = isNew ? h[j + 1] / length : 1;
        r[j][j] = isNew ? length : 0;
        g[j + 1] = -sines[j] * g[j];
        g[j] = cosines[j] * g[j];
        return Math.abs(g[j + 1]);
    }

    /** Whether the last column depends on the ones before it: the operator is singular on the Krylov space. */
    boolean isSingular() {
        return columns > 0 && r[columns - 1][columns - 1] == 0;
    }

    /** y with the least residual; a direction that a singular H leaves open gets 0. Valid until the next call. */
    double[] solve() {
        for (int i = columns - 1; i >= 0; i--) {
            double sum = g[i];
            for (int j = i + 1; j < columns; j++) {
                sum -= r[j][i] * y[j];
            }
            y[i] = r[i][i] > 0 ? sum / r[i][i] : 0;
        }
        return y;
    }
}
