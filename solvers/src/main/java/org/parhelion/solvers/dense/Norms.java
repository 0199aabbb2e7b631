package org.parhelion.solvers.dense;

import org.parhelion.mpi.ReduceOp;

/** Norms that factorizations need of their own. */
final class Norms {
    private Norms() {}

    /** ‖A‖₁, the largest sum of magnitudes of a column; by all ranks. */
    static double one(DistributedMatrix a) {
        double[] sums = new double[a.localColumns()];
        for (int c = 0; c < sums.length; c++) {
            for (int r = 0; r < a.localRows(); r++) {
                sums[c] += Math.abs(a.local()[r + c * a.localRows()]);
            }
        }
        Replicated.sum(a.grid().column(), sums);
        return a.grid().world().allReduce(largest(sums), ReduceOp.MAX);
    }

    /** ‖A‖∞, the largest sum of magnitudes of a row; by all ranks. */
    static double infinity(DistributedMatrix a) {
        double[] sums = new double[a.localRows()];
        for (int c = 0; c < a.localColumns(); c++) {
            for (int r = 0; r < sums.length; r++) {
                sums[r] += Math.abs(a.local()[r + c * a.localRows()]);
            }
        }
        Replicated.sum(a.grid().row(), sums);
        return a.grid().world().allReduce(largest(sums), ReduceOp.MAX);
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }
}
