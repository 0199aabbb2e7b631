package org.parhelion.solvers.linear;

/**
 * Puts the elements of sparse rows into the one order that all sums follow: ascending columns. Elements of the same place
 * are added up in ascending order of their values, which does not depend on who gave them and when.
 */
final class RowOrder {
    /** Rows up to this length are sorted by insertion. */
    private static final int SHORT = 24;

    private RowOrder() {}

    /**
     * @param start row i has the elements {@code start[i]} to {@code start[i + 1] − 1}; changed to what is left
     * @return how many elements are left
     */
    static int sortAndCombine(int[] start, long[] columns, double[] values) {
        int rows = start.length - 1;
        int to = 0;
        int from = start[0];
        for (int i = 0; i < rows; i++) {
            int end = start[i + 1];
            if (!isAscending(columns, from, end)) {
                sort(columns, values, from, end);
            }
            start[i] = to;
            to = combine(columns, values, from, end, to);
            from = end;
        }
        start[rows] = to;
        return to;
    }

    static boolean isAscending(long[] columns, int from, int end) {
        for (int k = from + 1; k < end; k++) {
            if (columns[k - 1] >= columns[k]) {
                return false;
            }
        }
        return true;
    }

    private static int combine(long[] columns, double[] values, int from, int end, int target) {
        int to = target;
        for (int k = from; k < end; ) {
            long column = columns[k];
            double sum = values[k++];
            while (k < end && columns[k] == column) {
                sum += values[k++];
            }
            columns[to] = column;
            values[to++] = sum;
        }
        return to;
    }

    private static void sort(long[] columns, double[] values, int from, int end) {
        if (end - from > SHORT) {
            heapSort(columns, values, from, end - from);
            return;
        }
        for (int k = from + 1; k < end; k++) {
            long column = columns[k];
            double value = values[k];
            int at = k;
            while (at > from && isAfter(columns[at - 1], values[at - 1], column, value)) {
                columns[at] = columns[at - 1];
                values[at] = values[at - 1];
                at--;
            }
            columns[at] = column;
            values[at] = value;
        }
    }

    private static boolean isAfter(long column, double value, long otherColumn, double otherValue) {
        return column != otherColumn ? column > otherColumn : Double.compare(value, otherValue) > 0;
    }

    private static void heapSort(long[] columns, double[] values, int from, int length) {
        for (int root = length / 2 - 1; root >= 0; root--) {
            siftDown(columns, values, from, root, length);
        }
        for (int last = length - 1; last > 0; last--) {
            swap(columns, values, from, from + last);
            siftDown(columns, values, from, 0, last);
        }
    }

    private static void siftDown(long[] columns, double[] values, int from, int start, int length) {
        int root = start;
        for (int child = 2 * root + 1; child < length; child = 2 * root + 1) {
            int at = from + child;
            if (child + 1 < length && isAfter(columns[at + 1], values[at + 1], columns[at], values[at])) {
                child++;
                at++;
            }
            if (!isAfter(columns[at], values[at], columns[from + root], values[from + root])) {
                return;
            }
            swap(columns, values, from + root, at);
            root = child;
        }
    }

    private static void swap(long[] columns, double[] values, int a, int b) {
        long column = columns[a];
        double value = values[a];
        columns[a] = columns[b];
        values[a] = values[b];
        columns[b] = column;
        values[b] = value;
    }
}
