package org.parhelion.solvers.amg;

/** Turns sparse rows into columns, those below some limit. */
final class Transpose {
    private static final int PIECE = 4096;

    private Transpose() {}

    /** Adds the number of elements of column c to {@code counts[c + 1]}. */
    static void count(SparseRows rows, int from, int to, int limit, int[] counts) {
        int end = rows.start()[to];
        for (int k = rows.start()[from]; k < end; k += 4 * PIECE) {
            countSome(k, Math.min(end, k + 4 * PIECE), rows.columns(), limit, counts);
        }
    }

    private static void countSome(int from, int to, int[] columns, int limit, int[] counts) {
        for (int k = from; k < to; k++) {
            int c = columns[k];
            if (c >= 0 && c < limit) {
                counts[c + 1]++;
            }
        }
    }

    /**
     * @param shift what is added to a row's number
     * @param next where the next element of each column goes
     */
    static void scatter(SparseRows rows, int from, int to, int shift, int limit, int[] next, SparseRows target) {
        for (int i = from; i < to; i += PIECE) {
            scatterSome(
                    i,
                    Math.min(to, i + PIECE),
                    shift,
                    limit,
                    rows.start(),
                    rows.columns(),
                    rows.values(),
                    next,
                    target.columns(),
                    target.values());
        }
    }

    private static void scatterSome(
            int from,
            int to,
            int shift,
            int limit,
            int[] start,
            int[] columns,
            double[] values,
            int[] next,
            int[] toColumns,
            double[] toValues) {
        for (int i = from; i < to; i++) {
            for (int k = start[i]; k < start[i + 1]; k++) {
                int c = columns[k];
                if (c >= 0 && c < limit) {
                    int at = next[c]++;
                    toColumns[at] = i + shift;
                    toValues[at] = values[k];
                }
            }
        }
    }
}
