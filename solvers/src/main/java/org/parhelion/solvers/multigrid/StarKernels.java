package org.parhelion.solvers.multigrid;

/**
 * The loops over one rank's unknowns of a {@link StarStencil}. Arrays have the stencil's layout; ghosts of neighbouring ranks
 * and across periodic seams are right on entry. All implementations give the same bits: with c = c_x + (c_y + c_z + shift) and
 *
 * <pre>x = fma(h_x, u_E, fma(l_x, u_W, b))    s = fma(h_y, u_N, l_y u_S) + fma(h_z, u_T, l_z u_B)
 * b − A u: r = fma(−c, u, x) + s    relaxed: fma(x + s, 1 / c · ω, (1 − ω) u)    Jacobi: fma(ω / c, r, u)    A u = −r with b = 0</pre>
 */
interface StarKernels {
    /** The loops for a stencil. */
    static StarKernels of(StarStencil stencil) {
        return VectorStarKernels.of(stencil);
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

    /** As {@link #relax} in rows {@code from ≤ j < to} of plane k alone, by local index. */
    void relaxRows(int colour, double[] u, double[] b, double omega, int k, int from, int to);

    /** As {@link #residual} in some rows alone, each number {@code shift} further on in r than its point is in u. */
    void residualRows(double[] u, double[] b, double[] r, int shift, int k, int from, int to);
}
