package org.parhelion.solvers.amg;

import java.util.Arrays;

/** The own rows of Pᵀ (A P), in ascending order of global columns. */
final class CoarseRows {
    private final SparseRows left;
    private final SparseRows own;
    private final SparseRows guests;
    private final int ownRows;
    private final Layout layout;
    private final int[] start;
    private int[] columns;
    private double[] values;
    private int count;
    /** Sum of each local column in the row at work, and the row that last met it. */
    private final double[] sum;

    private final int[] met;

    /**
     * @param left own rows of Pᵀ
     * @param own own rows of A P
     * @param visiting the rows of A P that columns of {@code left} from {@code ownRows} on mean
     * @param layout of the columns of A P
     */
    CoarseRows(SparseRows left, SparseRows own, Parcels.Rows visiting, Layout layout, int ownRows) {
        this.left = left;
        this.own = own;
        this.ownRows = ownRows;
        this.layout = layout;
        int[] local = new int[visiting.columns().length];
        Arrays.setAll(local, k -> layout.local(visiting.columns()[k]));
        this.guests = new SparseRows(visiting.start(), local, visiting.values());
        this.start = new int[left.rows() + 1];
        this.columns = new int[Math.max(1024, own.entries() / 4)];
        this.values = new double[columns.length];
        this.sum = new double[layout.length()];
        this.met = new int[layout.length()];
        for (int i = 0; i < left.rows(); i++) {
            row(i);
        }
    }

    private void row(int i) {
        int end = left.start()[i + 1];
        for (int k = left.start()[i]; k < end; k++) {
            int middle = left.columns()[k];
            boolean isOwn = middle < ownRows;
            SparseRows right = isOwn ? own : guests;
            int row = isOwn ? middle : middle - ownRows;
            int from = right.start()[row];
            int to = right.start()[row + 1];
            if (to - from > columns.length - count) {
                reserve(to - from);
            }
            count = add(i + 1, left.values()[k], from, to, right.columns(), right.values(), columns, count, met, sum);
        }
        finish(i);
    }

    private static int add(
            int mark,
            double factor,
            int from,
            int to,
            int[] right,
            double[] rightValues,
            int[] columns,
            int filled,
            int[] met,
            double[] sum) {
        int next = filled;
        for (int l = from; l < to; l++) {
            int c = right[l];
            double term = factor * rightValues[l];
            if (met[c] == mark) {
                sum[c] += term;
            } else {
                met[c] = mark;
                sum[c] = term;
                columns[next++] = c;
            }
        }
        return next;
    }

    private void reserve(int more) {
        long length = Math.min(Integer.MAX_VALUE - 8, Math.max((long) count + more, count + count / 2L));
        columns = Arrays.copyOf(columns, (int) length);
        values = Arrays.copyOf(values, (int) length);
    }

    /** Sorts the row's columns and gives them their sums. A row of a vector that P does not have is that of the identity. */
    private void finish(int i) {
        int from = start[i];
        boolean ghosts = layout.length() > layout.owned();
        if (ghosts) {
            for (int k = from; k < count; k++) {
                columns[k] = layout.place(columns[k]);
            }
        }
        Arrays.sort(columns, from, count);
        boolean empty = true;
        for (int k = from; k < count; k++) {
            int c = ghosts ? layout.at(columns[k]) : columns[k];
            columns[k] = c;
            values[k] = sum[c];
            empty &= sum[c] == 0;
        }
        for (int k = from; empty && k < count; k++) {
            values[k] = columns[k] == i ? 1 : 0;
        }
        start[i + 1] = count;
    }

    /** The rows with those ghosts alone that occur. */
    SparseRows compress() {
        SparseRows rows = new SparseRows(start, Arrays.copyOf(columns, count), Arrays.copyOf(values, count));
        if (layout.ghosts().length > 0) {
            rows.renumber(layout.owned(), SparseRows.ghostNumbers(layout, layout()));
        }
        return rows;
    }

    /** Rows and columns of the result. */
    Layout layout() {
        boolean[] used = new boolean[layout.ghosts().length];
        for (int k = 0; k < count; k++) {
            if (columns[k] >= layout.owned()) {
                used[columns[k] - layout.owned()] = true;
            }
        }
        long[] ghosts = new long[used.length];
        int found = 0;
        for (int n = 0; n < used.length; n++) {
            if (used[n]) {
                ghosts[found++] = layout.ghosts()[n];
            }
        }
        return layout.with(Arrays.copyOf(ghosts, found));
    }
}
