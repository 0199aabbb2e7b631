package org.parhelion.solvers.multigrid;

/**
 * The loops over one rank's unknowns of a {@link StarStencil}. Arrays have the stencil's layout; ghosts of neighbouring ranks
 * and across periodic seams are right on entry. All implementations give the same bits: with s the sum Σ (l u + h u), taken
 * in the order x−, x+, y−, y+, z−, z+ by a multiplication and fused multiply-adds, and c = c_x + (c_y + c_z + shift),
 *
 * <pre>A u = fma(c, u, −s)    r = fma(−c, u, b + s)    relaxed u = fma(ω, (b + s) / c − u, u)    Jacobi: fma(ω / c, r, u)</pre>
 */
interface StarKernels {
    /** The loops for a stencil. */
    static StarKernels of(StarStencil stencil) {
        return new VectorStarKernels(stencil);
    }

    StarStencil stencil();

    /** y ← A u. */
    void apply(double[] u, double[] y);

    /** r ← b − A u. */
    void residual(double[] u, double[] b, double[] r);

    /**
     * Solves for the points of one colour in place, the others held fast: half a sweep of red–black Gauss–Seidel,
     * or with ω ≠ 1 of over-relaxation. Points have
     * colour (i + j + k + parity) modulo 2.
     */
    void relax(int colour, double[] u, double[] b, double omega);

    /** out ← u + ω D⁻¹ (b − A u). */
    void jacobi(double[] u, double[] b, double[] out, double omega);

    /** As {@link #relax} in plane k alone, by local index. */
    void relaxPlane(int colour, double[] u, double[] b, double omega, int k);

    /** As {@link #residual} in plane k alone, each number {@code shift} further on in r than its point is in u. */
    void residualPlane(double[] u, double[] b, double[] r, int shift, int k);
}
