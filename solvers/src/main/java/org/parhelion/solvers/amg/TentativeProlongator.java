package org.parhelion.solvers.amg;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;

/**
 * The prolongator before it is smoothed: in each aggregate's rows an orthonormal basis of the near null space B there, Q of
 * B = Q R; the R are B on the next level (P. Vaněk, J. Mandel and M. Brezina, Computing 56 (1996), algorithm 5.1).
 *
 * <p>Gram–Schmidt's method is done twice (L. Giraud, J. Langou and M. Rozložník, 2005). A vector that depends on those before it in
 * an aggregate gives a column of zeros.
 */
final class TentativeProlongator {
    /** What is left of a vector that depends on others is so much smaller. */
    private static final double DEPENDENT = 1e-10;

    private final Nodes nodes;
    private final Aggregates aggregates;
    private final int width;
    /** Q, row by row. */
    private final double[] rows;

    private final double[] coarse;

    /**
     * Collective.
     *
     * @param near B, row by row, {@code width} numbers each
     */
    TentativeProlongator(Nodes nodes, Aggregates aggregates, double[] near, int width) {
        this.nodes = nodes;
        this.aggregates = aggregates;
        this.width = width;
        this.rows = new double[nodes.rows().length() * width];
        this.coarse = new double[aggregates.layout().owned() * width * width];
        factor(near);
    }

    /** Q, row by row, {@code width} numbers each; those of ghosts are to be fetched yet. */
    double[] rows() {
        return rows;
    }

    /** B of the next level, row by row, {@code width} numbers each. */
    double[] coarseNearNullSpace() {
        return coarse;
    }

    private void factor(double[] near) {
        Communicator ranks = nodes.rows().ranks();
        int numbers = nodes.block() * width;
        int[] counts = new int[ranks.size()];
        int[] away = membersElsewhere(counts);
        long[] aggregate = new long[away.length];
        double[] out = new double[away.length * numbers];
        for (int n = 0; n < away.length; n++) {
            aggregate[n] = aggregates.layout().global(aggregates.of()[away[n]]);
            System.arraycopy(near, away[n] * numbers, out, n * numbers, numbers);
        }
        int[] received = new int[counts.length];
        ranks.allToAll(counts, received);
        long[] visiting = new long[Arrays.stream(received).sum()];
        ranks.allToAllv(aggregate, counts, visiting, received);
        double[] guests = new double[visiting.length * numbers];
        ranks.allToAllv(out, times(counts, numbers), guests, times(received, numbers));
        int lower = 0;
        for (int rank = 0; rank < ranks.rank(); rank++) {
            lower += received[rank];
        }
        orthonormalize(near, visiting, guests, lower);
        ranks.allToAllv(guests, times(received, numbers), out, times(counts, numbers));
        for (int n = 0; n < away.length; n++) {
            System.arraycopy(out, n * numbers, rows, away[n] * numbers, numbers);
        }
    }

    private static int[] times(int[] counts, int factor) {
        return Arrays.stream(counts).map(count -> count * factor).toArray();
    }

    /** Own nodes in aggregates of other ranks, those of rank 0 first, and how many there are for each rank. */
    private int[] membersElsewhere(int[] counts) {
        int owned = aggregates.layout().owned();
        int[] found = new int[nodes.layout().owned()];
        int count = 0;
        for (int i = 0; i < nodes.layout().owned(); i++) {
            if (aggregates.of()[i] >= owned) {
                found[count++] = i;
            }
        }
        int[] owner = new int[count];
        for (int n = 0; n < count; n++) {
            owner[n] = aggregates
                    .layout()
                    .partition()
                    .owner(aggregates.layout().global(aggregates.of()[found[n]]));
            counts[owner[n]]++;
        }
        int[] next = new int[counts.length];
        for (int rank = 1; rank < counts.length; rank++) {
            next[rank] = next[rank - 1] + counts[rank - 1];
        }
        int[] sorted = new int[count];
        for (int n = 0; n < count; n++) {
            sorted[next[owner[n]]++] = found[n];
        }
        return sorted;
    }

    /** Factors each own aggregate, its members in ascending order: guests of lower ranks, own nodes, guests of higher ranks. */
    private void orthonormalize(double[] near, long[] visiting, double[] guests, int lower) {
        int owned = aggregates.layout().owned();
        int own = nodes.layout().owned();
        int[] start = new int[owned + 1];
        int[] group = new int[own + visiting.length];
        for (int n = 0; n < group.length; n++) {
            int guest = n < lower ? n : n - own;
            boolean isOwn = n >= lower && n < lower + own;
            int g = isOwn ? aggregates.of()[n - lower] : aggregates.layout().local(visiting[guest]);
            group[n] = g >= owned ? -1 : g;
            if (group[n] >= 0) {
                start[group[n] + 1]++;
            }
        }
        int longest = 0;
        for (int g = 0; g < owned; g++) {
            longest = Math.max(longest, start[g + 1]);
            start[g + 1] += start[g];
        }
        int[] members = new int[start[owned]];
        int[] next = Arrays.copyOf(start, owned);
        for (int n = 0; n < group.length; n++) {
            if (group[n] >= 0) {
                boolean isOwn = n >= lower && n < lower + own;
                // own nodes by their numbers, guests behind them
                members[next[group[n]]++] = isOwn ? n - lower : n < lower ? own + n : n;
            }
        }
        double[] b = new double[longest * nodes.block() * width];
        for (int g = 0; g < owned; g++) {
            aggregate(g, members, start[g], start[g + 1], near, guests, b);
        }
    }

    private void aggregate(int g, int[] members, int from, int to, double[] near, double[] guests, double[] b) {
        int numbers = nodes.block() * width;
        int own = nodes.layout().owned();
        for (int n = from; n < to; n++) {
            int member = members[n];
            double[] source = member < own ? near : guests;
            int at = (member < own ? member : member - own) * numbers;
            System.arraycopy(source, at, b, (n - from) * numbers, numbers);
        }
        gramSchmidt(b, (to - from) * nodes.block(), width, coarse, g * width * width);
        for (int n = from; n < to; n++) {
            int member = members[n];
            double[] target = member < own ? rows : guests;
            int at = (member < own ? member : member - own) * numbers;
            System.arraycopy(b, (n - from) * numbers, target, at, numbers);
        }
    }

    /** B, row by row, becomes Q; R goes to {@code r}, row by row from {@code at}. */
    static void gramSchmidt(double[] b, int rows, int width, double[] r, int at) {
        for (int c = 0; c < width; c++) {
            double before = norm(b, rows, width, c);
            for (int pass = 0; pass < 2; pass++) {
                for (int earlier = 0; earlier < c; earlier++) {
                    double part = 0;
                    for (int i = 0; i < rows; i++) {
                        part += b[i * width + earlier] * b[i * width + c];
                    }
                    for (int i = 0; i < rows; i++) {
                        b[i * width + c] -= part * b[i * width + earlier];
                    }
                    r[at + earlier * width + c] += part;
                }
            }
            double left = norm(b, rows, width, c);
            boolean independent = left > DEPENDENT * before;
            double scale = independent ? 1 / left : 0;
            for (int i = 0; i < rows; i++) {
                b[i * width + c] *= scale;
            }
            r[at + c * width + c] = independent ? left : 0;
        }
    }

    private static double norm(double[] b, int rows, int width, int column) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double value = b[i * width + column];
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
