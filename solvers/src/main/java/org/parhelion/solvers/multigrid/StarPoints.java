package org.parhelion.solvers.multigrid;

/** The loops of {@link SeparableRows} and {@link VariableRows} one point at a time, for points {@code from ≤ i < to} of a row whose first one is at p. */
final class StarPoints {
    private StarPoints() {}

    /** Of what is summed, the part along y and z. */
    private static double across(double[] u, int q, int sy, int sz, double ly, double hy, double lz, double hz) {
        return Math.fma(hy, u[q + sy], ly * u[q - sy]) + Math.fma(hz, u[q + sz], lz * u[q - sz]);
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
            double x = Math.fma(hx[i], u[q + 1], Math.fma(lx[i], u[q - 1], b[q]));
            double s = x + across(u, q, sy, sz, ly, hy, lz, hz);
            u[q] = Math.fma(s, 1 / (cx[i] + rest) * omega, u[q] * (1 - omega));
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
            double x = Math.fma(hx[i], u[q + 1], Math.fma(lx[i], u[q - 1], b[q]));
            r[at + i] = Math.fma(-(cx[i] + rest), u[q], x) + across(u, q, sy, sz, ly, hy, lz, hz);
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
            double x = Math.fma(hx[i], u[q + 1], lx[i] * u[q - 1]);
            y[q] = Math.fma(cx[i] + rest, u[q], -x) - across(u, q, sy, sz, ly, hy, lz, hz);
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
            double x = Math.fma(hx[i], u[q + 1], Math.fma(lx[i], u[q - 1], b[q]));
            double r = Math.fma(-c, u[q], x) + across(u, q, sy, sz, ly, hy, lz, hz);
            out[q] = Math.fma(omega / c, r, u[q]);
        }
    }

    private static double along(double[] u, int q, double start, double[][] low, double[][] high, int[] ahead) {
        return Math.fma(high[0][q + ahead[0]], u[q + 1], Math.fma(low[0][q], u[q - 1], start));
    }

    private static double across(double[] u, int q, int sy, int sz, double[][] low, double[][] high, int[] ahead) {
        return across(u, q, sy, sz, low[1][q], high[1][q + ahead[1]], low[2][q], high[2][q + ahead[2]]);
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
            double s = along(u, q, b[q], low, high, ahead) + across(u, q, sy, sz, low, high, ahead);
            u[q] = Math.fma(s, 1 / c[q] * omega, u[q] * (1 - omega));
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
            double x = along(u, q, b[q], low, high, ahead);
            r[at + q - p] = Math.fma(-c[q], u[q], x) + across(u, q, sy, sz, low, high, ahead);
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
            double x = along(u, q, 0, low, high, ahead);
            y[q] = Math.fma(c[q], u[q], -x) - across(u, q, sy, sz, low, high, ahead);
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
            double x = along(u, q, b[q], low, high, ahead);
            double r = Math.fma(-c[q], u[q], x) + across(u, q, sy, sz, low, high, ahead);
            out[q] = Math.fma(omega / c[q], r, u[q]);
        }
    }
}
