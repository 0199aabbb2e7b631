package org.parhelion.solvers.multigrid;

/** The loops of {@link StarRows} one point at a time, for points {@code from ≤ i < to} of a row whose first one is at p. */
final class StarPoints {
    private StarPoints() {}

    private static double sum(
            double[] u, int q, int sy, int sz, double lx, double hx, double ly, double hy, double lz, double hz) {
        double s = lx * u[q - 1];
        s = Math.fma(hx, u[q + 1], s);
        s = Math.fma(ly, u[q - sy], s);
        s = Math.fma(hy, u[q + sy], s);
        s = Math.fma(lz, u[q - sz], s);
        return Math.fma(hz, u[q + sz], s);
    }

    /** Every second point from {@code from} on. */
    static void relax(
            double[] u,
            double[] b,
            double omega,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        for (int i = from; i < to; i += 2) {
            int q = p + i;
            double s = sum(u, q, sy, sz, lx[i], hx[i], ly, hy, lz, hz);
            u[q] = Math.fma(omega, (b[q] + s) / (cx[i] + rest) - u[q], u[q]);
        }
    }

    static void residual(
            double[] u,
            double[] b,
            double[] r,
            int at,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        for (int i = from; i < to; i++) {
            int q = p + i;
            double s = sum(u, q, sy, sz, lx[i], hx[i], ly, hy, lz, hz);
            r[at + i] = Math.fma(-(cx[i] + rest), u[q], b[q] + s);
        }
    }

    static void apply(
            double[] u,
            double[] y,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        for (int i = from; i < to; i++) {
            int q = p + i;
            double s = sum(u, q, sy, sz, lx[i], hx[i], ly, hy, lz, hz);
            y[q] = Math.fma(cx[i] + rest, u[q], -s);
        }
    }

    static void jacobi(
            double[] u,
            double[] b,
            double[] out,
            double omega,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        for (int i = from; i < to; i++) {
            int q = p + i;
            double c = cx[i] + rest;
            double r = Math.fma(-c, u[q], b[q] + sum(u, q, sy, sz, lx[i], hx[i], ly, hy, lz, hz));
            out[q] = Math.fma(omega / c, r, u[q]);
        }
    }

    private static double variableSum(double[] u, int q, int sy, int sz, double[][] low, double[][] high, int[] ahead) {
        double s = low[0][q] * u[q - 1];
        s = Math.fma(high[0][q + ahead[0]], u[q + 1], s);
        s = Math.fma(low[1][q], u[q - sy], s);
        s = Math.fma(high[1][q + ahead[1]], u[q + sy], s);
        s = Math.fma(low[2][q], u[q - sz], s);
        return Math.fma(high[2][q + ahead[2]], u[q + sz], s);
    }

    static void relaxVariable(
            double[] u,
            double[] b,
            double omega,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        for (int q = p + from; q < p + to; q += 2) {
            u[q] = Math.fma(omega, (b[q] + variableSum(u, q, sy, sz, low, high, ahead)) / c[q] - u[q], u[q]);
        }
    }

    static void residualVariable(
            double[] u,
            double[] b,
            double[] r,
            int at,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        for (int q = p + from; q < p + to; q++) {
            r[at + q - p] = Math.fma(-c[q], u[q], b[q] + variableSum(u, q, sy, sz, low, high, ahead));
        }
    }

    static void applyVariable(
            double[] u,
            double[] y,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        for (int q = p + from; q < p + to; q++) {
            y[q] = Math.fma(c[q], u[q], -variableSum(u, q, sy, sz, low, high, ahead));
        }
    }

    static void jacobiVariable(
            double[] u,
            double[] b,
            double[] out,
            double omega,
            int p,
            int from,
            int to,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        for (int q = p + from; q < p + to; q++) {
            double r = Math.fma(-c[q], u[q], b[q] + variableSum(u, q, sy, sz, low, high, ahead));
            out[q] = Math.fma(omega / c[q], r, u[q]);
        }
    }
}
