package org.parhelion.solvers.multigrid;

/** {@link StarKernels} in plain loops: the reference for faster ones. */
final class PlainStarKernels implements StarKernels {
    private final StarStencil stencil;
    private final StarLayout layout;
    private final int sx;
    private final int sy;
    private final int sz;

    PlainStarKernels(StarStencil stencil) {
        this.stencil = stencil;
        this.layout = stencil.layout();
        this.sx = stencil.stride(0);
        this.sy = stencil.stride(1);
        this.sz = stencil.stride(2);
    }

    @Override
    public StarStencil stencil() {
        return stencil;
    }

    /** What is done with a point: its position, what is summed of its neighbours along x, and across, and c. */
    private interface PointWork {
        void at(int p, double x, double s, double c);
    }

    @Override
    public void apply(double[] u, double[] y) {
        forAll(u, new double[u.length], (p, x, s, c) -> y[p] = -(Math.fma(-c, u[p], x) + s));
    }

    @Override
    public void residual(double[] u, double[] b, double[] r) {
        forAll(u, b, (p, x, s, c) -> r[p] = Math.fma(-c, u[p], x) + s);
    }

    @Override
    public void jacobi(double[] u, double[] b, double[] out, double omega) {
        forAll(u, b, (p, x, s, c) -> out[p] = Math.fma(omega / c, Math.fma(-c, u[p], x) + s, u[p]));
    }

    @Override
    public void relax(int colour, double[] u, double[] b, double omega) {
        for (int k = 0; k < layout.nz(); k++) {
            relaxRows(colour, u, b, omega, k, 0, layout.ny());
        }
    }

    @Override
    public void relaxRows(int colour, double[] u, double[] b, double omega, int k, int from, int to) {
        for (int j = from; j < to; j++) {
            row(
                    u,
                    b,
                    layout.firstOf(colour, j, k),
                    2,
                    j,
                    k,
                    (p, x, s, c) -> u[p] = Math.fma(x + s, 1 / c * omega, (1 - omega) * u[p]));
        }
    }

    @Override
    public void residualRows(double[] u, double[] b, double[] r, int shift, int k, int from, int to) {
        for (int j = from; j < to; j++) {
            row(u, b, 0, 1, j, k, (p, x, s, c) -> r[p + shift] = Math.fma(-c, u[p], x) + s);
        }
    }

    private void forAll(double[] u, double[] b, PointWork work) {
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                row(u, b, 0, 1, j, k, work);
            }
        }
    }

    private void row(double[] u, double[] b, int first, int step, int j, int k, PointWork work) {
        if (stencil.isSeparable()) {
            separableRow(u, b, first, step, j, k, work);
        } else {
            variableRow(u, b, first, step, j, k, work);
        }
    }

    private void separableRow(double[] u, double[] b, int first, int step, int j, int k, PointWork work) {
        double[] lx = stencil.lows(0);
        double[] hx = stencil.highs(0);
        double[] cx = stencil.centres(0);
        double ly = stencil.lows(1)[j];
        double hy = stencil.highs(1)[j];
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        double rest = stencil.centres(1)[j] + stencil.centres(2)[k] + stencil.shift();
        int row = layout.index(0, j, k);
        for (int i = first; i < layout.nx(); i += step) {
            int p = row + i;
            double x = Math.fma(hx[i], u[p + sx], Math.fma(lx[i], u[p - sx], b[p]));
            double y = Math.fma(hy, u[p + sy], ly * u[p - sy]);
            double z = Math.fma(hz, u[p + sz], lz * u[p - sz]);
            work.at(p, x, y + z, cx[i] + rest);
        }
    }

    private void variableRow(double[] u, double[] b, int first, int step, int j, int k, PointWork work) {
        double[] c = stencil.centreArray();
        int row = layout.index(0, j, k);
        for (int i = first; i < layout.nx(); i += step) {
            int p = row + i;
            double low = Math.fma(stencil.lowArray(0)[p], u[p - sx], b[p]);
            double x = Math.fma(stencil.highArray(0)[p], u[p + sx], low);
            double s = 0;
            for (int a = 1; a < 3; a++) {
                if (stencil.uses(a)) {
                    int stride = stencil.stride(a);
                    double below = stencil.lowArray(a)[p] * u[p - stride];
                    s += Math.fma(stencil.highArray(a)[p], u[p + stride], below);
                }
            }
            work.at(p, x, s, c[p]);
        }
    }
}
