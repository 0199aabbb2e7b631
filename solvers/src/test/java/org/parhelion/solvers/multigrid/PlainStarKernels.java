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

    /** What is done with a point: its position, s = Σ (l u + h u), and c. */
    private interface PointWork {
        void at(int p, double s, double c);
    }

    @Override
    public void apply(double[] u, double[] y) {
        forAll(u, (p, s, c) -> y[p] = Math.fma(c, u[p], -s));
    }

    @Override
    public void residual(double[] u, double[] b, double[] r) {
        forAll(u, (p, s, c) -> r[p] = Math.fma(-c, u[p], b[p] + s));
    }

    @Override
    public void jacobi(double[] u, double[] b, double[] out, double omega) {
        forAll(u, (p, s, c) -> out[p] = Math.fma(omega / c, Math.fma(-c, u[p], b[p] + s), u[p]));
    }

    @Override
    public void relax(int colour, double[] u, double[] b, double omega) {
        for (int k = 0; k < layout.nz(); k++) {
            relaxPlane(colour, u, b, omega, k);
        }
    }

    @Override
    public void relaxPlane(int colour, double[] u, double[] b, double omega, int k) {
        for (int j = 0; j < layout.ny(); j++) {
            row(
                    u,
                    layout.firstOf(colour, j, k),
                    2,
                    j,
                    k,
                    (p, s, c) -> u[p] = Math.fma(omega, (b[p] + s) / c - u[p], u[p]));
        }
    }

    @Override
    public void residualPlane(double[] u, double[] b, double[] r, int shift, int k) {
        for (int j = 0; j < layout.ny(); j++) {
            row(u, 0, 1, j, k, (p, s, c) -> r[p + shift] = Math.fma(-c, u[p], b[p] + s));
        }
    }

    private void forAll(double[] u, PointWork work) {
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                row(u, 0, 1, j, k, work);
            }
        }
    }

    private void row(double[] u, int first, int step, int j, int k, PointWork work) {
        if (stencil.isSeparable()) {
            separableRow(u, first, step, j, k, work);
        } else {
            variableRow(u, first, step, j, k, work);
        }
    }

    private void separableRow(double[] u, int first, int step, int j, int k, PointWork work) {
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
            double s = lx[i] * u[p - sx];
            s = Math.fma(hx[i], u[p + sx], s);
            s = Math.fma(ly, u[p - sy], s);
            s = Math.fma(hy, u[p + sy], s);
            s = Math.fma(lz, u[p - sz], s);
            s = Math.fma(hz, u[p + sz], s);
            work.at(p, s, cx[i] + rest);
        }
    }

    private void variableRow(double[] u, int first, int step, int j, int k, PointWork work) {
        double[] c = stencil.centreArray();
        int row = layout.index(0, j, k);
        for (int i = first; i < layout.nx(); i += step) {
            int p = row + i;
            double s = Math.fma(stencil.highArray(0)[p], u[p + sx], stencil.lowArray(0)[p] * u[p - sx]);
            for (int a = 1; a < 3; a++) {
                if (stencil.uses(a)) {
                    int stride = stencil.stride(a);
                    s = Math.fma(stencil.lowArray(a)[p], u[p - stride], s);
                    s = Math.fma(stencil.highArray(a)[p], u[p + stride], s);
                }
            }
            work.at(p, s, c[p]);
        }
    }
}
