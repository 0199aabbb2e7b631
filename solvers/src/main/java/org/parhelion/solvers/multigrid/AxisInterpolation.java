package org.parhelion.solvers.multigrid;

/**
 * Values at the points of one axis as weighted sums of coarse ones: at point p, Σ_n weights[p][n] · coarse value first[p] + n,
 * coarse points counted on beyond periodic seams.
 */
final class AxisInterpolation {
    private final int[] first;
    private final double[][] weights;

    private AxisInterpolation(int points) {
        this.first = new int[points];
        this.weights = new double[points][];
    }

    /** Linear, with what boundaries say behind walls: for corrections. */
    static AxisInterpolation linear(AxisTransfer transfer) {
        AxisInterpolation it = new AxisInterpolation(transfer.fine().points());
        for (int p = 0; p < it.first.length; p++) {
            it.first[p] = transfer.below(p);
            it.weights[p] = transfer.weightAbove(p) == 0
                    ? new double[] {transfer.weightBelow(p)}
                    : new double[] {transfer.weightBelow(p), transfer.weightAbove(p)};
            if (transfer.weightBelow(p) == 0 && transfer.weightAbove(p) != 0) {
                it.first[p]++;
                it.weights[p] = new double[] {transfer.weightAbove(p)};
            }
        }
        return it;
    }

    /**
     * By polynomials through the nearest four unknowns, or as many as there are: for solutions, which full multigrid carries
     * to finer levels. What is behind walls is not asked, as boundary values other than 0 are not known here.
     */
    static AxisInterpolation cubic(AxisTransfer transfer) {
        AxisLine fine = transfer.fine();
        AxisLine coarse = transfer.coarse();
        AxisInterpolation it = new AxisInterpolation(fine.points());
        int nodes = transfer.isIdentity() ? 1 : Math.min(4, coarse.count());
        for (int p = 0; p < it.first.length; p++) {
            int from = transfer.below(p) - (transfer.isIdentity() ? 0 : nodes / 2 - 1);
            if (!coarse.isPeriodic()) {
                from = Math.max(coarse.first(), Math.min(from, coarse.end() - nodes));
            }
            it.first[p] = from;
            it.weights[p] = lagrange(coarse, from, nodes, fine.coordinate(p));
            it.keepOnlyNode(p);
        }
        return it;
    }

    /** Where a point is a coarse one, nothing else counts. */
    private void keepOnlyNode(int p) {
        for (int n = 0; n < weights[p].length; n++) {
            if (weights[p][n] == 1) {
                first[p] += n;
                weights[p] = new double[] {1};
            }
        }
    }

    private static double[] lagrange(AxisLine coarse, int from, int nodes, double x) {
        double[] weights = new double[nodes];
        for (int n = 0; n < nodes; n++) {
            weights[n] = 1;
            for (int m = 0; m < nodes; m++) {
                if (m != n) {
                    double xm = coarse.coordinate(from + m);
                    weights[n] *= (x - xm) / (coarse.coordinate(from + n) - xm);
                }
            }
        }
        return weights;
    }

    int first(int point) {
        return first[point];
    }

    double[] weights(int point) {
        return weights[point];
    }

    /** First coarse point that points {@code from} to {@code to − 1} need. */
    int low(int from, int to) {
        int low = Integer.MAX_VALUE;
        for (int p = from; p < to; p++) {
            low = Math.min(low, first[p]);
        }
        return low;
    }

    /** One past the last. */
    int high(int from, int to) {
        int high = Integer.MIN_VALUE;
        for (int p = from; p < to; p++) {
            high = Math.max(high, first[p] + weights[p].length);
        }
        return high;
    }
}
