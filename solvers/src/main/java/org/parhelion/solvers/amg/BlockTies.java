package org.parhelion.solvers.amg;

import java.util.Arrays;

/** {@link Ties} between nodes of several unknowns: the size of a tie is the Frobenius norm of the block of the matrix. */
final class BlockTies {
    private final Nodes nodes;
    private final SparseRows a;
    private final int[] start;
    private int[] adjacent;
    private double[] weights;
    /** For each local node its position among the ties of the node at work, if not below where those begin. */
    private final int[] position;

    BlockTies(Nodes nodes, SparseRows a) {
        this.nodes = nodes;
        this.a = a;
        this.start = new int[nodes.layout().owned() + 1];
        this.adjacent = new int[Math.max(16, 2 * a.entries() / (nodes.block() * nodes.block()))];
        this.weights = new double[adjacent.length];
        this.position = new int[nodes.layout().length()];
        Arrays.fill(position, -1);
    }

    Ties build(Halo halo, double threshold) {
        double[] largest = new double[nodes.layout().length()];
        for (int i = 0; i < nodes.layout().owned(); i++) {
            largest[i] = node(i);
        }
        halo.update(largest, 1);
        boolean[] alone = Ties.alone(largest);
        boolean[] dropped = new boolean[start[nodes.layout().owned()]];
        int count = 0;
        double square = threshold * threshold;
        for (int i = 0; i < nodes.layout().owned(); i++) {
            for (int k = start[i]; k < start[i + 1]; k++) {
                int j = adjacent[k];
                dropped[k] = j != i && !(weights[k] * weights[k] >= square * largest[i] * largest[j]);
                count += dropped[k] ? 1 : 0;
            }
        }
        return count == 0
                ? new Ties(start, adjacent, weights, alone, null)
                : Ties.without(dropped, start, adjacent, weights, alone, weak(dropped));
    }

    /** Collects the blocks of a node's rows; the largest one beside the diagonal, infinity for a node left to smoothing. */
    private double node(int i) {
        int from = start[i];
        int count = from;
        boolean dominant = true;
        for (int row = i * nodes.block(); row < (i + 1) * nodes.block(); row++) {
            double others = 0;
            double diagonal = 0;
            for (int k = a.start()[row]; k < a.start()[row + 1]; k++) {
                double value = a.values()[k];
                int j = nodes.node(a.columns()[k]);
                if (position[j] < from) {
                    count = add(count, j);
                }
                weights[position[j]] += value * value;
                others += j == i ? 0 : Math.abs(value);
                diagonal = a.columns()[k] == row ? Math.abs(value) : diagonal;
            }
            dominant &= Ties.isDominant(diagonal, others);
        }
        start[i + 1] = count;
        double most = 0;
        for (int k = from; k < count; k++) {
            weights[k] = Math.sqrt(weights[k]);
            most = adjacent[k] == i ? most : Math.max(most, weights[k]);
        }
        return dominant ? Double.POSITIVE_INFINITY : most;
    }

    private int add(int count, int node) {
        if (count == adjacent.length) {
            adjacent = Arrays.copyOf(adjacent, count + count / 2);
            weights = Arrays.copyOf(weights, adjacent.length);
        }
        position[node] = count;
        adjacent[count] = node;
        weights[count] = 0;
        return count + 1;
    }

    /** Elements of the matrix in blocks that tie weakly. */
    private boolean[] weak(boolean[] dropped) {
        boolean[] weak = new boolean[a.entries()];
        boolean[] droppedNode = new boolean[position.length];
        for (int i = 0; i < nodes.layout().owned(); i++) {
            for (int k = start[i]; k < start[i + 1]; k++) {
                droppedNode[adjacent[k]] = dropped[k];
            }
            for (int k = a.start()[i * nodes.block()]; k < a.start()[(i + 1) * nodes.block()]; k++) {
                weak[k] = droppedNode[nodes.node(a.columns()[k])];
            }
        }
        return weak;
    }
}
