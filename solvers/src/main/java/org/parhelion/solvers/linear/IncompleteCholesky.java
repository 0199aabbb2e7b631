package org.parhelion.solvers.linear;

import java.util.Arrays;

/**
 * IC(0) without roots: L D Lᵀ, where L has no element where the matrix has none (Y. Saad, Iterative Methods for Sparse Linear
 * Systems, 2nd edition, 2003, §10.3.2). Where a pivot is not positive, the diagonal is multiplied by 1 + α, with α = 10⁻³, 2·10⁻³,
 * 4·10⁻³, …, as T. A. Manteuffel, “An incomplete factorization technique for positive definite linear systems”, Mathematics of
 * Computation 34, 1980, proposes.
 */
final class IncompleteCholesky implements BlockSolver {
    static final String NAME = "IC(0)";
    private static final double FIRST_SHIFT = 1e-3;
    private static final double LAST_SHIFT = 1e3;

    private final SquareBlock block;
    private final int[] diagonal;
    /** Places of L below the diagonal. */
    private final int[] start;

    private final int[] columns;
    private final double[] lower;
    private final double[] d;
    private final double shift;
    /** Lᵀ above the diagonal. */
    private final int[] upperStart;

    private final int[] upperColumns;
    private final double[] upper;

    IncompleteCholesky(SquareBlock block) {
        this.block = block;
        int size = block.size();
        diagonal = block.diagonal(NAME);
        start = new int[size + 1];
        for (int i = 0; i < size; i++) {
            start[i + 1] = start[i] + diagonal[i] - block.start()[i];
        }
        columns = new int[start[size]];
        lower = new double[start[size]];
        for (int i = 0; i < size; i++) {
            System.arraycopy(block.columns(), block.start()[i], columns, start[i], start[i + 1] - start[i]);
        }
        d = new double[size];
        shift = factorWithShifts();
        upperStart = new int[size + 1];
        upperColumns = new int[columns.length];
        upper = new double[columns.length];
        transpose();
    }

    private double factorWithShifts() {
        for (int i = 0; i < block.size(); i++) {
            if (!(block.values()[diagonal[i]] > 0)) {
                throw block.zero(
                        NAME, "the diagonal element must be positive, but it is not", i, block.values()[diagonal[i]]);
            }
        }
        double alpha = 0;
        while (!factor(alpha)) {
            alpha = alpha == 0 ? FIRST_SHIFT : 2 * alpha;
            if (alpha > LAST_SHIFT) {
                throw new ZeroPivotException(NAME + ": no positive pivots even with the diagonal multiplied by "
                        + LAST_SHIFT + "; the matrix is not positive definite");
            }
        }
        return alpha;
    }

    /** Returns whether all pivots are positive. */
    private boolean factor(double alpha) {
        for (int i = 0; i < block.size(); i++) {
            int from = block.start()[i];
            double pivot = block.values()[diagonal[i]] * (1 + alpha);
            for (int k = start[i]; k < start[i + 1]; k++) {
                int row = columns[k];
                // lᵢₖ dₖ = aᵢₖ − Σ lᵢⱼ dⱼ lₖⱼ
                double sum = block.values()[from + k - start[i]];
                int n = start[row];
                for (int m = start[i]; m < k; m++) {
                    while (n < start[row + 1] && columns[n] < columns[m]) {
                        n++;
                    }
                    if (n < start[row + 1] && columns[n] == columns[m]) {
                        sum -= lower[m] * d[columns[m]] * lower[n];
                    }
                }
                lower[k] = sum / d[row];
                pivot -= lower[k] * sum;
            }
            if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            d[i] = pivot;
        }
        return true;
    }

    private void transpose() {
        for (int column : columns) {
            upperStart[column + 1]++;
        }
        for (int i = 0; i < block.size(); i++) {
            upperStart[i + 1] += upperStart[i];
        }
        int[] next = Arrays.copyOf(upperStart, block.size());
        for (int i = 0; i < block.size(); i++) {
            for (int k = start[i]; k < start[i + 1]; k++) {
                int to = next[columns[k]]++;
                upperColumns[to] = i;
                upper[to] = lower[k];
            }
        }
    }

    /** α, 0 where none was needed. */
    double shift() {
        return shift;
    }

    @Override
    public void solve(double[] r, double[] z, int at) {
        int size = d.length;
        for (int i = 0; i < size; i++) {
            double sum = r[at + i];
            for (int k = start[i]; k < start[i + 1]; k++) {
                sum -= lower[k] * z[at + columns[k]];
            }
            z[at + i] = sum;
        }
        for (int i = size - 1; i >= 0; i--) {
            double sum = z[at + i] / d[i];
            for (int k = upperStart[i]; k < upperStart[i + 1]; k++) {
                sum -= upper[k] * z[at + upperColumns[k]];
            }
            z[at + i] = sum;
        }
    }
}
