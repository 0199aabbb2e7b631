package org.parhelion.solvers.linear;

import java.util.Arrays;

/**
 * ILU(0): L U with no element where the matrix has none: Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003),
 * algorithm 10.4.
 */
final class IncompleteLu implements BlockSolver {
    static final String NAME = "ILU(0)";

    private final int[] start;
    private final int[] columns;
    /** L below the diagonal (its own is 1), U above it. */
    private final double[] values;

    private final int[] diagonal;
    /** 1 / uᵢᵢ. */
    private final double[] inverse;

    IncompleteLu(SquareBlock block) {
        start = block.start();
        columns = block.columns();
        values = block.values().clone();
        diagonal = block.diagonal(NAME);
        inverse = new double[block.size()];
        int[] place = new int[block.size()];
        Arrays.fill(place, -1);
        for (int i = 0; i < block.size(); i++) {
            eliminate(i, place);
            double pivot = values[diagonal[i]];
            if (pivot == 0 || !Double.isFinite(pivot)) {
                throw block.zero(NAME, pivot == 0 ? "a zero pivot" : "a pivot that is not finite", i, pivot);
            }
            inverse[i] = 1 / pivot;
        }
    }

    /** @param place of a column in row i, −1 where it has none; so again on return */
    private void eliminate(int i, int[] place) {
        for (int k = start[i]; k < start[i + 1]; k++) {
            place[columns[k]] = k;
        }
        for (int k = start[i]; k < diagonal[i]; k++) {
            int row = columns[k];
            values[k] *= inverse[row];
            for (int l = diagonal[row] + 1; l < start[row + 1]; l++) {
                int at = place[columns[l]];
                if (at >= 0) {
                    values[at] -= values[k] * values[l];
                }
            }
        }
        for (int k = start[i]; k < start[i + 1]; k++) {
            place[columns[k]] = -1;
        }
    }

    @Override
    public void solve(double[] r, double[] z, int at) {
        int size = inverse.length;
        for (int i = 0; i < size; i++) {
            double sum = r[at + i];
            for (int k = start[i]; k < diagonal[i]; k++) {
                sum -= values[k] * z[at + columns[k]];
            }
            z[at + i] = sum;
        }
        for (int i = size - 1; i >= 0; i--) {
            double sum = z[at + i];
            for (int k = diagonal[i] + 1; k < start[i + 1]; k++) {
                sum -= values[k] * z[at + columns[k]];
            }
            z[at + i] = sum * inverse[i];
        }
    }
}
