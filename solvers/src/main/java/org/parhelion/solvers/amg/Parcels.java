package org.parhelion.solvers.amg;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;

/**
 * Some rows of this rank that others are to get.
 *
 * @param rows local numbers, those for rank 0 first; a row may be for several ranks
 * @param counts how many are for each rank
 */
record Parcels(Communicator ranks, int[] rows, int[] counts) {
    /**
     * Rows from all ranks, those of lower ranks first.
     *
     * @param counts how many came from each rank
     * @param columns global numbers
     */
    record Rows(int[] counts, int[] start, long[] columns, double[] values) {
        int rows() {
            return start.length - 1;
        }
    }

    /** The number {@code global[row]} for each row. Collective. */
    long[] send(Layout layout) {
        long[] numbers = new long[rows.length];
        Arrays.setAll(numbers, n -> layout.global(rows[n]));
        int[] received = received();
        long[] all = new long[Arrays.stream(received).sum()];
        ranks.allToAllv(numbers, counts, all, received);
        return all;
    }

    private int[] received() {
        int[] received = new int[counts.length];
        ranks.allToAll(counts, received);
        return received;
    }

    /**
     * Elements of the rows. Collective.
     *
     * @param layout of the columns
     */
    Rows send(SparseRows matrix, Layout layout) {
        int[] received = received();
        int[] lengths = new int[rows.length];
        Arrays.setAll(lengths, n -> matrix.start()[rows[n] + 1] - matrix.start()[rows[n]]);
        int[] theirs = new int[Arrays.stream(received).sum()];
        ranks.allToAllv(lengths, counts, theirs, received);
        int[] start = new int[theirs.length + 1];
        for (int n = 0; n < theirs.length; n++) {
            start[n + 1] = Math.addExact(start[n], theirs[n]);
        }
        int[] out = sums(lengths, counts);
        int[] in = sums(theirs, received);
        int total = Arrays.stream(out).reduce(0, Math::addExact);
        long[] columns = new long[total];
        double[] values = new double[total];
        int to = 0;
        for (int row : rows) {
            for (int k = matrix.start()[row]; k < matrix.start()[row + 1]; k++) {
                columns[to] = layout.global(matrix.columns()[k]);
                values[to++] = matrix.values()[k];
            }
        }
        long[] allColumns = new long[start[theirs.length]];
        double[] allValues = new double[allColumns.length];
        ranks.allToAllv(columns, out, allColumns, in);
        ranks.allToAllv(values, out, allValues, in);
        return new Rows(received, start, allColumns, allValues);
    }

    /** Sums of consecutive groups. */
    private static int[] sums(int[] lengths, int[] groups) {
        int[] sums = new int[groups.length];
        int n = 0;
        for (int group = 0; group < groups.length; group++) {
            for (int end = n + groups[group]; n < end; n++) {
                sums[group] = Math.addExact(sums[group], lengths[n]);
            }
        }
        return sums;
    }
}
