package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;

/**
 * Copies of a matrix's rows that other ranks have.
 *
 * @param start row n has the elements {@code start[n]} to {@code start[n + 1] − 1}
 * @param columns global numbers, ascending in each row
 */
record RemoteRows(int[] start, long[] columns, double[] values) {
    /**
     * Collective.
     *
     * @param rows global numbers, ascending, none of this rank's own
     */
    static RemoteRows fetch(CsrMatrix matrix, long[] rows) {
        IndexRequests requests = IndexRequests.of(RowPartition.of(matrix.range()), rows);
        Communicator ranks = requests.communicator();
        LocalRows local = matrix.rows();
        int[] lengths = new int[requests.local().length];
        Arrays.setAll(lengths, n -> local.start[requests.local()[n] + 1] - local.start[requests.local()[n]]);
        int[] start = new int[rows.length + 1];
        int[] wanted = new int[rows.length];
        ranks.allToAllv(lengths, requests.asked(), wanted, requests.wanted());
        for (int n = 0; n < rows.length; n++) {
            start[n + 1] = Math.addExact(start[n], wanted[n]);
        }
        int[] sent = sums(lengths, requests.asked());
        int[] received = sums(wanted, requests.wanted());
        long[] columns = new long[start[rows.length]];
        double[] values = new double[columns.length];
        ranks.allToAllv(columns(local, requests.local(), sent), sent, columns, received);
        ranks.allToAllv(values(local, requests.local(), sent), sent, values, received);
        return new RemoteRows(start, columns, values);
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

    private static long[] columns(LocalRows local, int[] rows, int[] sent) {
        long[] columns =
                new long[Math.toIntExact(Arrays.stream(sent).asLongStream().sum())];
        int to = 0;
        for (int row : rows) {
            for (int k = local.start[row]; k < local.start[row + 1]; k++) {
                columns[to++] = local.globalColumn(local.columns[k]);
            }
        }
        return columns;
    }

    private static double[] values(LocalRows local, int[] rows, int[] sent) {
        double[] values =
                new double[Math.toIntExact(Arrays.stream(sent).asLongStream().sum())];
        int to = 0;
        for (int row : rows) {
            int length = local.start[row + 1] - local.start[row];
            System.arraycopy(local.values, local.start[row], values, to, length);
            to += length;
        }
        return values;
    }
}
