package org.parhelion.solvers.amg;

import org.parhelion.mpi.ReduceOp;

/**
 * What the diagonal of a level's matrix A tells.
 *
 * @param inverse 1 / aᵢᵢ of the own rows
 * @param bound maxᵢ Σⱼ |aᵢⱼ| / aᵢᵢ, which no eigenvalue of D⁻¹A exceeds (S. A. Gershgorin, 1931)
 */
record Scaling(double[] inverse, double bound) {
    private static final int PIECE = 4096;

    /**
     * Collective.
     *
     * @throws IllegalArgumentException on every rank: an element of the diagonal is not positive; with its row
     */
    static Scaling of(Layout layout, SparseRows a) {
        double[] inverse = new double[a.rows()];
        double[] bound = {0};
        int bad = -1;
        for (int from = 0; from < a.rows() && bad < 0; from += PIECE) {
            bad = scan(from, Math.min(a.rows(), from + PIECE), a.start(), a.columns(), a.values(), inverse, bound);
        }
        long first = layout.ranks().allReduce(bad < 0 ? Long.MAX_VALUE : layout.global(bad), ReduceOp.MIN);
        if (first < Long.MAX_VALUE) {
            double value = bad >= 0 && layout.global(bad) == first ? diagonal(a, bad) : Double.NEGATIVE_INFINITY;
            double element = layout.ranks().allReduce(value, ReduceOp.MAX);
            throw new IllegalArgumentException("smoothed aggregation: row " + first + " (counted from 0) has "
                    + (element == 0 ? "a zero or nothing on the diagonal" : element + " on the diagonal")
                    + "; it needs a matrix with a positive diagonal, such as a symmetric positive definite one");
        }
        return new Scaling(inverse, layout.ranks().allReduce(bound[0], ReduceOp.MAX));
    }

    private static double diagonal(SparseRows a, int row) {
        for (int k = a.start()[row]; k < a.start()[row + 1]; k++) {
            if (a.columns()[k] == row) {
                return a.values()[k];
            }
        }
        return 0;
    }

    /** The first row whose diagonal is not positive and finite, or −1. */
    private static int scan(
            int from, int to, int[] start, int[] columns, double[] values, double[] inverse, double[] bound) {
        double largest = bound[0];
        for (int i = from; i < to; i++) {
            double diagonal = 0;
            double sum = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                double value = values[k];
                sum += Math.abs(value);
                diagonal = columns[k] == i ? value : diagonal;
            }
            if (!(diagonal > 0 && diagonal < Double.POSITIVE_INFINITY)) {
                return i;
            }
            inverse[i] = 1 / diagonal;
            largest = Math.max(largest, sum / diagonal);
        }
        bound[0] = largest;
        return -1;
    }
}
