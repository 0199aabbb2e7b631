package org.parhelion.solvers.linear;

/** Solves, exactly or not, with the matrix of one subdomain. */
interface BlockSolver {
    /** z[at + i] ← (M⁻¹ r)ᵢ of the numbers r[at + i], for all rows i of the block. */
    void solve(double[] r, double[] z, int at);
}
