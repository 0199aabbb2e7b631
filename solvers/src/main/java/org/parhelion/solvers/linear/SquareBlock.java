package org.parhelion.solvers.linear;

import java.util.Arrays;

/**
 * The rows and columns of a sparse matrix that belong to one subdomain.
 *
 * @param global numbers of its rows in the whole matrix, ascending
 * @param start row i has the elements {@code start[i]} to {@code start[i + 1] − 1}
 * @param columns numbers within the block, ascending in each row
 */
record SquareBlock(long[] global, int[] start, int[] columns, double[] values) {
    int size() {
        return global.length;
    }

    /** Cuts a block out of rows that lie one after the other in a matrix, from local row {@code at} on. */
    static SquareBlock of(LocalRows rows, int at, long[] global) {
        int size = global.length;
        int most = rows.start[at + size] - rows.start[at];
        int[] start = new int[size + 1];
        int[] columns = new int[most];
        double[] values = new double[most];
        int to = 0;
        for (int i = 0; i < size; i++) {
            for (int k = rows.start[at + i]; k < rows.start[at + i + 1]; k++) {
                int column = Arrays.binarySearch(global, rows.globalColumn(rows.columns[k]));
                if (column >= 0) {
                    columns[to] = column;
                    values[to++] = rows.values[k];
                }
            }
            start[i + 1] = to;
        }
        return new SquareBlock(global, start, Arrays.copyOf(columns, to), Arrays.copyOf(values, to));
    }

    /** Where the diagonal elements lie. */
    int[] diagonal(String who) {
        int[] diagonal = new int[size()];
        for (int i = 0; i < size(); i++) {
            diagonal[i] = Arrays.binarySearch(columns, start[i], start[i + 1], i);
            if (diagonal[i] < 0) {
                throw zero(who, "there is no diagonal element", i, 0);
            }
        }
        return diagonal;
    }

    ZeroPivotException zero(String who, String what, int row, double value) {
        return new ZeroPivotException(String.format(
                "%s: %s in row %d (rows count from 0)%s; reorder the rows so that the diagonal is not zero, or take another"
                        + " preconditioner",
                who, what, global[row], value == 0 ? "" : ", " + value));
    }
}
