package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;

/**
 * Weights of interpolation along one axis that follow the coefficients: between two coarse points the value is that of a chain
 * of conductors, so that it bends where conductance jumps.
 *
 * @param below of each fine unknown, the weight of the coarse point below it; laid out as the level's vectors are; null on
 *     ranks that take no part
 * @param above that of the one above it
 */
record TieWeights(double[] below, double[] above) {
    /** Collective over the ranks of the finest level. */
    static TieWeights of(VariableOperator operator, AxisTransfer to, int axis) {
        LevelPlace place = operator.place();
        LevelShape shape = operator.shape();
        if (to.isIdentity()) {
            TieWeights same =
                    new TieWeights(place == null ? null : place.newArray(), place == null ? null : place.newArray());
            if (place != null) {
                Arrays.fill(same.below, 1);
            }
            return same;
        }
        FineTies ties = FineTies.of(operator, axis);
        Storage own = place == null ? null : place.storage();
        try (Gather gather =
                new Gather(operator.communicator(), shape, own, rank -> widened(shape, axis, shape.owned(rank)))) {
            double[] means = gather.run(ties.means());
            if (place == null) {
                return new TieWeights(null, null);
            }
            TieWeights weights = new TieWeights(place.newArray(), place.newArray());
            double[] low = FineTies.wall(operator, axis, false);
            double[] high = FineTies.wall(operator, axis, true);
            weights.compute(operator, new Chain(to, axis, means, gather.storage()), axis, low, high);
            return weights;
        }
    }

    private static IndexBox widened(LevelShape shape, int a, IndexBox owned) {
        Axis axis = Axis.of(a);
        return owned.isEmpty() || !shape.axis(a).isUsed()
                ? owned
                : owned.with(axis, owned.low(axis) - 3, owned.high(axis) + 3);
    }

    private void compute(VariableOperator operator, Chain chain, int axis, double[] low, double[] high) {
        IndexBox owned = operator.place().owned();
        Storage storage = operator.place().storage();
        for (int k = owned.z0(); k < owned.z1(); k++) {
            for (int j = owned.y0(); j < owned.y1(); j++) {
                for (int i = owned.x0(); i < owned.x1(); i++) {
                    int p = axis == 0 ? i : axis == 1 ? j : k;
                    int at = storage.index(i, j, k);
                    double share = chain.at(i, j, k).shareAbove(p, low[at], high[at]);
                    below[at] = chain.keepsBelow(p) ? 1 - share : 0;
                    above[at] = chain.keepsAbove(p) ? share : 0;
                }
            }
        }
    }

    /** The ties along the axis at one place across it. */
    private static final class Chain {
        private final AxisTransfer to;
        private final AxisLine fine;
        private final AxisLine coarse;
        private final double[] means;
        private final Storage storage;
        private final int axis;
        private int start;

        Chain(AxisTransfer to, int axis, double[] means, Storage storage) {
            this.to = to;
            this.fine = to.fine();
            this.coarse = to.coarse();
            this.means = means;
            this.storage = storage;
            this.axis = axis;
        }

        Chain at(int i, int j, int k) {
            start = storage.index(axis == 0 ? 0 : i, axis == 1 ? 0 : j, axis == 2 ? 0 : k);
            return this;
        }

        private double mean(int lower) {
            int stride = axis == 0 ? 1 : axis == 1 ? storage.strideY() : storage.strideZ();
            return means[start + lower * stride];
        }

        boolean keepsBelow(int p) {
            return coarse.isPeriodic() || !coarse.isUsed() || to.below(p) >= coarse.first();
        }

        boolean keepsAbove(int p) {
            return coarse.isPeriodic() || to.below(p) + 1 < coarse.end();
        }

        /**
         * What the coarse point, or the wall, above a fine point brings to it; that below brings the rest.
         *
         * @param low conductance to the wall below the fine point, if it is the nearest to one
         */
        double shareAbove(int p, double low, double high) {
            if (to.isIdentity() || fine.coordinate(p) == coarse.coordinate(to.below(p))) {
                return 0;
            }
            double down = fine.isOnFace() ? downToFace(p, low) : downToCentre(p, low);
            double up = fine.isOnFace() ? upToFace(p, high) : upToCentre(p, high);
            return Double.isInfinite(up) ? 0 : Double.isInfinite(down) ? 1 : down / (down + up);
        }

        private double downToFace(int p, double low) {
            double resistance = 0;
            for (int q = to.start(to.below(p)); q < p; q++) {
                resistance += 1 / (q < fine.first() ? low : mean(q));
            }
            return resistance;
        }

        private double upToFace(int p, double high) {
            double resistance = 0;
            for (int q = p; q < to.start(to.below(p) + 1); q++) {
                resistance += 1 / (q + 1 >= fine.end() && !fine.isPeriodic() ? high : mean(q));
            }
            return resistance;
        }

        /** Resistance to the coarse centre below. */
        private double downToCentre(int p, double low) {
            int cell = to.below(p);
            if (cell < 0 && !fine.isPeriodic()) {
                return 1 / low;
            }
            int cells = coarse.cells();
            int shift = Math.floorDiv(cell, cells) * fine.cells();
            int from = to.start(Math.floorMod(cell, cells)) + shift;
            int end = to.start(Math.floorMod(cell, cells) + 1) + shift;
            if (p < end) {
                return half(from, p, coarse.coordinate(cell));
            }
            double inner = end - from == 1 ? 0 : half(from, end - 1, coarse.coordinate(cell));
            return inner + 1 / mean(end - 1);
        }

        private double upToCentre(int p, double high) {
            int cell = to.below(p) + 1;
            int cells = coarse.cells();
            if (cell >= cells && !fine.isPeriodic()) {
                return 1 / high;
            }
            int shift = Math.floorDiv(cell, cells) * fine.cells();
            int from = to.start(Math.floorMod(cell, cells)) + shift;
            int end = to.start(Math.floorMod(cell, cells) + 1) + shift;
            if (p >= from) {
                return half(from, p, coarse.coordinate(cell));
            }
            double inner = end - from == 1 ? 0 : half(from, from, coarse.coordinate(cell));
            return inner + 1 / mean(from - 1);
        }

        /** Resistance between a fine centre and that of the coarse cell it is in. */
        private double half(int from, int p, double middle) {
            double whole = fine.coordinate(from + 1) - fine.coordinate(from);
            return Math.abs(fine.coordinate(p) - middle) / whole / mean(from);
        }
    }
}
