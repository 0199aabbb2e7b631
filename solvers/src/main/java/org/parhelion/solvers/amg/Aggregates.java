package org.parhelion.solvers.amg;

import java.util.Arrays;

/**
 * A level's nodes in disjoint groups, the nodes of the next level: around each node of an {@link IndependentSet} its neighbours, and
 * of the other nodes each in the group that it is tied to most (N. Bell, S. Dalton and L. Olson, SIAM J. Sci. Comput. 34, 2012,
 * §4.2). Groups are numbered as their roots are, and belong to the ranks that have these.
 *
 * @param of local aggregate of each local node; −1 if it is in none
 * @param layout the aggregates, with those of ghosts as ghosts
 */
record Aggregates(int[] of, Layout layout) {
    private static final long NONE = -1;
    private static final int PIECE = 4096;

    /** Collective. */
    static Aggregates of(Ties ties, Halo halo) {
        Layout nodes = halo.layout();
        boolean[] root = IndependentSet.of(ties, halo);
        int roots = 0;
        for (int i = 0; i < nodes.owned(); i++) {
            roots += root[i] ? 1 : 0;
        }
        Layout layout = Layout.of(nodes.ranks(), roots);
        long[] rootNumber = new long[nodes.length()];
        long next = layout.first();
        for (int i = 0; i < nodes.owned(); i++) {
            rootNumber[i] = root[i] ? next++ : NONE;
        }
        halo.update(rootNumber);
        long[] inner = new long[nodes.length()];
        for (int from = 0; from < nodes.owned(); from += PIECE) {
            around(from, Math.min(nodes.owned(), from + PIECE), ties, rootNumber, inner);
        }
        halo.update(inner);
        long[] all = rootNumber;
        Attachment attachment = new Attachment(ties, inner);
        for (int from = 0; from < nodes.owned(); from += PIECE) {
            attachment.attach(from, Math.min(nodes.owned(), from + PIECE), all);
        }
        halo.update(all);
        return localize(layout, nodes, all);
    }

    /** Unknowns of the next level, {@code width} for each aggregate. Collective. */
    Layout columns(int width) {
        if (width == 1) {
            return layout;
        }
        long[] ghosts = new long[layout.ghosts().length * width];
        Arrays.setAll(ghosts, n -> layout.ghosts()[n / width] * width + n % width);
        return Layout.of(layout.ranks(), layout.owned() * width).with(ghosts);
    }

    private static Aggregates localize(Layout own, Layout nodes, long[] number) {
        long[] beyond = new long[nodes.length()];
        int count = 0;
        for (long aggregate : number) {
            if (aggregate != NONE && !own.isOwn(aggregate)) {
                beyond[count++] = aggregate;
            }
        }
        Layout layout = own.with(Layout.ascending(beyond, count));
        int[] of = new int[number.length];
        for (int n = 0; n < of.length; n++) {
            of[n] = number[n] == NONE ? -1 : layout.local(number[n]);
        }
        return new Aggregates(of, layout);
    }

    /** Roots and their neighbours. */
    private static void around(int from, int to, Ties ties, long[] rootNumber, long[] number) {
        int[] start = ties.start();
        int[] adjacent = ties.adjacent();
        for (int i = from; i < to; i++) {
            long found = rootNumber[i];
            for (int k = start[i]; k < start[i + 1] && found == NONE; k++) {
                found = rootNumber[adjacent[k]];
            }
            number[i] = found;
        }
    }

    /** Puts nodes that have no root beside them into the group of a neighbour. */
    private static final class Attachment {
        private final Ties ties;
        private final long[] inner;
        private long[] group = new long[64];
        private double[] weight = new double[64];

        Attachment(Ties ties, long[] inner) {
            this.ties = ties;
            this.inner = inner;
        }

        void attach(int from, int to, long[] number) {
            for (int i = from; i < to; i++) {
                number[i] = inner[i] != NONE || ties.alone()[i] ? inner[i] : strongest(i);
            }
        }

        /** The group with the largest sum of ties; of equal ones that with the least scrambled number, so that none is preferred. */
        private long strongest(int node) {
            int count = 0;
            int end = ties.start()[node + 1];
            for (int k = ties.start()[node]; k < end; k++) {
                long there = inner[ties.adjacent()[k]];
                if (there != NONE) {
                    int at = 0;
                    while (at < count && group[at] != there) {
                        at++;
                    }
                    if (at == count) {
                        count = add(count, there);
                    }
                    weight[at] += Math.abs(ties.weights()[k]);
                }
            }
            int best = -1;
            for (int n = 0; n < count; n++) {
                if (best < 0
                        || weight[n] > weight[best]
                        || weight[n] == weight[best] && scrambled(group[n]) < scrambled(group[best])) {
                    best = n;
                }
            }
            return best < 0 ? NONE : group[best];
        }

        private int add(int count, long number) {
            if (count == group.length) {
                group = Arrays.copyOf(group, 2 * count);
                weight = Arrays.copyOf(weight, 2 * count);
            }
            group[count] = number;
            weight[count] = 0;
            return count + 1;
        }

        private static long scrambled(long number) {
            long n = number * 0x9e3779b97f4a7c15L;
            return n ^ n >>> 32;
        }
    }
}
