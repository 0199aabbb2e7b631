package org.parhelion.solvers.multigrid;

import org.parhelion.mpi.VectorTier;

/**
 * {@link StarKernels} row by row, in vectors once these are faster.
 *
 * <p>There is a method for each loop: of two large ones in one method the compiler would leave parts of the second uncompiled.
 */
abstract class VectorStarKernels implements StarKernels {
    /** Shorter rows are not worth a vector. */
    private static final int LEAST_VECTOR_ROW = 48;

    private static final VectorTier TIER = new VectorTier();

    private final StarStencil stencil;
    private final StarLayout layout;
    private final VectorTier tier;
    private final int n;

    VectorStarKernels(StarStencil stencil, VectorTier tier) {
        this.stencil = stencil;
        this.layout = stencil.layout();
        this.tier = tier;
        this.n = layout.nx();
    }

    static VectorStarKernels of(StarStencil stencil) {
        return of(stencil, TIER);
    }

    /** @param tier null for vectors at once */
    static VectorStarKernels of(StarStencil stencil, VectorTier tier) {
        return stencil.isSeparable() ? new SeparableKernels(stencil, tier) : new VariableKernels(stencil, tier);
    }

    // in plane k, some rows or all; the first numbers of a row that fill vectors are that many, 0 for none

    abstract void relax(int colour, double[] u, double[] b, double omega, int k, int from, int to, int whole);

    abstract void residual(double[] u, double[] b, double[] r, int shift, int k, int from, int to, int whole);

    abstract void apply(double[] u, double[] y, int k, int whole);

    abstract void jacobi(double[] u, double[] b, double[] out, double omega, int k, int whole);

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
        int whole = vectors ? StarVectors.whole(n) : 0;
        switch (work) {
            case RELAX -> relax(colour, u, b, omega, k, from, to, whole);
            case RESIDUAL -> residual(u, b, out, shift, k, from, to, whole);
            case APPLY -> apply(u, out, k, whole);
            case JACOBI -> jacobi(u, b, out, omega, k, whole);
        }
        if (start != 0) {
            tier.ran(vectors, (long) n * (to - from), start);
        }
    }
}
