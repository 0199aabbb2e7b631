package org.parhelion.solvers.amg;

import java.util.Arrays;
import org.parhelion.mpi.ReduceOp;

/**
 * A maximal set of nodes no two of which are neighbours or have a common one: the rounds of B. Kelley and S. Rajamanickam,
 * “Parallel, portable algorithms for distance-2 maximal independent set and graph coarsening”, IPDPS 2022, algorithm 1. In each
 * round every undecided node has a number that follows from the round and its global number alone, so that the set is the same on
 * any number of ranks.
 */
final class IndependentSet {
    private static final long IN = 0;
    private static final long OUT = Long.MAX_VALUE;
    /** Ties of a symmetric matrix need about ten. */
    private static final int MOST_ROUNDS = 200;

    private static final int PIECE = 4096;

    private final Ties ties;
    private final Layout nodes;
    private final Halo halo;
    /** Of each local node: its number in this round, or {@link #IN} or {@link #OUT}. */
    private final long[] state;
    /** The least state around each node; {@link #OUT} for good once it is {@link #IN}. */
    private final long[] least;

    private IndependentSet(Ties ties, Halo halo) {
        this.ties = ties;
        this.halo = halo;
        this.nodes = halo.layout();
        this.state = new long[nodes.length()];
        this.least = new long[nodes.length()];
    }

    /**
     * Collective.
     *
     * @return for each local node, ghosts too, whether it is in the set
     * @throws IllegalArgumentException the ties are not symmetric and cannot be decided
     */
    static boolean[] of(Ties ties, Halo halo) {
        IndependentSet set = new IndependentSet(ties, halo);
        set.run();
        boolean[] in = new boolean[set.state.length];
        for (int n = 0; n < in.length; n++) {
            in[n] = set.state[n] == IN;
        }
        return in;
    }

    private void run() {
        int[] undecided = new int[nodes.owned()];
        int count = 0;
        for (int i = 0; i < nodes.owned(); i++) {
            if (ties.alone()[i]) {
                state[i] = OUT;
                least[i] = OUT;
            } else {
                undecided[count++] = i;
            }
        }
        int[] open = Arrays.copyOf(undecided, count);
        int opens = count;
        for (int round = 0; nodes.ranks().allReduce((long) count, ReduceOp.MAX) > 0; round++) {
            if (round == MOST_ROUNDS) {
                throw new IllegalArgumentException("smoothed aggregation: the places of the matrix's elements are not"
                        + " symmetric, and its rows cannot be put into aggregates; it needs a symmetric matrix");
            }
            for (int n = 0; n < count; n++) {
                state[undecided[n]] = number(round, nodes.first() + undecided[n]);
            }
            halo.update(state);
            for (int from = 0; from < opens; from += PIECE) {
                look(open, from, Math.min(opens, from + PIECE), ties.start(), ties.adjacent(), state, least);
            }
            opens = keep(open, opens, least, OUT);
            halo.update(least);
            for (int from = 0; from < count; from += PIECE) {
                decide(undecided, from, Math.min(count, from + PIECE), ties.start(), ties.adjacent(), state, least);
            }
            count = undecided(undecided, count, state);
        }
        halo.update(state);
    }

    /** A number in (0, 2⁶³ − 1) that no other node has in this round: all steps can be undone. */
    private static long number(int round, long node) {
        long mask = (1L << 62) - 1;
        long n = (node + 1 + 0x1e3779b97f4a7c15L * (round + 1)) & mask;
        n = (n ^ (n >>> 30)) * 0x3f58476d1ce4e5b9L & mask;
        n = (n ^ (n >>> 27)) * 0x14d049bb133111ebL & mask;
        return (n ^ (n >>> 31)) + 1;
    }

    private static void look(int[] open, int from, int to, int[] start, int[] adjacent, long[] state, long[] least) {
        for (int n = from; n < to; n++) {
            int i = open[n];
            long low = state[i];
            for (int k = start[i]; k < start[i + 1]; k++) {
                low = Math.min(low, state[adjacent[k]]);
            }
            least[i] = low == IN ? OUT : low;
        }
    }

    private static void decide(
            int[] undecided, int from, int to, int[] start, int[] adjacent, long[] state, long[] least) {
        for (int n = from; n < to; n++) {
            int i = undecided[n];
            long mine = state[i];
            long most = least[i];
            boolean same = most == mine;
            for (int k = start[i]; k < start[i + 1]; k++) {
                long there = least[adjacent[k]];
                most = Math.max(most, there);
                same &= there == mine;
            }
            if (most == OUT) {
                state[i] = OUT;
            } else if (same) {
                state[i] = IN;
            }
        }
    }

    /** Keeps those nodes of a list whose value is another; how many these are. */
    private static int keep(int[] list, int count, long[] values, long without) {
        int kept = 0;
        for (int n = 0; n < count; n++) {
            if (values[list[n]] != without) {
                list[kept++] = list[n];
            }
        }
        return kept;
    }

    private static int undecided(int[] list, int count, long[] state) {
        return keep(list, keep(list, count, state, OUT), state, IN);
    }
}
