package org.parhelion.solvers.multigrid;

import org.parhelion.mpi.VectorTier;

/** {@link VectorStarKernels} for stencils with numbers of their own at each point. */
final class VariableKernels extends VectorStarKernels {
    private final StarLayout layout;
    private final int sy;
    private final int sz;
    private final int n;
    private final double[][] low = new double[3][];
    private final double[][] high = new double[3][];
    /** How much further on the coefficient towards a higher point stands than its point. */
    private final int[] ahead = new int[3];

    private final double[] centre;

    VariableKernels(StarStencil stencil, VectorTier tier) {
        super(stencil, tier);
        this.layout = stencil.layout();
        this.sy = stencil.stride(1);
        this.sz = stencil.stride(2);
        this.n = layout.nx();
        this.centre = stencil.centreArray();
        for (int a = 0; a < 3; a++) {
            low[a] = stencil.uses(a) ? stencil.lowArray(a) : zeros(stencil);
            boolean shared = stencil.uses(a) && stencil.shareCoefficients(a);
            ahead[a] = shared ? stencil.stride(a) : 0;
            high[a] = stencil.uses(a) && !shared ? stencil.highArray(a) : low[a];
        }
    }

    private static double[] zeros(StarStencil stencil) {
        return new double[stencil.centreArray().length];
    }

    @Override
    void relax(int colour, double[] u, double[] b, double omega, int k, int from, int to, int whole) {
        int begin = whole > 0 ? StarVectors.untilAligned(layout.origin()) : 0;
        int done = whole > 0 ? begin + StarVectors.whole(n - begin) : 0;
        for (int j = from; j < to; j++) {
            int p = layout.index(0, j, k);
            int first = layout.firstOf(colour, j, k);
            if (whole > 0) {
                int at = p + begin;
                VariableRows.relax(
                        u, b, omega, at, done - begin, (first + begin) & 1, sy, sz, low, high, ahead, centre);
                StarPoints.relaxVariable(u, b, omega, p, first, begin, sy, sz, low, high, ahead, centre);
            }
            int next = done + ((first + done) & 1);
            StarPoints.relaxVariable(u, b, omega, p, next, n, sy, sz, low, high, ahead, centre);
        }
    }

    @Override
    void residual(double[] u, double[] b, double[] r, int shift, int k, int from, int to, int whole) {
        int begin = whole > 0 ? StarVectors.untilAligned(layout.origin()) : 0;
        int done = whole > 0 ? begin + StarVectors.whole(n - begin) : 0;
        for (int j = from; j < to; j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                VariableRows.residual(u, b, r, shift, p + begin, done - begin, sy, sz, low, high, ahead, centre);
                StarPoints.residualVariable(u, b, r, p + shift, p, 0, begin, sy, sz, low, high, ahead, centre);
            }
            StarPoints.residualVariable(u, b, r, p + shift, p, done, n, sy, sz, low, high, ahead, centre);
        }
    }

    @Override
    void apply(double[] u, double[] y, int k, int whole) {
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                VariableRows.apply(u, y, p, whole, sy, sz, low, high, ahead, centre);
            }
            StarPoints.applyVariable(u, y, p, whole, n, sy, sz, low, high, ahead, centre);
        }
    }

    @Override
    void jacobi(double[] u, double[] b, double[] out, double omega, int k, int whole) {
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                VariableRows.jacobi(u, b, out, omega, p, whole, sy, sz, low, high, ahead, centre);
            }
            StarPoints.jacobiVariable(u, b, out, omega, p, whole, n, sy, sz, low, high, ahead, centre);
        }
    }
}
