package org.parhelion.solvers.multigrid;

import java.util.ArrayList;
import java.util.List;

/**
 * Along one axis: the fine points that coarse ones of a range take values from, where interpolation to these has weights that
 * change from place to place; whether the weight is that of the coarse point above the fine one or below it, and the fine
 * point's share of the axis.
 */
final class TakenPoints {
    private final int[] begins;
    private final int[] points;
    private final boolean[] isAbove;
    private final double[] shares;

    private record Taken(int point, boolean isAbove, double share) {}

    /**
     * @param shareOf share of the axis of each fine point
     * @param low first coarse point
     * @param high one past the last
     */
    TakenPoints(AxisTransfer axis, double[] shareOf, int low, int high) {
        List<Taken> all = new ArrayList<>();
        begins = new int[Math.max(0, high - low) + 1];
        for (int c = low; c < high; c++) {
            for (int p = from(axis, c); p < past(axis, c); p++) {
                take(all, axis, shareOf, c, p);
            }
            begins[c - low + 1] = all.size();
        }
        points = all.stream().mapToInt(Taken::point).toArray();
        shares = all.stream().mapToDouble(Taken::share).toArray();
        isAbove = new boolean[points.length];
        for (int n = 0; n < isAbove.length; n++) {
            isAbove[n] = all.get(n).isAbove;
        }
    }

    private static void take(List<Taken> all, AxisTransfer axis, double[] shareOf, int coarsePoint, int finePoint) {
        AxisLine line = axis.fine();
        int periods = line.isPeriodic() ? Math.floorDiv(finePoint, line.points()) : 0;
        int p = finePoint - periods * line.points();
        if (p < line.first() || p >= line.end()) {
            return;
        }
        int lower = axis.below(p) + periods * axis.coarse().points();
        if (coarsePoint == lower || coarsePoint == lower + 1) {
            all.add(new Taken(finePoint, coarsePoint > lower, shareOf[p]));
        }
    }

    /** First fine point that a coarse one may have a weight at. */
    static int from(AxisTransfer axis, int coarsePoint) {
        if (axis.isIdentity()) {
            return coarsePoint;
        }
        return start(axis, coarsePoint - 1) + (axis.fine().isOnFace() ? 1 : 0);
    }

    /** One past the last. */
    static int past(AxisTransfer axis, int coarsePoint) {
        if (axis.isIdentity()) {
            return coarsePoint + 1;
        }
        return start(axis, coarsePoint + (axis.fine().isOnFace() ? 1 : 2));
    }

    /** First fine point of a coarse cell, which may lie beyond the ends. */
    private static int start(AxisTransfer axis, int cell) {
        AxisLine line = axis.coarse();
        if (line.isPeriodic()) {
            int cells = line.cells();
            return axis.start(Math.floorMod(cell, cells))
                    + Math.floorDiv(cell, cells) * axis.fine().cells();
        }
        if (line.isOnFace() && cell > line.cells()) {
            return axis.fine().points();
        }
        int start = axis.start(Math.max(0, Math.min(line.cells(), cell)));
        // the last point on a face begins no cell
        return line.isOnFace() && cell < 0 ? start - 1 : start;
    }

    /** Where the points of a coarse one, counted from the first of the range, begin; they end where those of the next do. */
    int begin(int coarsePoint) {
        return begins[coarsePoint];
    }

    int point(int number) {
        return points[number];
    }

    boolean isAbove(int number) {
        return isAbove[number];
    }

    double share(int number) {
        return shares[number];
    }

    /**
     * Adds to the sum of each coarse point of a row, this being the axis along rows, what a fine row brings.
     *
     * @param row position of the fine row's point 0 in {@code from} and in the weights
     * @param share of the other two axes
     * @param below weights, along the row, of coarse points below fine ones
     * @param above of those above
     * @param across weights along the second axis
     * @param up along the third
     */
    void addTo(
            double[] sums,
            double[] from,
            int row,
            double share,
            double[] below,
            double[] above,
            double[] across,
            double[] up) {
        for (int i = 0; i < sums.length; i++) {
            double sum = sums[i];
            for (int n = begins[i]; n < begins[i + 1]; n++) {
                int at = row + points[n];
                double weight = (isAbove[n] ? above[at] : below[at]) * across[at] * up[at];
                sum = Math.fma(weight * (share * shares[n]), from[at], sum);
            }
            sums[i] = sum;
        }
    }
}
