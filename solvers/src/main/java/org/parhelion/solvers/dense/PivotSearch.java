package org.parhelion.solvers.dense;

import org.parhelion.mpi.Communicator;

/**
 * Finds the largest candidate of a column over the ranks of a process column and brings, in the same messages, the row it
 * stands in and the row it takes the place of to all of them: log₂ P exchanges a column, as HPL does (Petitet, Whaley,
 * Dongarra and Cleary, HPL: a portable implementation of the high-performance Linpack benchmark, "panel factorization").
 */
final class PivotSearch {
    private static final int TAG = 71;
    private static final int KEY = 0;
    private static final int ROW = 1;
    private static final int HAS_TOP = 2;
    private static final int CANDIDATE = 3;

    private final Communicator column;
    private final int width;
    private final double[] best;
    private final double[] other;

    /**
     * @param column the ranks that have parts of the panel
     * @param width numbers in a row of the panel
     */
    PivotSearch(Communicator column, int width) {
        this.column = column;
        this.width = width;
        best = new double[CANDIDATE + 2 * width];
        other = new double[best.length];
    }

    int width() {
        return width;
    }

    /** This rank has no candidate and not the row at the top, unless it says so. */
    void start() {
        best[KEY] = -1;
        best[ROW] = Integer.MAX_VALUE;
        best[HAS_TOP] = 0;
    }

    /**
     * This rank's candidate.
     *
     * @param value the element; a NaN counts as largest, so that all ranks agree
     * @param row its global row
     * @param panel the panel's local part, column-major; the row begins at {@code at}
     */
    void candidate(double value, int row, double[] panel, int at, int leading) {
        best[KEY] = Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.abs(value);
        best[ROW] = row;
        for (int j = 0; j < width; j++) {
            best[CANDIDATE + j] = panel[at + j * leading];
        }
    }

    /** The row that the pivot row takes the place of, on the rank that has it. */
    void top(double[] panel, int at, int leading) {
        best[HAS_TOP] = 1;
        for (int j = 0; j < width; j++) {
            best[CANDIDATE + width + j] = panel[at + j * leading];
        }
    }

    /** All ranks of the column agree on the pivot. */
    void agree() {
        int size = column.size();
        int rank = column.rank();
        int power = Integer.highestOneBit(size);
        if (rank >= power) {
            column.send(best, rank - power, TAG);
            column.recv(best, rank - power, TAG);
            return;
        }
        if (rank + power < size) {
            column.recv(other, rank + power, TAG);
            combine();
        }
        for (int mask = 1; mask < power; mask <<= 1) {
            column.sendRecv(best, rank ^ mask, TAG, other, rank ^ mask, TAG);
            combine();
        }
        if (rank + power < size) {
            column.send(best, rank + power, TAG);
        }
    }

    /** The larger one; of equal ones the one further up, as a serial search from the top finds it. */
    private void combine() {
        if (other[KEY] > best[KEY] || (other[KEY] == best[KEY] && other[ROW] < best[ROW])) {
            best[KEY] = other[KEY];
            best[ROW] = other[ROW];
            System.arraycopy(other, CANDIDATE, best, CANDIDATE, width);
        }
        if (other[HAS_TOP] != 0) {
            best[HAS_TOP] = 1;
            System.arraycopy(other, CANDIDATE + width, best, CANDIDATE + width, width);
        }
    }

    /** The pivot's global row. */
    int row() {
        return (int) best[ROW];
    }

    /** Writes the pivot row as a row of a column-major array. */
    void pivotRow(double[] to, int at, int leading) {
        write(CANDIDATE, to, at, leading);
    }

    /** Writes the row whose place the pivot row has taken. */
    void displacedRow(double[] to, int at, int leading) {
        write(CANDIDATE + width, to, at, leading);
    }

    private void write(int from, double[] to, int at, int leading) {
        for (int j = 0; j < width; j++) {
            to[at + j * leading] = best[from + j];
        }
    }
}
