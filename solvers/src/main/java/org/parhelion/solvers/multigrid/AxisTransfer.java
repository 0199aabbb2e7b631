package org.parhelion.solvers.multigrid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one axis of a level and of the next coarser one belong together: cells merged in pairs, with linear interpolation
 * between coarse points, P, and as restriction its transpose weighted with the shares of the axis, W⁻¹ Pᵀ w. On uniform
 * pairs these are (½ 1 ½) and full weighting (¼ ½ ¼) for points on faces, and (¾ ¼) and (⅛ ⅜ ⅜ ⅛) for points in cells. An odd
 * number of cells leaves one unpaired, at the end where cells are wider. What lies behind walls is folded into the weights.
 *
 * <p>Sources: P. Wesseling, An Introduction to Multigrid Methods (1992), §5.3; U. Trottenberg, C. Oosterlee, A. Schüller,
 * Multigrid (2001), §2.3, 2.8.4.
 */
final class AxisTransfer {
    private final AxisLine fine;
    private final AxisLine coarse;
    private final int[] starts;
    /** Of each fine point: the coarse one below it (may be −1 or too high where weights are 0, or on a periodic axis). */
    private final int[] below;

    private final double[] weightBelow;
    private final double[] weightAbove;
    /** Of each coarse point: the first fine one that it takes values from, and their weights. */
    private final int[] firstFine;

    private final double[][] fineWeights;

    private AxisTransfer(AxisLine fine, int[] starts) {
        this.fine = fine;
        this.starts = starts;
        this.coarse = fine.merged(starts);
        int n = fine.points();
        this.below = new int[n];
        this.weightBelow = new double[n];
        this.weightAbove = new double[n];
        this.firstFine = new int[coarse.points()];
        this.fineWeights = new double[coarse.points()][];
        interpolate();
        fold();
    }

    /** The axis as it is. */
    static AxisTransfer identity(AxisLine line) {
        int[] starts = new int[line.cells() + 1];
        Arrays.setAll(starts, i -> i);
        return new AxisTransfer(line, starts).withRestriction(null, null);
    }

    /** Cells merged in pairs; {@link #withRestriction} must follow. */
    static AxisTransfer pairs(AxisLine line) {
        int n = line.cells();
        boolean odd = n % 2 == 1;
        boolean singleLow = odd && line.width(0) > line.width(n - 1) * (1 + 1e-12);
        int coarse = (n + 1) / 2;
        int[] starts = new int[coarse + 1];
        for (int i = 0; i <= coarse; i++) {
            starts[i] = singleLow ? Math.max(0, 2 * i - 1) : Math.min(n, 2 * i);
        }
        return new AxisTransfer(line, starts);
    }

    /** Whether {@link #pairs} would leave unknowns, and fewer of them. */
    static boolean canCoarsen(AxisLine line) {
        if (!line.isUsed() || line.cells() < 2) {
            return false;
        }
        int coarse = (line.cells() + 1) / 2;
        int points = line.isOnFace() && !line.isPeriodic() ? coarse + 1 : coarse;
        int unknowns =
                points - (line.wall(false).isFixed() ? 1 : 0) - (line.wall(true).isFixed() ? 1 : 0);
        return unknowns >= 1 && unknowns < line.count();
    }

    private void interpolate() {
        for (int cell = 0; cell < coarse.cells(); cell++) {
            for (int p = starts[cell]; p < starts[cell + 1]; p++) {
                double x = fine.coordinate(p);
                boolean left = x < coarse.coordinate(cell) - 1e-12 * coarse.width(cell);
                between(p, left ? cell - 1 : cell, x);
            }
        }
        if (fine.points() > fine.cells()) {
            set(fine.cells(), coarse.cells(), 1, 0);
        }
    }

    private void between(int p, int lower, double x) {
        double from = coarse.coordinate(lower);
        double to = coarse.coordinate(lower + 1);
        double share = (x - from) / (to - from);
        share = share < 1e-12 ? 0 : share;
        set(p, lower, 1 - share, share);
    }

    private void set(int p, int lower, double wBelow, double wAbove) {
        below[p] = lower;
        weightBelow[p] = wBelow;
        weightAbove[p] = wAbove;
    }

    /** Moves the weights of coarse points that are no unknowns to those that decide about them. */
    private void fold() {
        if (coarse.isPeriodic() || !coarse.isUsed()) {
            return;
        }
        for (int p = 0; p < fine.points(); p++) {
            if (below[p] < coarse.first()) {
                if (!coarse.wall(false).isFixed()) {
                    weightAbove[p] += coarse.beta(false) * weightBelow[p];
                }
                weightBelow[p] = 0;
            }
            if (below[p] + 1 >= coarse.end()) {
                if (!coarse.wall(true).isFixed() && below[p] + 1 >= coarse.points()) {
                    weightBelow[p] += coarse.beta(true) * weightAbove[p];
                }
                weightAbove[p] = 0;
                if (below[p] >= coarse.end()) {
                    weightBelow[p] = 0;
                }
            }
        }
    }

    /**
     * Makes the restriction.
     *
     * @param w share of the axis of each fine point
     * @param coarseW that of each coarse point; both null for the identity
     */
    AxisTransfer withRestriction(double[] w, double[] coarseW) {
        List<List<double[]>> taken = new ArrayList<>();
        for (int i = 0; i < coarse.points(); i++) {
            taken.add(new ArrayList<>());
        }
        for (int p = fine.first(); p < fine.end(); p++) {
            take(taken, p, below[p], weightBelow[p]);
            take(taken, p, below[p] + 1, weightAbove[p]);
        }
        for (int i = 0; i < coarse.points(); i++) {
            int first = taken.get(i).stream().mapToInt(t -> (int) t[0]).min().orElse(0);
            int last = taken.get(i).stream().mapToInt(t -> (int) t[0]).max().orElse(-1);
            firstFine[i] = first;
            fineWeights[i] = new double[last - first + 1];
            for (double[] t : taken.get(i)) {
                int p = Math.floorMod((int) t[0], fine.points());
                fineWeights[i][(int) t[0] - first] += w == null ? t[1] : t[1] * w[p] / coarseW[i];
            }
        }
        return this;
    }

    private void take(List<List<double[]>> taken, int p, int lower, double weight) {
        if (weight == 0) {
            return;
        }
        int periods = coarse.isPeriodic() ? Math.floorDiv(lower, coarse.points()) : 0;
        taken.get(lower - periods * coarse.points()).add(new double[] {p - periods * fine.points(), weight});
    }

    AxisLine fine() {
        return fine;
    }

    AxisLine coarse() {
        return coarse;
    }

    boolean isIdentity() {
        return coarse.cells() == fine.cells();
    }

    /** First fine cell of a coarse one; of the one past the last, the number of fine cells. */
    int start(int cell) {
        return starts[cell];
    }

    int below(int finePoint) {
        return below[finePoint];
    }

    double weightBelow(int finePoint) {
        return weightBelow[finePoint];
    }

    double weightAbove(int finePoint) {
        return weightAbove[finePoint];
    }

    int firstFine(int coarsePoint) {
        return firstFine[coarsePoint];
    }

    /** Weights of the fine points from {@link #firstFine} on. */
    double[] fineWeights(int coarsePoint) {
        return fineWeights[coarsePoint];
    }
}
