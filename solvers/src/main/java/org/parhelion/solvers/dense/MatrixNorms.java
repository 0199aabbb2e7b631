package org.parhelion.solvers.dense;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;

/**
 * Norms of a distributed matrix: the same bits on every rank, grid and block size. All are collective. A NaN among the elements
 * makes every norm NaN, an infinity infinite; the norm of an empty matrix is 0.
 */
public final class MatrixNorms {
    /** Powers of two that bring extreme elements to where sums and squares neither overflow nor underflow. */
    private static final double SHRINK = 0x1p-600;

    private static final double STRETCH = 0x1p600;

    private final DistributedMatrix matrix;
    private final ProcessGrid grid;

    MatrixNorms(DistributedMatrix matrix) {
        this.matrix = matrix;
        grid = matrix.grid();
    }

    /** The largest |aᵢⱼ|. */
    public double max() {
        double largest = 0;
        boolean nan = false;
        for (double value : matrix.local()) {
            double size = Math.abs(value);
            largest = size > largest ? size : largest;
            nan |= Double.isNaN(value);
        }
        Communicator world = grid.world();
        boolean anyNan = world.allReduce(nan ? 1L : 0L, ReduceOp.MAX) == 1;
        double all = world.allReduce(largest, ReduceOp.MAX);
        return anyNan ? Double.NaN : all;
    }

    /** The largest sum of a column's |aᵢⱼ|. */
    public double one() {
        return largestSum(true);
    }

    /** The largest sum of a row's |aᵢⱼ|. */
    public double infinity() {
        return largestSum(false);
    }

    private double largestSum(boolean ofColumns) {
        double max = max();
        if (max == 0 || Double.isNaN(max) || Double.isInfinite(max)) {
            return max;
        }
        double factor = factor(max);
        int lines = ofColumns ? matrix.localColumns() : matrix.localRows();
        int terms = ofColumns ? matrix.rows() : matrix.columns();
        OrderFreeSums sums = new OrderFreeSums(lines, terms, max * factor);
        double[] local = matrix.local();
        int height = matrix.localRows();
        for (int j = 0; j < matrix.localColumns(); j++) {
            for (int i = 0; i < height; i++) {
                sums.add(ofColumns ? j : i, Math.abs(local[i + j * height]) * factor);
            }
        }
        double largest = sums.largest(ofColumns ? grid.column() : grid.row());
        return grid.world().allReduce(largest, ReduceOp.MAX) / factor;
    }

    /** The root of the sum of squares; each square is rounded, their sum is exact. */
    public double frobenius() {
        double max = max();
        if (max == 0 || Double.isNaN(max) || Double.isInfinite(max)) {
            return max;
        }
        double factor = factor(max);
        ReproducibleSum sum = new ReproducibleSum();
        for (double value : matrix.local()) {
            double scaled = value * factor;
            sum.add(scaled * scaled);
        }
        sum.allReduce(grid.world());
        return Math.sqrt(sum.value()) / factor;
    }

    private static double factor(double max) {
        if (max > 0x1p400) {
            return SHRINK;
        }
        return max < 0x1p-400 ? STRETCH : 1;
    }
}
