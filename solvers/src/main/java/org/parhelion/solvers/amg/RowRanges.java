package org.parhelion.solvers.amg;

import java.util.Arrays;

/** The rows of a sparse matrix in runs: those without ghost columns, which need not wait for messages, and the others. */
final class RowRanges {
    /** Work is done in pieces, so that its loops are compiled as methods that are called often. */
    private static final int PIECE = 2048;

    /** Something to do with the rows {@code [from, to)}. */
    @FunctionalInterface
    interface Work {
        void on(int from, int to);
    }

    /** Beginnings of runs in turn: rows without ghosts, rows with ghosts, …; the last number is the number of rows. */
    private final int[] turns;

    private RowRanges(int[] turns) {
        this.turns = turns;
    }

    /** @param owned local columns from here on are ghosts */
    static RowRanges of(SparseRows a, int owned) {
        int[] turns = new int[16];
        int count = 1;
        boolean ghosts = false;
        for (int i = 0; i < a.rows(); i++) {
            boolean has = false;
            for (int k = a.start()[i]; k < a.start()[i + 1]; k++) {
                has |= a.columns()[k] >= owned;
            }
            if (has != ghosts) {
                if (count == turns.length) {
                    turns = Arrays.copyOf(turns, 2 * count);
                }
                turns[count++] = i;
                ghosts = has;
            }
        }
        turns = Arrays.copyOf(turns, count + 1);
        turns[count] = a.rows();
        return new RowRanges(turns);
    }

    void withoutGhosts(Work work) {
        run(0, work);
    }

    void withGhosts(Work work) {
        run(1, work);
    }

    /** All rows, those with ghosts when the ghosts of {@code x} have come. */
    void run(Halo halo, double[] x, Work work) {
        halo.start(x);
        withoutGhosts(work);
        halo.finish(x);
        withGhosts(work);
    }

    private void run(int first, Work work) {
        for (int n = first; n + 1 < turns.length; n += 2) {
            for (int from = turns[n]; from < turns[n + 1]; from += PIECE) {
                work.on(from, Math.min(turns[n + 1], from + PIECE));
            }
        }
    }
}
