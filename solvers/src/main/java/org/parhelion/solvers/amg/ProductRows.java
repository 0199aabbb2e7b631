package org.parhelion.solvers.amg;

import java.util.Arrays;

/** A B on one rank, its rows' columns in the order in which they are met. */
final class ProductRows {
    private static final int PIECE = 512;
    /** Every so many rows one is counted to guess the number of elements. */
    private static final int SAMPLE = 64;

    private ProductRows() {}

    /**
     * @param b a row for each local column of A
     * @param width local columns of B
     */
    static SparseRows of(SparseRows a, SparseRows b, int width) {
        int[] position = new int[width];
        Arrays.fill(position, -1);
        int[] start = new int[a.rows() + 1];
        int length = guess(a, b, width);
        int[] columns = new int[length];
        double[] values = new double[length];
        int count = 0;
        for (int from = 0; from < a.rows(); from += PIECE) {
            int to = Math.min(a.rows(), from + PIECE);
            long most = count + most(a.start()[from], a.start()[to], a.columns(), b.start());
            if (most > columns.length) {
                int longer = Math.toIntExact(Math.max(most, Math.min(Integer.MAX_VALUE - 8, columns.length * 5L / 4)));
                columns = Arrays.copyOf(columns, longer);
                values = Arrays.copyOf(values, longer);
            }
            count = rows(from, to, a, b, position, count, start, columns, values);
        }
        return new SparseRows(start, columns, values);
    }

    private static long most(int from, int to, int[] columns, int[] start) {
        long sum = 0;
        for (int k = from; k < to; k++) {
            sum += start[columns[k] + 1] - start[columns[k]];
        }
        return sum;
    }

    private static int guess(SparseRows a, SparseRows b, int width) {
        int[] met = new int[width];
        long found = 0;
        long looked = 0;
        for (int i = SAMPLE / 2; i < a.rows(); i += SAMPLE) {
            looked++;
            for (int k = a.start()[i]; k < a.start()[i + 1]; k++) {
                int middle = a.columns()[k];
                for (int l = b.start()[middle]; l < b.start()[middle + 1]; l++) {
                    int c = b.columns()[l];
                    found += met[c] == i ? 0 : 1;
                    met[c] = i;
                }
            }
        }
        double each = looked == 0 ? 16 : 1.02 * found / looked;
        return (int) Math.min(Integer.MAX_VALUE - 8, (long) (each * a.rows()) + 64L * PIECE);
    }

    private static int rows(
            int from,
            int to,
            SparseRows a,
            SparseRows b,
            int[] position,
            int filled,
            int[] start,
            int[] columns,
            double[] values) {
        int[] aStart = a.start();
        int[] aColumns = a.columns();
        double[] aValues = a.values();
        int[] bStart = b.start();
        int[] bColumns = b.columns();
        double[] bValues = b.values();
        int next = filled;
        for (int i = from; i < to; i++) {
            int begin = next;
            for (int k = aStart[i]; k < aStart[i + 1]; k++) {
                double factor = aValues[k];
                int middle = aColumns[k];
                int end = bStart[middle + 1];
                for (int l = bStart[middle]; l < end; l++) {
                    int c = bColumns[l];
                    int at = position[c];
                    double term = factor * bValues[l];
                    if (at >= begin) {
                        values[at] += term;
                    } else {
                        position[c] = next;
                        columns[next] = c;
                        values[next++] = term;
                    }
                }
            }
            start[i + 1] = next;
        }
        return next;
    }
}
