package org.parhelion.solvers.multigrid;

import org.parhelion.mpi.VectorTier;

/** {@link StarKernels} row by row, in vectors once these are faster. */
final class VectorStarKernels implements StarKernels {
    /** Shorter rows are not worth a vector. */
    private static final int LEAST_VECTOR_ROW = 48;

    private static final VectorTier TIER = new VectorTier();

    private final StarStencil stencil;
    private final StarLayout layout;
    private final boolean separable;
    private final int sy;
    private final int sz;
    private final int n;
    private final double[] lx;
    private final double[] hx;
    private final double[] cx;
    private final double[][] low = new double[3][];
    private final double[][] high = new double[3][];
    /** How much further on the coefficient towards a higher point stands than its point. */
    private final int[] ahead = new int[3];

    private final double[] centre;
    private final VectorTier tier;

    VectorStarKernels(StarStencil stencil) {
        this(stencil, TIER);
    }

    /** @param tier null for vectors at once */
    VectorStarKernels(StarStencil stencil, VectorTier tier) {
        this.stencil = stencil;
        this.layout = stencil.layout();
        this.separable = stencil.isSeparable();
        this.sy = stencil.stride(1);
        this.sz = stencil.stride(2);
        this.n = layout.nx();
        this.lx = separable ? stencil.lows(0) : null;
        this.hx = separable ? stencil.highs(0) : null;
        this.cx = separable ? stencil.centres(0) : null;
        this.centre = separable ? null : stencil.centreArray();
        for (int a = 0; a < 3 && !separable; a++) {
            low[a] = stencil.uses(a) ? stencil.lowArray(a) : zeros(stencil);
            boolean shared = stencil.uses(a) && stencil.shareCoefficients(a);
            ahead[a] = shared ? stencil.stride(a) : 0;
            high[a] = stencil.uses(a) && !shared ? stencil.highArray(a) : low[a];
        }
        this.tier = tier;
    }

    private static double[] zeros(StarStencil stencil) {
        return new double[stencil.centreArray().length];
    }

    @Override
    public StarStencil stencil() {
        return stencil;
    }

    /** What is done with one row. */
    private enum Work {
        APPLY,
        RESIDUAL,
        RELAX,
        JACOBI
    }

    @Override
    public void apply(double[] u, double[] y) {
        planes(Work.APPLY, 0, u, null, y, 0);
    }

    @Override
    public void residual(double[] u, double[] b, double[] r) {
        planes(Work.RESIDUAL, 0, u, b, r, 0);
    }

    @Override
    public void relax(int colour, double[] u, double[] b, double omega) {
        planes(Work.RELAX, colour, u, b, null, omega);
    }

    @Override
    public void jacobi(double[] u, double[] b, double[] out, double omega) {
        planes(Work.JACOBI, 0, u, b, out, omega);
    }

    @Override
    public void relaxPlane(int colour, double[] u, double[] b, double omega, int k) {
        plane(Work.RELAX, colour, u, b, null, omega, k, 0);
    }

    @Override
    public void residualPlane(double[] u, double[] b, double[] r, int shift, int k) {
        plane(Work.RESIDUAL, 0, u, b, r, 0, k, shift);
    }

    private void planes(Work work, int colour, double[] u, double[] b, double[] out, double omega) {
        for (int k = 0; k < layout.nz(); k++) {
            plane(work, colour, u, b, out, omega, k, 0);
        }
    }

    private void plane(Work work, int colour, double[] u, double[] b, double[] out, double omega, int k, int shift) {
        boolean wide = n >= LEAST_VECTOR_ROW;
        boolean vectors = wide && (tier == null || tier.vectors());
        long start = wide && tier != null ? tier.now() : 0;
        int whole = vectors ? StarRows.whole(n) : 0;
        switch (work) {
            case RELAX -> relaxPlane(colour, u, b, omega, k, whole);
            case RESIDUAL -> residualPlane(u, b, out, k, shift, whole);
            case APPLY -> applyPlane(u, out, k, whole);
            case JACOBI -> jacobiPlane(u, b, out, omega, k, whole);
        }
        if (start != 0) {
            tier.ran(vectors, (long) n * layout.ny(), start);
        }
    }

    /** What the coefficients along y and z and the shift bring to c. */
    private double rest(int j, int k) {
        return stencil.centres(1)[j] + stencil.centres(2)[k] + stencil.shift();
    }

    // One method for each loop: of two large ones in one method the compiler would leave parts of the second
    // uncompiled.

    private void relaxPlane(int colour, double[] u, double[] b, double omega, int k, int whole) {
        if (!separable) {
            relaxVariablePlane(colour, u, b, omega, k, whole);
            return;
        }
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            int first = layout.firstOf(colour, j, k);
            if (whole > 0) {
                StarRows.relax(u, b, omega, p, whole, first, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
            }
            StarPoints.relax(u, b, omega, p, whole + first, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
        }
    }

    private void relaxVariablePlane(int colour, double[] u, double[] b, double omega, int k, int whole) {
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            int first = layout.firstOf(colour, j, k);
            if (whole > 0) {
                StarRows.relaxVariable(u, b, omega, p, whole, first, sy, sz, low, high, ahead, centre);
            }
            StarPoints.relaxVariable(u, b, omega, p, whole + first, n, sy, sz, low, high, ahead, centre);
        }
    }

    private void residualPlane(double[] u, double[] b, double[] r, int k, int shift, int whole) {
        if (!separable) {
            residualVariablePlane(u, b, r, k, shift, whole);
            return;
        }
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                StarRows.residual(u, b, r, shift, p, whole, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
            }
            StarPoints.residual(u, b, r, p + shift, p, whole, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
        }
    }

    private void residualVariablePlane(double[] u, double[] b, double[] r, int k, int shift, int whole) {
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                StarRows.residualVariable(u, b, r, shift, p, whole, sy, sz, low, high, ahead, centre);
            }
            StarPoints.residualVariable(u, b, r, p + shift, p, whole, n, sy, sz, low, high, ahead, centre);
        }
    }

    private void applyPlane(double[] u, double[] y, int k, int whole) {
        if (!separable) {
            applyVariablePlane(u, y, k, whole);
            return;
        }
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                StarRows.apply(u, y, p, whole, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
            }
            StarPoints.apply(u, y, p, whole, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
        }
    }

    private void applyVariablePlane(double[] u, double[] y, int k, int whole) {
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                StarRows.applyVariable(u, y, p, whole, sy, sz, low, high, ahead, centre);
            }
            StarPoints.applyVariable(u, y, p, whole, n, sy, sz, low, high, ahead, centre);
        }
    }

    private void jacobiPlane(double[] u, double[] b, double[] out, double omega, int k, int whole) {
        if (!separable) {
            jacobiVariablePlane(u, b, out, omega, k, whole);
            return;
        }
        double[] ly = stencil.lows(1);
        double[] hy = stencil.highs(1);
        double lz = stencil.lows(2)[k];
        double hz = stencil.highs(2)[k];
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                StarRows.jacobi(u, b, out, omega, p, whole, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
            }
            StarPoints.jacobi(u, b, out, omega, p, whole, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest(j, k));
        }
    }

    private void jacobiVariablePlane(double[] u, double[] b, double[] out, double omega, int k, int whole) {
        for (int j = 0; j < layout.ny(); j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                StarRows.jacobiVariable(u, b, out, omega, p, whole, sy, sz, low, high, ahead, centre);
            }
            StarPoints.jacobiVariable(u, b, out, omega, p, whole, n, sy, sz, low, high, ahead, centre);
        }
    }
}
