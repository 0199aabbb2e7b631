package org.parhelion.solvers.linear;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;

/**
 * Norms of a sparse matrix: the same bits on any number of ranks. All are collective. A NaN among the elements makes every
 * norm NaN, an infinity infinite; the norm of an empty matrix is 0.
 */
public final class CsrNorms {
    /** Powers of two that bring extreme elements to where squares neither overflow nor underflow. */
    private static final double SHRINK = 0x1p-600;

    private static final double STRETCH = 0x1p600;

    private final CsrMatrix matrix;

    CsrNorms(CsrMatrix matrix) {
        this.matrix = matrix;
    }

    /** The largest |aᵢⱼ|. */
    public double max() {
        double largest = 0;
        for (double value : matrix.rows().values) {
            largest = Math.max(largest, Math.abs(value)); // NaN if any is
        }
        return max(matrix.range().communicator(), largest);
    }

    /** The largest sum of a column's |aᵢⱼ|; makes the transpose. */
    public double one() {
        return matrix.transpose().norms().infinity();
    }

    /** The largest sum of a row's |aᵢⱼ|. */
    public double infinity() {
        LocalRows a = matrix.rows();
        double largest = 0;
        for (int i = 0; i < a.rows(); i++) {
            double sum = 0;
            for (int k = a.start[i]; k < a.start[i + 1]; k++) {
                sum += Math.abs(a.values[k]);
            }
            largest = Math.max(largest, sum);
        }
        return max(matrix.range().communicator(), largest);
    }

    /** The root of the sum of squares; each square is rounded, their sum is exact. */
    public double frobenius() {
        double max = max();
        if (max == 0 || !Double.isFinite(max)) {
            return max;
        }
        double factor = max > 0x1p400 ? SHRINK : max < 0x1p-400 ? STRETCH : 1;
        ReproducibleSum sum = new ReproducibleSum();
        for (double value : matrix.rows().values) {
            double scaled = value * factor;
            sum.add(scaled * scaled);
        }
        sum.allReduce(matrix.range().communicator());
        return Math.sqrt(sum.value()) / factor;
    }

    /** The largest of all ranks' numbers, NaN if one of them is. */
    static double max(Communicator ranks, double mine) {
        boolean nan = ranks.allReduce(Double.isNaN(mine) ? 1L : 0L, ReduceOp.MAX) == 1;
        double largest = ranks.allReduce(Double.isNaN(mine) ? 0 : mine, ReduceOp.MAX);
        return nan ? Double.NaN : largest;
    }
}
