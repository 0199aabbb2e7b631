package org.parhelion.solvers.amg;

import java.util.Arrays;

/**
 * Which nodes of a level are tied strongly. Node i is to node j if ‖aᵢⱼ‖ ≥ θ √(mᵢ mⱼ), where mᵢ is the largest ‖aᵢₖ‖, k ≠ i: the
 * symmetric criterion of P. Vaněk, J. Mandel and M. Brezina, Computing 56 (1996), (5.1), with the largest off-diagonal element in
 * the place of the diagonal one, so that it does not matter how many neighbours share a row. Nodes whose rows the diagonal
 * dominates five times are tied to none: smoothing alone solves for them (A. Napov and Y. Notay, SIAM J. Sci. Comput. 34, 2012).
 *
 * @param start neighbours of own node i are {@code adjacent[start[i]]} to {@code adjacent[start[i + 1] − 1]}; itself may be one
 * @param adjacent local nodes
 * @param weights size of each tie; only its absolute value counts
 * @param alone nodes that are in no aggregate, ghosts too
 * @param weak elements of the matrix that tie nodes weakly; null if there are none
 */
record Ties(int[] start, int[] adjacent, double[] weights, boolean[] alone, boolean[] weak) {
    /** A row is left to smoothing if the diagonal is so many times the sum of the others. */
    private static final double DOMINANT = 5;

    private static final int PIECE = 4096;

    /** Collective. */
    static Ties of(Nodes nodes, SparseRows a, Halo nodeHalo, double threshold) {
        return nodes.block() == 1
                ? ofScalars(nodes, a, nodeHalo, threshold)
                : new BlockTies(nodes, a).build(nodeHalo, threshold);
    }

    private static Ties ofScalars(Nodes nodes, SparseRows a, Halo halo, double threshold) {
        double[] largest = new double[nodes.layout().length()];
        for (int from = 0; from < a.rows(); from += PIECE) {
            largest(from, Math.min(a.rows(), from + PIECE), a.start(), a.columns(), a.values(), largest);
        }
        halo.update(largest, 1);
        boolean[] alone = alone(largest);
        double square = threshold * threshold;
        int weakOnes = 0;
        for (int from = 0; from < a.rows(); from += PIECE) {
            weakOnes += weak(from, Math.min(a.rows(), from + PIECE), a, square, largest, null);
        }
        if (weakOnes == 0) {
            return new Ties(a.start(), a.columns(), a.values(), alone, null);
        }
        boolean[] weak = new boolean[a.entries()];
        for (int from = 0; from < a.rows(); from += PIECE) {
            weak(from, Math.min(a.rows(), from + PIECE), a, square, largest, weak);
        }
        return without(weak, a.start(), a.columns(), a.values(), alone, weak);
    }

    static boolean[] alone(double[] largest) {
        boolean[] alone = new boolean[largest.length];
        for (int n = 0; n < largest.length; n++) {
            alone[n] = largest[n] == Double.POSITIVE_INFINITY;
        }
        return alone;
    }

    /** Largest |aᵢₖ| beside the diagonal; infinity for a row that is left to smoothing. */
    private static void largest(int from, int to, int[] start, int[] columns, double[] values, double[] largest) {
        for (int i = from; i < to; i++) {
            double most = 0;
            double sum = 0;
            double diagonal = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                double size = Math.abs(values[k]);
                if (columns[k] == i) {
                    diagonal = size;
                } else {
                    most = Math.max(most, size);
                    sum += size;
                }
            }
            largest[i] = isDominant(diagonal, sum) ? Double.POSITIVE_INFINITY : most;
        }
    }

    static boolean isDominant(double diagonal, double others) {
        return others * DOMINANT <= diagonal;
    }

    /** How many elements tie weakly; marks them if {@code weak} is given. */
    private static int weak(int from, int to, SparseRows a, double square, double[] largest, boolean[] weak) {
        int[] start = a.start();
        int[] columns = a.columns();
        double[] values = a.values();
        int count = 0;
        for (int i = from; i < to; i++) {
            double limit = square * largest[i];
            for (int k = start[i]; k < start[i + 1]; k++) {
                int j = columns[k];
                double value = values[k];
                if (j != i && !(value * value >= limit * largest[j])) {
                    count++;
                    if (weak != null) {
                        weak[k] = true;
                    }
                }
            }
        }
        return count;
    }

    /** A graph without some of its ties. */
    static Ties without(
            boolean[] dropped, int[] start, int[] adjacent, double[] weights, boolean[] alone, boolean[] weak) {
        int[] from = new int[start.length];
        int[] kept = new int[adjacent.length];
        double[] size = new double[adjacent.length];
        int count = 0;
        for (int i = 0; i < start.length - 1; i++) {
            for (int k = start[i]; k < start[i + 1]; k++) {
                if (!dropped[k]) {
                    kept[count] = adjacent[k];
                    size[count++] = weights[k];
                }
            }
            from[i + 1] = count;
        }
        return new Ties(from, Arrays.copyOf(kept, count), Arrays.copyOf(size, count), alone, weak);
    }
}
