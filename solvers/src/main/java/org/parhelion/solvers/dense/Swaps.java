package org.parhelion.solvers.dense;

import java.util.Objects;
import org.parhelion.mpi.Communicator;

/** Exchanges rows or columns of a distributed matrix; to be called by all ranks of the grid. */
final class Swaps {
    private static final int TAG = 71;

    private Swaps() {}

    /**
     * Swaps two rows within a range of columns.
     *
     * @throws IndexOutOfBoundsException there is no such row or column
     */
    static void rows(DistributedMatrix matrix, int row, int other, int columnFrom, int columnTo) {
        Objects.checkIndex(row, matrix.rows());
        Objects.checkIndex(other, matrix.rows());
        Objects.checkFromToIndex(columnFrom, columnTo, matrix.columns());
        int from = matrix.columnMap().countBelow(columnFrom, matrix.grid().myColumn());
        int to = matrix.columnMap().countBelow(columnTo, matrix.grid().myColumn());
        swap(matrix, matrix.rowMap(), matrix.grid().column(), row, other, from, to, true);
    }

    /**
     * Swaps two columns within a range of rows.
     *
     * @throws IndexOutOfBoundsException there is no such row or column
     */
    static void columns(DistributedMatrix matrix, int column, int other, int rowFrom, int rowTo) {
        Objects.checkIndex(column, matrix.columns());
        Objects.checkIndex(other, matrix.columns());
        Objects.checkFromToIndex(rowFrom, rowTo, matrix.rows());
        int from = matrix.rowMap().countBelow(rowFrom, matrix.grid().myRow());
        int to = matrix.rowMap().countBelow(rowTo, matrix.grid().myRow());
        swap(matrix, matrix.columnMap(), matrix.grid().row(), column, other, from, to, false);
    }

    private static void swap(
            DistributedMatrix matrix,
            BlockCyclic map,
            Communicator ranks,
            int line,
            int other,
            int from,
            int to,
            boolean ofRows) {
        int owner = map.owner(line);
        int otherOwner = map.owner(other);
        boolean mine = ranks.rank() == owner;
        boolean alsoMine = ranks.rank() == otherOwner;
        if (line == other || from == to || !(mine || alsoMine)) {
            return;
        }
        Line first = new Line(matrix, mine ? map.local(line) : map.local(other), from, to, ofRows);
        if (mine && alsoMine) {
            Line second = new Line(matrix, map.local(other), from, to, ofRows);
            double[] kept = first.read();
            first.write(second.read());
            second.write(kept);
            return;
        }
        int peer = mine ? otherOwner : owner;
        double[] received = new double[to - from];
        ranks.sendRecv(first.read(), peer, TAG, received, peer, TAG);
        first.write(received);
    }

    /** A piece of a row or column of this rank's part. */
    private record Line(DistributedMatrix matrix, int place, int from, int to, boolean ofRows) {
        private int at(int i) {
            return ofRows ? place + i * matrix.localRows() : i + place * matrix.localRows();
        }

        double[] read() {
            double[] values = new double[to - from];
            for (int i = from; i < to; i++) {
                values[i - from] = matrix.local()[at(i)];
            }
            return values;
        }

        void write(double[] values) {
            for (int i = from; i < to; i++) {
                matrix.local()[at(i)] = values[i - from];
            }
        }
    }
}
