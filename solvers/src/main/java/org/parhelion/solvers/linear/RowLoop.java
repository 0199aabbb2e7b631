package org.parhelion.solvers.linear;

import java.util.Arrays;

/**
 * The products of some rows of a matrix with a vector. Rows of many lengths in turn would make the processor guess wrongly where
 * each ends, and wait; such rows are taken in pieces, in each piece the short ones first.
 */
final class RowLoop {
    /** Rows to a call: the loops below are then compiled as methods called often, not as loops found running. */
    private static final int PIECE = 1024;

    /** Rows to a piece that is sorted: its elements fit into the second cache. */
    private static final int SORTED_PIECE = 512;

    /** Numbers that are at most in one line of a cache. */
    private static final int LINE = 8;

    private final LocalRows a;
    /** First rows of runs of consecutive rows, and the rows after their last ones, in turn. */
    private final int[] runs;
    /** Rows sorted within pieces; none if they lie in runs. */
    private final int[] sorted;
    /** First elements of sorted pieces and the elements after their last ones, in turn. */
    private final int[] elements;

    /** Keeps the compiler from leaving out what nobody reads. */
    private long touched;

    /** @param rows ascending */
    RowLoop(LocalRows a, int[] rows) {
        this.a = a;
        boolean sorts = isIrregular(rows);
        runs = runs(rows);
        sorted = sorts ? rows.clone() : new int[0];
        elements = new int[2 * ((sorted.length + SORTED_PIECE - 1) / SORTED_PIECE)];
        for (int piece = 0; piece < elements.length / 2; piece++) {
            sort(piece);
        }
    }

    private int length(int row) {
        return a.start[row + 1] - a.start[row];
    }

    /** Whether the length changes more often than from every fourth row to the next. */
    private boolean isIrregular(int[] rows) {
        int changes = 0;
        for (int n = 1; n < rows.length; n++) {
            changes += length(rows[n]) == length(rows[n - 1]) ? 0 : 1;
        }
        return changes > rows.length / 4;
    }

    static int[] runs(int[] rows) {
        int[] runs = new int[2 * rows.length];
        int count = 0;
        for (int n = 0; n < rows.length; n++) {
            if (n == 0 || rows[n] != rows[n - 1] + 1) {
                runs[count++] = rows[n];
            }
            if (n + 1 == rows.length || rows[n + 1] != rows[n] + 1) {
                runs[count++] = rows[n] + 1;
            }
        }
        return Arrays.copyOf(runs, count);
    }

    private void sort(int piece) {
        int from = piece * SORTED_PIECE;
        int to = Math.min(sorted.length, from + SORTED_PIECE);
        elements[2 * piece] = a.start[sorted[from]];
        elements[2 * piece + 1] = a.start[sorted[to - 1] + 1];
        long[] keys = new long[to - from];
        Arrays.setAll(keys, n -> (long) length(sorted[from + n]) << Integer.SIZE | sorted[from + n]);
        Arrays.sort(keys);
        for (int n = from; n < to; n++) {
            sorted[n] = (int) keys[n - from];
        }
    }

    /**
     * y ← A x in these rows, each summed up in the order of its elements.
     *
     * @param products where these rows' part of ⟨x, y⟩ is added to product {@code n}; null if it is not wanted
     */
    void run(double[] x, double[] y, InnerProducts products, int n) {
        if (sorted.length > 0) {
            runSorted(x, y);
            addProducts(runs, x, y, products, n);
            return;
        }
        for (int run = 0; run < runs.length; run += 2) {
            for (int from = runs[run]; from < runs[run + 1]; from += PIECE) {
                int to = Math.min(runs[run + 1], from + PIECE);
                consecutive(from, to, a.start, a.columns, a.values, x, y);
                if (products != null) {
                    products.add(n, x, from, y, from, to - from);
                }
            }
        }
    }

    /** Adds the products of numbers in these rows, unless {@code products} is null. */
    static void addProducts(int[] runs, double[] x, double[] y, InnerProducts products, int n) {
        for (int run = 0; run < runs.length && products != null; run += 2) {
            products.add(n, x, runs[run], y, runs[run], runs[run + 1] - runs[run]);
        }
    }

    private void runSorted(double[] x, double[] y) {
        for (int from = 0; from < sorted.length; from += SORTED_PIECE) {
            int piece = from / SORTED_PIECE;
            touched += touch(elements[2 * piece], elements[2 * piece + 1], a.columns, a.values);
            int to = Math.min(sorted.length, from + SORTED_PIECE);
            some(sorted, from, to, a.start, a.columns, a.values, x, y);
        }
    }

    private static void consecutive(
            int from, int to, int[] start, int[] columns, double[] values, double[] x, double[] y) {
        int k = start[from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int end = start[i + 1]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            y[i] = sum;
        }
    }

    /** Brings the elements from memory in the order in which they lie there. */
    private static long touch(int from, int to, int[] columns, double[] values) {
        long any = 0;
        for (int k = from; k < to; k += LINE) {
            any += Double.doubleToRawLongBits(values[k]) ^ columns[k];
        }
        return any;
    }

    private static void some(
            int[] rows, int from, int to, int[] start, int[] columns, double[] values, double[] x, double[] y) {
        for (int n = from; n < to; n++) {
            int i = rows[n];
            double sum = 0;
            int end = start[i + 1];
            for (int k = start[i]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            y[i] = sum;
        }
    }
}
