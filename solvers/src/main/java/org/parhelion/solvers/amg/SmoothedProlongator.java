package org.parhelion.solvers.amg;

import java.util.Arrays;

/**
 * P = (I − ω D⁻¹ A′) Q: the tentative prolongator after a step of Jacobi's method, which takes the jumps between aggregates away. A′ is
 * A without weak ties, their elements added to the diagonal so that A′ B = A B holds for constants (P. Vaněk, J. Mandel and
 * M. Brezina, Computing 56 (1996), algorithm 5.1). Each row is added up in ascending order of global columns of A.
 */
final class SmoothedProlongator {
    private static final int PIECE = 2048;

    private final Nodes nodes;
    private final SparseRows a;
    private final boolean[] weak;
    private final int[] aggregate;
    private final double[] tentative;
    private final int width;
    private final double omega;
    private final double[] inverseDiagonal;
    private final int[] start;
    private int[] columns;
    private double[] values;
    private int count;
    /** Where the row at work has an aggregate, if not below where the row begins. */
    private final int[] position;

    private SmoothedProlongator(
            Nodes nodes,
            SparseRows a,
            Ties ties,
            Aggregates aggregates,
            double[] tentative,
            int width,
            Scaling scaling,
            double omega) {
        this.nodes = nodes;
        this.a = a;
        this.weak = ties.weak();
        this.aggregate = aggregates.of();
        this.tentative = tentative;
        this.width = width;
        this.omega = omega;
        this.inverseDiagonal = scaling.inverse();
        this.start = new int[a.rows() + 1];
        this.position = new int[aggregates.layout().length()];
        Arrays.fill(position, -1);
        int guess = Math.max(16, Math.min(a.entries(), 5 * a.rows()) * width);
        this.columns = new int[guess];
        this.values = new double[guess];
    }

    /**
     * Its columns are aggregates' local numbers times {@code width} plus 0 to {@code width − 1}.
     *
     * @param tentative Q, row by row, ghosts too
     * @param omega factor of the step
     */
    static SparseRows of(
            Nodes nodes,
            SparseRows a,
            Ties ties,
            Aggregates aggregates,
            double[] tentative,
            int width,
            Scaling scaling,
            double omega) {
        SmoothedProlongator p = new SmoothedProlongator(nodes, a, ties, aggregates, tentative, width, scaling, omega);
        boolean scalars = nodes.block() == 1 && width == 1;
        for (int from = 0; from < a.rows(); from += PIECE) {
            int to = Math.min(a.rows(), from + PIECE);
            p.reserve(from, to);
            p.count = scalars
                    ? p.scalarRows(from, to, p.count, a.start(), a.columns(), a.values(), p.columns, p.values)
                    : p.blockRows(from, to, p.count);
        }
        return new SparseRows(p.start, p.columns, p.values);
    }

    private void reserve(int from, int to) {
        long most = count + ((long) a.start()[to] - a.start()[from] + to - from) * width;
        if (most > columns.length) {
            int length = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(most, columns.length + columns.length / 4L));
            columns = Arrays.copyOf(columns, length);
            values = Arrays.copyOf(values, length);
        }
    }

    private int scalarRows(
            int from,
            int to,
            int filled,
            int[] aStart,
            int[] aColumns,
            double[] aValues,
            int[] column,
            double[] value) {
        int[] group = aggregate;
        double[] q = tentative;
        int[] place = position;
        int next = filled;
        for (int i = from; i < to; i++) {
            int begin = next;
            double step = -omega * inverseDiagonal[i];
            if (group[i] >= 0) {
                place[group[i]] = next;
                column[next] = group[i];
                value[next++] = q[i];
            }
            for (int k = aStart[i]; k < aStart[i + 1]; k++) {
                int j = aColumns[k];
                if (group[j] >= 0) {
                    int from2 = weak != null && weak[k] ? i : j;
                    int g = group[from2];
                    if (g >= 0) {
                        int at = place[g];
                        double term = step * aValues[k] * q[from2];
                        if (at >= begin) {
                            value[at] += term;
                        } else {
                            place[g] = next;
                            column[next] = g;
                            value[next++] = term;
                        }
                    }
                }
            }
            start[i + 1] = next;
        }
        return next;
    }

    private int blockRows(int from, int to, int filled) {
        int next = filled;
        for (int i = from; i < to; i++) {
            int begin = next;
            int node = i / nodes.block();
            double step = -omega * inverseDiagonal[i];
            next = add(aggregate[node], 1, i, begin, next);
            for (int k = a.start()[i]; k < a.start()[i + 1]; k++) {
                int j = a.columns()[k];
                int there = nodes.node(j);
                if (aggregate[there] >= 0) {
                    boolean lumped = weak != null && weak[k];
                    int component = (int) (nodes.rows().global(j) % nodes.block());
                    int row = lumped ? node * nodes.block() + component : j;
                    next = add(aggregate[lumped ? node : there], step * a.values()[k], row, begin, next);
                }
            }
            start[i + 1] = next;
        }
        return next;
    }

    /** Adds a multiple of a row of Q; how much is filled then. */
    private int add(int group, double factor, int row, int begin, int filled) {
        if (group < 0) {
            return filled;
        }
        int next = filled;
        if (position[group] < begin) {
            position[group] = next;
            for (int c = 0; c < width; c++) {
                columns[next] = group * width + c;
                values[next++] = 0;
            }
        }
        int at = position[group];
        for (int c = 0; c < width; c++) {
            values[at + c] += factor * tentative[row * width + c];
        }
        return next;
    }
}
