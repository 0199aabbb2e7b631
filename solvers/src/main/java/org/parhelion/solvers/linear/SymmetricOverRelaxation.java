package org.parhelion.solvers.linear;

/**
 * SSOR from a zero guess: M = ω/(2 − ω) (D/ω + L) D⁻¹ (D/ω + U) for the matrix L + D + U; Y. Saad, Iterative Methods for Sparse
 * Linear Systems, 2nd edition (2003), §10.2.
 */
final class SymmetricOverRelaxation implements BlockSolver {
    static final String NAME = "SSOR";

    private final SquareBlock block;
    private final double omega;
    private final int[] diagonal;

    SymmetricOverRelaxation(SquareBlock block, double omega) {
        this.block = block;
        this.omega = omega;
        diagonal = block.diagonal(NAME);
        for (int i = 0; i < block.size(); i++) {
            if (block.values()[diagonal[i]] == 0) {
                throw block.zero(NAME, "the diagonal element is zero", i, 0);
            }
        }
    }

    @Override
    public void solve(double[] r, double[] z, int at) {
        int[] start = block.start();
        int[] columns = block.columns();
        double[] values = block.values();
        int size = diagonal.length;
        // z ← (D/ω + L)⁻¹ r
        for (int i = 0; i < size; i++) {
            double sum = r[at + i];
            for (int k = start[i]; k < diagonal[i]; k++) {
                sum -= values[k] * z[at + columns[k]];
            }
            z[at + i] = omega * sum / values[diagonal[i]];
        }
        // z ← (D/ω + U)⁻¹ (2 − ω)/ω D z
        for (int i = size - 1; i >= 0; i--) {
            double sum = (2 - omega) / omega * values[diagonal[i]] * z[at + i];
            for (int k = diagonal[i] + 1; k < start[i + 1]; k++) {
                sum -= values[k] * z[at + columns[k]];
            }
            z[at + i] = omega * sum / values[diagonal[i]];
        }
    }
}
