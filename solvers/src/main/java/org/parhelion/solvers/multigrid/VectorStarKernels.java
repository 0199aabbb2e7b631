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
    /** Of a separable stencil: along x the coefficients are the same between these points, as many as fill vectors. */
    private int uniformFrom;

    private int uniformTo;

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
        if (separable) {
            findUniform();
        }
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
        from += StarRows.untilAligned(layout.origin() + from);
        int whole = StarRows.whole(Math.max(0, to - from));
        if (2 * whole > n) {
            uniformFrom = from;
            uniformTo = from + whole;
        }
    }

    private boolean isLike(int i, int other) {
        return lx[i] == lx[other] && hx[i] == hx[other] && cx[i] == cx[other];
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
    public void relaxRows(int colour, double[] u, double[] b, double omega, int k, int from, int to) {
        rows(Work.RELAX, colour, u, b, null, omega, k, 0, from, to);
    }

    @Override
    public void residualRows(double[] u, double[] b, double[] r, int shift, int k, int from, int to) {
        rows(Work.RESIDUAL, 0, u, b, r, 0, k, shift, from, to);
    }

    private void planes(Work work, int colour, double[] u, double[] b, double[] out, double omega) {
        for (int k = 0; k < layout.nz(); k++) {
            rows(work, colour, u, b, out, omega, k, 0, 0, layout.ny());
        }
    }

    private void rows(
            Work work,
            int colour,
            double[] u,
            double[] b,
            double[] out,
            double omega,
            int k,
            int shift,
            int from,
            int to) {
        boolean wide = n >= LEAST_VECTOR_ROW;
        boolean vectors = wide && (tier == null || tier.vectors());
        long start = wide && tier != null ? tier.now() : 0;
        int whole = vectors ? StarRows.whole(n) : 0;
        switch (work) {
            case RELAX -> relaxRows(colour, u, b, omega, k, from, to, whole);
            case RESIDUAL -> residualRows(u, b, out, shift, k, from, to, whole);
            case APPLY -> applyPlane(u, out, k, whole);
            case JACOBI -> jacobiPlane(u, b, out, omega, k, whole);
        }
        if (start != 0) {
            tier.ran(vectors, (long) n * (to - from), start);
        }
    }

    /** What the coefficients along y and z and the shift bring to c. */
    private double rest(int j, int k) {
        return stencil.centres(1)[j] + stencil.centres(2)[k] + stencil.shift();
    }

    // One method for each loop: of two large ones in one method the compiler would leave parts of the second
    // uncompiled.

    private void relaxRows(int colour, double[] u, double[] b, double omega, int k, int from, int to, int whole) {
        if (!separable) {
            relaxVariableRows(colour, u, b, omega, k, from, to, whole);
            return;
        }
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
                StarRows.relax(u, b, omega, p, whole, first, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
            }
            int next = done + ((first + done) & 1);
            StarPoints.relax(u, b, omega, p, next, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
        }
    }

    private void relaxVariableRows(
            int colour, double[] u, double[] b, double omega, int k, int from, int to, int whole) {
        int begin = whole > 0 ? StarRows.untilAligned(layout.origin()) : 0;
        int done = whole > 0 ? begin + StarRows.whole(n - begin) : 0;
        for (int j = from; j < to; j++) {
            int p = layout.index(0, j, k);
            int first = layout.firstOf(colour, j, k);
            if (whole > 0) {
                int at = p + begin;
                StarRows.relaxVariable(
                        u, b, omega, at, done - begin, (first + begin) & 1, sy, sz, low, high, ahead, centre);
                StarPoints.relaxVariable(u, b, omega, p, first, begin, sy, sz, low, high, ahead, centre);
            }
            int next = done + ((first + done) & 1);
            StarPoints.relaxVariable(u, b, omega, p, next, n, sy, sz, low, high, ahead, centre);
        }
    }

    private void residualRows(double[] u, double[] b, double[] r, int shift, int k, int from, int to, int whole) {
        if (!separable) {
            residualVariableRows(u, b, r, shift, k, from, to, whole);
            return;
        }
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
                StarRows.residual(u, b, r, shift, p, whole, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
            }
            StarPoints.residual(u, b, r, p + shift, p, done, n, sy, sz, lx, hx, cx, ly[j], hy[j], lz, hz, rest);
        }
    }

    private void residualVariableRows(
            double[] u, double[] b, double[] r, int shift, int k, int from, int to, int whole) {
        int begin = whole > 0 ? StarRows.untilAligned(layout.origin()) : 0;
        int done = whole > 0 ? begin + StarRows.whole(n - begin) : 0;
        for (int j = from; j < to; j++) {
            int p = layout.index(0, j, k);
            if (whole > 0) {
                StarRows.residualVariable(u, b, r, shift, p + begin, done - begin, sy, sz, low, high, ahead, centre);
                StarPoints.residualVariable(u, b, r, p + shift, p, 0, begin, sy, sz, low, high, ahead, centre);
            }
            StarPoints.residualVariable(u, b, r, p + shift, p, done, n, sy, sz, low, high, ahead, centre);
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
