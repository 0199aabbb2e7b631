package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;

/**
 * Makes a {@link VariableOperator} on the next coarser level: along an axis fine ties are joined in series
 * ({@link Series}), so that a poor conductor decides; across it they are averaged, as conductors side by side. So
 * coefficients that jump stay what they mean. Reactions are averaged.
 */
final class VariableCoarsening {
    private final VariableOperator fine;
    private final VariableOperator coarse;
    private final AxisTransfer[] transfers;
    private final AxisAverage[] averages = new AxisAverage[3];
    private final IndexBox owned;

    VariableCoarsening(VariableOperator fine, LevelShape shape, AxisTransfer[] transfers, LevelPlace place) {
        this.fine = fine;
        this.transfers = transfers;
        AxisOperator[] shares = new AxisOperator[3];
        for (int a = 0; a < 3; a++) {
            shares[a] = fine.shares(a).coarsened(transfers[a]);
            averages[a] = AxisAverage.of(transfers[a], fine.weight(a));
        }
        this.coarse = VariableOperator.zero(fine.communicator(), shape, place, shares);
        this.owned = shape.owned(fine.communicator().rank());
    }

    VariableOperator run() {
        reactions();
        for (int a = 0; a < 3; a++) {
            if (fine.shape().axis(a).isUsed()) {
                ties(a);
                for (int end = 0; end < 2; end++) {
                    Wall wall = fine.shape().axis(a).wall(end == 1);
                    if (wall != Wall.NONE && !wall.keepsConstants()) {
                        walls(a, end == 1);
                    }
                }
            }
        }
        return coarse;
    }

    /** Gathers values of the fine level around this rank's coarse points; along {@code axis} those that ties need. */
    private Gather gather(int axis) {
        Storage own = fine.place() == null ? null : fine.place().storage();
        return new Gather(
                fine.communicator(),
                fine.shape(),
                own,
                rank -> needed(axis, coarse.shape().owned(rank)));
    }

    private IndexBox needed(int axis, IndexBox coarseOwned) {
        IndexBox box = IndexBox.EMPTY;
        for (int a = 0; a < 3 && !coarseOwned.isEmpty(); a++) {
            int low = coarseOwned.low(Axis.of(a));
            int high = coarseOwned.high(Axis.of(a));
            AxisTransfer to = transfers[a];
            boolean along = a == axis;
            int cells = to.coarse().cells();
            int from = along ? to.start(Math.min(low, cells)) - 1 : averages[a].low(low, high);
            int past = along ? to.start(Math.min(high, cells)) + 2 : averages[a].high(low, high);
            box = box.with(Axis.of(a), from, past);
        }
        return box;
    }

    private interface PointWork {
        void at(int position, int i, int j, int k);
    }

    /** Does work on this rank's coarse unknowns, by global index. */
    private void forCoarse(PointWork work) {
        for (int k = owned.z0(); k < owned.z1(); k++) {
            for (int j = owned.y0(); j < owned.y1(); j++) {
                for (int i = owned.x0(); i < owned.x1(); i++) {
                    work.at(coarse.place().storage().index(i, j, k), i, j, k);
                }
            }
        }
    }

    private void reactions() {
        double[] rho = FineTies.reactions(fine);
        try (Gather gather = gather(-1)) {
            double[] from = gather.run(rho);
            forCoarse((at, i, j, k) -> coarse.centre()[at] = average(gather.storage(), from, i, j, k));
        }
    }

    private double average(Storage storage, double[] from, int i, int j, int k) {
        double sum = 0;
        double[] sx = averages[0].shares(i);
        double[] sy = averages[1].shares(j);
        double[] sz = averages[2].shares(k);
        for (int c = 0; c < sz.length; c++) {
            for (int b = 0; b < sy.length; b++) {
                int row = storage.index(averages[0].first(i), averages[1].first(j) + b, averages[2].first(k) + c);
                double inner = 0;
                for (int n = 0; n < sx.length; n++) {
                    inner = Math.fma(sx[n], from[row + n], inner);
                }
                sum = Math.fma(sz[c] * sy[b], inner, sum);
            }
        }
        return sum;
    }

    /** Something along one axis at each fine place across it, averaged. */
    private double across(int axis, int[] point, Across what) {
        int p = axis == 0 ? 1 : 0;
        int q = axis == 2 ? 1 : 2;
        double[] sp = averages[p].shares(point[p]);
        double[] sq = averages[q].shares(point[q]);
        int[] at = point.clone();
        double sum = 0;
        for (int c = 0; c < sq.length; c++) {
            for (int b = 0; b < sp.length; b++) {
                at[p] = averages[p].first(point[p]) + b;
                at[q] = averages[q].first(point[q]) + c;
                at[axis] = 0;
                sum = Math.fma(sq[c] * sp[b], what.at(at), sum);
            }
        }
        return sum;
    }

    private interface Across {
        /** @param at fine indices across the axis, 0 along it */
        double at(int[] at);
    }

    private void ties(int a) {
        FineTies ties = FineTies.of(fine, a);
        double[] means = coarse.place() == null ? null : coarse.place().newArray();
        double[] flows = coarse.place() == null ? null : coarse.place().newArray();
        Series series = new Series(transfers[a]);
        AxisLine line = coarse.shape().axis(a);
        int last = line.isPeriodic() ? (line.points() > 1 ? line.points() : 0) : line.end() - 1;
        try (Gather meanGather = gather(a);
                Gather flowGather = gather(a)) {
            AlongAxis along =
                    new AlongAxis(meanGather.run(ties.means()), flowGather.run(ties.flows()), meanGather.storage(), a);
            forCoarse((position, i, j, k) -> {
                int[] point = {i, j, k};
                if (point[a] < last) {
                    means[position] = across(
                            a,
                            point,
                            at -> transfers[a].isIdentity()
                                    ? along.from(at).mean(point[a])
                                    : series.mean(point[a], along.from(at)));
                    flows[position] = across(
                            a,
                            point,
                            at -> transfers[a].isIdentity()
                                    ? along.from(at).flow(point[a])
                                    : series.flow(point[a], along.from(at)));
                }
            });
        }
        spread(a, means, flows);
    }

    /** Coefficients from ties: those to higher points are this rank's, those to lower ones may be a neighbour's. */
    private void spread(int a, double[] means, double[] flows) {
        Storage storage = coarse.place() == null ? null : coarse.place().storage();
        try (BoxTransfer halo = BoxTransfer.of(
                fine.communicator(),
                coarse.shape(),
                rank -> StarLevelOperator.faces(coarse.shape(), rank),
                storage,
                storage,
                true)) {
            halo.run(means, means);
            halo.run(flows, flows);
        }
        double[] weight = coarse.weight(a);
        forCoarse((at, i, j, k) -> {
            int p = a == 0 ? i : a == 1 ? j : k;
            int below = at - coarse.place().layout().stride(a);
            boolean tied = coarse.shape().axis(a).isPeriodic()
                    ? coarse.shape().axis(a).points() > 1
                    : p > coarse.shape().axis(a).first();
            coarse.high(a)[at] = (means[at] + flows[at]) / weight[p];
            coarse.low(a)[at] = tied ? (means[below] - flows[below]) / weight[p] : 0;
            coarse.centre()[at] += coarse.high(a)[at] + coarse.low(a)[at];
        });
    }

    private void walls(int a, boolean atHigh) {
        FineTies ties = FineTies.of(fine, a);
        double[] outer = FineTies.wall(fine, a, atHigh);
        Series series = new Series(transfers[a]);
        AxisLine line = coarse.shape().axis(a);
        int nearest = atHigh ? line.end() - 1 : line.first();
        int finePoint =
                atHigh ? fine.shape().axis(a).end() - 1 : fine.shape().axis(a).first();
        double[] weight = coarse.weight(a);
        try (Gather meanGather = gather(a);
                Gather outerGather = gather(a)) {
            AlongAxis along = new AlongAxis(meanGather.run(ties.means()), null, meanGather.storage(), a);
            AlongAxis outside = new AlongAxis(outerGather.run(outer), null, outerGather.storage(), a);
            forCoarse((position, i, j, k) -> {
                int[] point = {i, j, k};
                if (point[a] == nearest) {
                    double conductance = across(
                            a, point, at -> series.wall(atHigh, outside.from(at).mean(finePoint), along.from(at)));
                    double g = conductance / weight[nearest];
                    int plane = coarse.planeIndex(a, i - owned.x0(), j - owned.y0(), k - owned.z0());
                    coarse.wall(a, atHigh)[plane] = g;
                    coarse.centre()[position] += g;
                }
            });
        }
    }

    /** Gathered ties along an axis at one place across it. */
    private static final class AlongAxis implements Series.Ties {
        private final double[] means;
        private final double[] flows;
        private final Storage storage;
        private final int stride;
        private int start;

        AlongAxis(double[] means, double[] flows, Storage storage, int axis) {
            this.means = means;
            this.flows = flows;
            this.storage = storage;
            this.stride = storage == null ? 0 : axis == 0 ? 1 : axis == 1 ? storage.strideY() : storage.strideZ();
        }

        AlongAxis from(int[] at) {
            start = storage.index(at[0], at[1], at[2]);
            return this;
        }

        @Override
        public double mean(int lower) {
            return means[start + lower * stride];
        }

        @Override
        public double flow(int lower) {
            return flows[start + lower * stride];
        }
    }
}
