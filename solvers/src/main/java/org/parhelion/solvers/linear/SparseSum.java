package org.parhelion.solvers.linear;

import java.util.Arrays;

/** α A + β B of the rows of one rank, merged column by column. */
final class SparseSum {
    private SparseSum() {}

    static LocalRows of(double alpha, LocalRows a, double beta, LocalRows b) {
        int most = Math.addExact(a.entries(), b.entries());
        int[] start = new int[a.rows() + 1];
        long[] columns = new long[most];
        double[] values = new double[most];
        int to = 0;
        for (int i = 0; i < a.rows(); i++) {
            int k = a.start[i];
            int l = b.start[i];
            while (k < a.start[i + 1] || l < b.start[i + 1]) {
                long ofA = k < a.start[i + 1] ? a.globalColumn(a.columns[k]) : Long.MAX_VALUE;
                long ofB = l < b.start[i + 1] ? b.globalColumn(b.columns[l]) : Long.MAX_VALUE;
                columns[to] = Math.min(ofA, ofB);
                double first = ofA <= ofB ? alpha * a.values[k++] : 0;
                values[to++] = ofB <= ofA ? first + beta * b.values[l++] : first;
            }
            start[i + 1] = to;
        }
        return LocalRows.of(a.firstColumn, a.owned, start, Arrays.copyOf(columns, to), Arrays.copyOf(values, to));
    }
}
