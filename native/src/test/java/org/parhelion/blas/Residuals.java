package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Small dense algebra as it is written on paper, for residuals. */
final class Residuals {
    /** LAPACK's own tests accept 30 in the 1-norm; here it bounds each element, scaled by n. */
    static final double ACCEPTED = 30;

    private Residuals() {}

    static double[][] dense(Operand a) {
        double[][] out = new double[a.rows][a.columns];
        for (int i = 0; i < a.rows; i++) {
            for (int j = 0; j < a.columns; j++) {
                out[i][j] = a.get(i, j);
            }
        }
        return out;
    }

    static double[][] multiply(double[][] a, double[][] b, int columns) {
        double[][] c = new double[a.length][columns];
        for (int i = 0; i < a.length; i++) {
            for (int p = 0; p < b.length; p++) {
                for (int j = 0; j < columns; j++) {
                    c[i][j] += a[i][p] * b[p][j];
                }
            }
        }
        return c;
    }

    static double[][] transposed(double[][] a, int columns) {
        double[][] t = new double[columns][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < columns; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    static void assertClose(double[][] wanted, double[][] found, double scale, String what) {
        int n = Math.max(1, Math.max(wanted.length, wanted.length == 0 ? 0 : wanted[0].length));
        double most = ACCEPTED * n * Math.ulp(1.0) * Math.max(scale, Double.MIN_NORMAL);
        for (int i = 0; i < wanted.length; i++) {
            for (int j = 0; j < wanted[i].length; j++) {
                assertEquals(wanted[i][j], found[i][j], most, what + " (" + i + ", " + j + ")");
            }
        }
    }

    static void assertOrthonormalColumns(double[][] q, int columns) {
        double[][] identity = new double[columns][columns];
        for (int i = 0; i < columns; i++) {
            identity[i][i] = 1;
        }
        assertClose(identity, multiply(transposed(q, columns), q, columns), q.length, "QᵀQ");
    }

    static double[][] symmetric(Operand a, Triangle triangle) {
        double[][] full = new double[a.rows][a.rows];
        for (int i = 0; i < a.rows; i++) {
            for (int j = 0; j < a.rows; j++) {
                boolean stored = MatrixProductPropertyTest.cells(triangle).has(i, j);
                full[i][j] = stored ? a.get(i, j) : a.get(j, i);
            }
        }
        return full;
    }
}
