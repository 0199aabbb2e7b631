package org.parhelion.solvers.dense;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/** Some columns of a distributed matrix, whole on every rank, column-major with the matrix's rows as leading dimension. */
final class Replicated {
    private Replicated() {}

    /** How many columns to treat at once: as much memory as a few panels. */
    static int width(DistributedMatrix matrix) {
        return Math.max(1, Math.min(matrix.columns(), matrix.block()));
    }

    /** The columns in a half-open range; by all ranks. */
    static double[] columns(DistributedMatrix matrix, int from, int to) {
        double[] whole = new double[Math.multiplyExact(matrix.rows(), to - from)];
        BlockCyclic rows = matrix.rowMap();
        int me = matrix.grid().myRow();
        int first = matrix.columnMap().countBelow(from, matrix.grid().myColumn());
        int end = matrix.columnMap().countBelow(to, matrix.grid().myColumn());
        for (int c = first; c < end; c++) {
            int column = matrix.columnMap().global(c, matrix.grid().myColumn()) - from;
            for (int r = 0; r < matrix.localRows(); r++) {
                whole[rows.global(r, me) + column * matrix.rows()] = matrix.local()[r + c * matrix.localRows()];
            }
        }
        sum(matrix.grid().world(), whole);
        return whole;
    }

    /** Adds up over a group in place. */
    static void sum(Communicator group, double[] values) {
        if (group.size() > 1 && values.length > 0) {
            group.allReduce(values, ReduceOp.SUM);
        }
    }

    /**
     * Writes this rank's share of whole columns; no messages.
     *
     * @param leading distance between the starts of columns in {@code whole}, at least the matrix's rows
     */
    static void store(double[] whole, int leading, DistributedMatrix matrix, int from, int to) {
        BlockCyclic rows = matrix.rowMap();
        int me = matrix.grid().myRow();
        int first = matrix.columnMap().countBelow(from, matrix.grid().myColumn());
        int end = matrix.columnMap().countBelow(to, matrix.grid().myColumn());
        for (int c = first; c < end; c++) {
            int column = matrix.columnMap().global(c, matrix.grid().myColumn()) - from;
            for (int r = 0; r < matrix.localRows(); r++) {
                matrix.local()[r + c * matrix.localRows()] = whole[rows.global(r, me) + column * leading];
            }
        }
    }

    /**
     * This rank's rows of whole columns, column-major with leading dimension {@link DistributedMatrix#leadingDimension}.
     *
     * @param like whose rows
     */
    static double[] localRows(double[] whole, int leading, int columns, DistributedMatrix like) {
        double[] part = new double[like.leadingDimension() * columns];
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < like.localRows(); r++) {
                part[r + c * like.leadingDimension()] =
                        whole[like.rowMap().global(r, like.grid().myRow()) + c * leading];
            }
        }
        return part;
    }
}
