package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.parhelion.mpi.VectorTier;

/**
 * The products of some rows of a matrix with a vector. Where lengths change from row to row, a loop over the elements of a row
 * inside a loop over rows makes the processor guess wrongly where each row ends, the more so as the compiler unrolls the inner one;
 * such rows are computed by one loop over the elements of all of them.
 */
final class RowLoop {
    /** Rows to a call: the loops below are then compiled as methods called often, not as loops found running. */
    static final int PIECE = 1024;

    private static final VectorTier TIER = new VectorTier();

    private final LocalRows a;
    /** First rows of runs of consecutive rows, and the rows after their last ones, in turn. */
    private final int[] runs;

    private final boolean irregular;
    /** Rows among them that are computed by vectors; null where there are too few. */
    private final StretchedRows stretches;

    private final boolean vectorsAtOnce;

    /** @param rows ascending */
    RowLoop(LocalRows a, int[] rows) {
        this(a, rows, false);
    }

    /** @param vectorsAtOnce not to wait until vector code is faster; for tests */
    RowLoop(LocalRows a, int[] rows, boolean vectorsAtOnce) {
        this.a = a;
        this.vectorsAtOnce = vectorsAtOnce;
        irregular = isIrregular(rows);
        runs = runs(rows);
        stretches = irregular ? null : StretchedRows.of(a, runs);
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

    /**
     * y ← A x in these rows, each summed up in the order of its elements.
     *
     * @param products where these rows' part of ⟨x, y⟩ is added to product {@code n}; null if it is not wanted
     */
    void run(double[] x, double[] y, InnerProducts products, int n) {
        int stretch = 0;
        for (int run = 0; run < runs.length; run += 2) {
            int from = runs[run];
            while (from < runs[run + 1]) {
                int to = Math.min(runs[run + 1], from + PIECE);
                if (irregular) {
                    uneven(from, to, x, y);
                } else if (stretches == null) {
                    even(from, to, a.start, a.columns, a.values, x, y);
                } else {
                    int end = stretches.endWithin(stretch, to);
                    to = stretches.withoutCutting(end, to);
                    inStretches(from, to, stretch, end, x, y);
                    stretch = end;
                }
                if (products != null) {
                    products.add(n, x, from, y, from, to - from);
                }
                from = to;
            }
        }
    }

    private void inStretches(int from, int to, int first, int end, double[] x, double[] y) {
        boolean vectors = vectorsAtOnce || TIER.vectors();
        long begun = TIER.now();
        int next = from;
        for (int stretch = first; vectors && stretch < end; stretch++) {
            even(next, stretches.from(stretch), a.start, a.columns, a.values, x, y);
            stretches.run(stretch, x, y);
            next = stretches.to(stretch);
        }
        even(next, to, a.start, a.columns, a.values, x, y);
        TIER.ran(vectors, a.start[to] - a.start[from], begun);
    }

    /** Adds the products of numbers in these rows, unless {@code products} is null. */
    static void addProducts(int[] runs, double[] x, double[] y, InnerProducts products, int n) {
        for (int run = 0; run < runs.length && products != null; run += 2) {
            products.add(n, x, runs[run], y, runs[run], runs[run + 1] - runs[run]);
        }
    }

    private static void even(int from, int to, int[] start, int[] columns, double[] values, double[] x, double[] y) {
        int k = start[from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int end = start[i + 1]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            y[i] = sum;
        }
    }

    private void uneven(int from, int to, double[] x, double[] y) {
        int i = from;
        while (i < to) {
            if (a.start[i] == a.start[i + 1]) {
                y[i++] = 0;
            } else {
                i = untilEmpty(i, to, a.start, a.columns, a.values, x, y);
            }
        }
    }

    /** From a row that is not empty to the first one that is, or to the end; gives the row after the last one computed. */
    private static int untilEmpty(
            int from, int to, int[] start, int[] columns, double[] values, double[] x, double[] y) {
        int i = from;
        int end = start[i + 1];
        int last = start[to] - 1;
        double sum = 0;
        int k = start[i];
        for (; k < last; k++) {
            sum += values[k] * x[columns[k]];
            if (k + 1 == end) {
                y[i++] = sum;
                sum = 0;
                end = start[i + 1];
                if (end == k + 1) {
                    return i;
                }
            }
        }
        y[i] = sum + values[k] * x[columns[k]];
        return i + 1;
    }
}
