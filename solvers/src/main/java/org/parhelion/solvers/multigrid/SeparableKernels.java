package org.parhelion.solvers.multigrid;

import org.parhelion.mpi.VectorTier;

/** {@link VectorStarKernels} for separable stencils. */
final class SeparableKernels extends VectorStarKernels {
    private final StarStencil stencil;
    private final StarLayout layout;
    private final int sy;
    private final int sz;
    private final int n;
    private final double[] lx;
    private final double[] hx;
    private final double[] cx;
    /** Along x the coefficients are the same between these points, as many as fill vectors. */
    private int uniformFrom;

    private int uniformTo;

    SeparableKernels(StarStencil stencil, VectorTier tier) {
        super(stencil, tier);
        this.stencil = stencil;
        this.layout = stencil.layout();
        this.sy = stencil.stride(1);
        this.sz = stencil.stride(2);
        this.n = layout.nx();
        this.lx = stencil.lows(0);
        this.hx = stencil.highs(0);
        this.cx = stencil.centres(0);
        findUniform();
    }

    /** The points around the middle one that have its coefficients along x, if they are most of the row. */
    private void findUniform() {
        int middle = n / 2;
        int from = middle;
        while (from > 0 && isLike(from - 1, middle)) {
            from--;
        }
        int to = middle;
        while (to < n && isLike(to, middle)) {
            to++;
        }
        from += StarVectors.untilAligned(layout.origin() + from);
        int whole = StarVectors.whole(Math.max(0, to - from));
        if (2 * whole > n) {
            uniformFrom = from;
            uniformTo = from + whole;
        }
    }

    private boolean isLike(int i, int other) {
        return lx[i] == lx[other] && hx[i] == hx[other] && cx[i] == cx[other];
    }

    /** What the coefficients along y and z and the shift bring to c. */
    private double rest(int j, int k) {
        return stencil.centres(1)[j] + stencil.centres(2)[k] + stencil.shift();
    }

    @Override
    void relax(int colour, double[] u, double[] b, double omega, int k, int from, int to, int whole) {
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        boolean uniform = whole > 0 && uniformTo > uniformFrom;
        int begin = uniform ? uniformFrom : 0;
        int done = uniform ? uniformTo : whole;
        for (int j = from; j < to; j++) {
            int p = layout.index(0, j, k);
            int first = layout.firstOf(colour, j, k);
            double rest = rest(j, k);
            if (uniform) {
                int at = p + begin;
                int firstAt = (first + begin) & 1;
                double c = cx[begin] + rest;
                UniformRows.relax(
                        u, b, omega, at, done - begin, firstAt, sy, sz, lx[begin], hx[begin], ly[j], hy[j], lz, hz, c);
                StarPoints.relax(u, b, omega, p, first, begin, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
            } else if (whole > 0) {
                SeparableRows.relax(u, b, omega, p, whole, first, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
            }
            int next = done + ((first + done) & 1);
            StarPoints.relax(u, b, omega, p, next, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
        }
    }

    @Override
    void residual(double[] u, double[] b, double[] r, int shift, int k, int from, int to, int whole) {
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        boolean uniform = whole > 0 && uniformTo > uniformFrom;
        int begin = uniform ? uniformFrom : 0;
        int done = uniform ? uniformTo : whole;
        for (int j = from; j < to; j++) {
            int p = layout.index(0, j, k);
            double rest = rest(j, k);
            if (uniform) {
                double c = cx[begin] + rest;
                UniformRows.residual(
                        u, b, r, shift, p + begin, done - begin, sy, sz, lx[begin], hx[begin], ly[j], hy[j], lz, hz, c);
                StarPoints.residual(u, b, r, p + shift, p, 0, begin, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
            } else if (whole > 0) {
                SeparableRows.residual(u, b, r, shift, p, whole, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
            }
            StarPoints.residual(u, b, r, p + shift, p, done, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
        }
    }

    @Override
    void apply(double[] u, double[] y, int k, int whole) {
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                SeparableRows.apply(u, y, p, whole, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
            }
            StarPoints.apply(u, y, p, whole, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
        }
    }

    @Override
    void jacobi(double[] u, double[] b, double[] out, double omega, int k, int whole) {
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                SeparableRows.jacobi(u, b, out, omega, p, whole, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
            }
            StarPoints.jacobi(u, b, out, omega, p, whole, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
        }
    }
}
