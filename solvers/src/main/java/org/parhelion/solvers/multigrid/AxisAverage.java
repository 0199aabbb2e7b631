package org.parhelion.solvers.multigrid;

/** How much of each fine point along an axis belongs to a coarse one, as shares that add up to 1. */
final class AxisAverage {
    private final int[] first;
    private final double[][] shares;

    private AxisAverage(int points) {
        this.first = new int[points];
        this.shares = new double[points][];
    }

    /** @param weight share of the axis of each fine point */
    static AxisAverage of(AxisTransfer transfer, double[] weight) {
        AxisLine coarse = transfer.coarse();
        AxisAverage it = new AxisAverage(coarse.points());
        for (int i = 0; i < it.first.length; i++) {
            if (transfer.isIdentity() || coarse.isOnFace()) {
                it.first[i] = transfer.firstFine(i);
                it.shares[i] = transfer.fineWeights(i);
                continue;
            }
            int count = transfer.start(i + 1) - transfer.start(i);
            it.first[i] = transfer.start(i);
            it.shares[i] = new double[count];
            double sum = 0;
            for (int n = 0; n < count; n++) {
                sum += weight[it.first[i] + n];
            }
            for (int n = 0; n < count; n++) {
                it.shares[i][n] = weight[it.first[i] + n] / sum;
            }
        }
        return it;
    }

    int first(int coarsePoint) {
        return first[coarsePoint];
    }

    double[] shares(int coarsePoint) {
        return shares[coarsePoint];
    }

    /** First fine point of coarse points {@code from} to {@code to − 1}. */
    int low(int from, int to) {
        int low = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            low = Math.min(low, first[i]);
        }
        return low;
    }

    /** One past the last. */
    int high(int from, int to) {
        int high = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            high = Math.max(high, first[i] + shares[i].length);
        }
        return high;
    }
}
