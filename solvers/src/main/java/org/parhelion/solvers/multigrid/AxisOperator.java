package org.parhelion.solvers.multigrid;

/**
 * The part of a separable operator that belongs to one axis, a three-point operator on all of its points,
 *
 * <pre>(l_p + h_p + ρ_p + g_p) u_p − l_p u_{p−1} − h_p u_{p+1}</pre>
 *
 * with reaction ρ and, at an end with a wall, conductance g to the wall. All ranks know all of it.
 *
 * <p>Coarser ones follow the picture of a chain of conductors: w_p h_p and w_{p+1} l_{p+1} are the conductance between two
 * points, seen from both (w is the share of the axis), and coarse points are joined by the fine conductors between them in
 * series. Their mean is taken so; their difference, which is the part of a flow, is not divided by distance and is carried
 * over as it is, with as much conductance added as keeps both coefficients of one sign (upwind). On uniform grids with even
 * numbers of cells this is the discretisation on the coarse grid.
 */
final class AxisOperator implements Series.Ties {
    /** Two numbers that differ by less than this are one. */
    static final double ROUNDING = 1e-13;

    private final AxisLine line;
    private final double[] low;
    private final double[] high;
    private final double[] reaction;
    private final double[] weight;
    private double wallLow;
    private double wallHigh;

    private AxisOperator(AxisLine line) {
        int n = line.points();
        this.line = line;
        this.low = new double[n];
        this.high = new double[n];
        this.reaction = new double[n];
        this.weight = new double[n];
    }

    /** An axis that the grid lacks. */
    static AxisOperator none(AxisLine line) {
        AxisOperator none = new AxisOperator(line);
        none.weight[0] = 1;
        return none;
    }

    /**
     * With coefficients as they are away from walls, which are folded in here.
     *
     * @param low l by point, also towards ghosts; not changed
     * @param high h
     * @param reaction ρ
     */
    static AxisOperator of(AxisLine line, double[] low, double[] high, double[] reaction) {
        AxisOperator it = new AxisOperator(line);
        for (int p = line.first(); p < line.end(); p++) {
            it.low[p] = low[p];
            it.high[p] = high[p];
            it.reaction[p] = reaction[p];
            it.weight[p] = line.weight(p);
        }
        if (line.isPeriodic()) {
            if (line.points() == 1) {
                it.low[0] = 0;
                it.high[0] = 0;
            }
        } else {
            it.foldLow();
            it.foldHigh();
        }
        return it;
    }

    private void foldLow() {
        int p = line.first();
        double l = low[p];
        low[p] = 0;
        if (line.wall(false).isFixed()) {
            wallLow = l;
            return;
        }
        double beta = line.beta(false);
        wallLow = l * (1 - beta);
        if (line.imageDepth(false) == 1) {
            high[p] += beta * l;
        }
        if (line.isOnFace()) {
            balance(p, high[p], p + 1, low);
        }
    }

    private void foldHigh() {
        int p = line.end() - 1;
        double h = high[p];
        high[p] = 0;
        if (line.wall(true).isFixed()) {
            wallHigh = h;
            return;
        }
        double beta = line.beta(true);
        wallHigh = h * (1 - beta);
        if (line.imageDepth(true) == 1) {
            low[p] += beta * h;
        }
        if (line.isOnFace()) {
            balance(p, low[p], p - 1, high);
        }
    }

    /** Gives a point on a wall the share that makes the operator symmetric: half a cell, with Robin somewhat more. */
    private void balance(int onWall, double coefficient, int inside, double[] back) {
        if (inside >= line.first() && inside < line.end() && coefficient * back[inside] > 0) {
            weight[onWall] = line.weight(inside) * back[inside] / coefficient;
        }
    }

    AxisLine line() {
        return line;
    }

    /** The share of the axis of each point. */
    double[] weight() {
        return weight;
    }

    double low(int p) {
        return low[p];
    }

    double high(int p) {
        return high[p];
    }

    /** l + h + ρ + g. */
    double centre(int p) {
        double walls = (p == line.first() ? wallLow : 0) + (p == line.end() - 1 ? wallHigh : 0);
        return low[p] + high[p] + reaction[p] + walls;
    }

    /** Whether constants are mapped to 0. */
    boolean keepsConstants() {
        double largest = Math.max(Math.abs(wallLow), Math.abs(wallHigh));
        for (double rho : reaction) {
            largest = Math.max(largest, Math.abs(rho));
        }
        return largest == 0;
    }

    /** Mean strength of the ties between neighbours. */
    double coupling() {
        double sum = 0;
        for (int p = line.first(); p < line.end(); p++) {
            sum += Math.abs(low[p]) + Math.abs(high[p]);
        }
        return sum / Math.max(1, line.count());
    }

    /** The same operator on the coarse points of a transfer, whose fine axis is this one. */
    AxisOperator coarsened(AxisTransfer to) {
        if (to.isIdentity()) {
            return this;
        }
        AxisOperator coarse = new AxisOperator(to.coarse());
        for (int p = line.first(); p < line.end(); p++) {
            if (line.isOnFace()) {
                coarse.gather(to.below(p), share(to, p, to.below(p)) * weight[p], reaction[p]);
                coarse.gather(to.below(p) + 1, (1 - share(to, p, to.below(p))) * weight[p], reaction[p]);
            }
        }
        for (int cell = 0; !line.isOnFace() && cell < to.coarse().cells(); cell++) {
            for (int p = to.start(cell); p < to.start(cell + 1); p++) {
                coarse.gather(cell, weight[p], reaction[p]);
            }
        }
        for (int p = coarse.line.first(); p < coarse.line.end(); p++) {
            coarse.reaction[p] /= coarse.weight[p];
        }
        Series series = new Series(to);
        join(coarse, series);
        double outerLow = weight[line.first()] * wallLow;
        double outerHigh = weight[line.end() - 1] * wallHigh;
        coarse.wallLow = series.wall(false, outerLow, this) / coarse.weight[coarse.line.first()];
        coarse.wallHigh = series.wall(true, outerHigh, this) / coarse.weight[coarse.line.end() - 1];
        return coarse;
    }

    /** The part of a fine point on a face that belongs to the coarse one below it. */
    private double share(AxisTransfer to, int p, int below) {
        double from = to.coarse().coordinate(below);
        return below >= to.coarse().cells()
                ? 1
                : 1 - (line.coordinate(p) - from) / (to.coarse().coordinate(below + 1) - from);
    }

    private void gather(int point, double share, double rho) {
        int n = line.points();
        int p = line.isPeriodic() ? Math.floorMod(point, n) : point;
        if (p >= line.first() && p < line.end()) {
            weight[p] += share;
            reaction[p] += share * rho;
        }
    }

    /** Ties between coarse points. */
    private void join(AxisOperator coarse, Series series) {
        int n = coarse.line.points();
        int ties = coarse.line.isPeriodic() ? (n > 1 ? n : 0) : coarse.line.end() - 1;
        for (int lower = coarse.line.first(); lower < ties; lower++) {
            int upper = lower + 1 < n ? lower + 1 : 0;
            double mean = series.mean(lower, this);
            double flow = series.flow(lower, this);
            coarse.high[lower] = (mean + flow) / coarse.weight[lower];
            coarse.low[upper] = (mean - flow) / coarse.weight[upper];
        }
    }

    @Override
    public double mean(int lower) {
        int p = Math.floorMod(lower, line.points());
        int next = p + 1 < line.points() ? p + 1 : 0;
        return 0.5 * (weight[p] * high[p] + weight[next] * low[next]);
    }

    @Override
    public double flow(int lower) {
        int p = Math.floorMod(lower, line.points());
        int next = p + 1 < line.points() ? p + 1 : 0;
        double up = weight[p] * high[p];
        double down = weight[next] * low[next];
        return Math.abs(up - down) <= ROUNDING * (Math.abs(up) + Math.abs(down)) ? 0 : 0.5 * (up - down);
    }
}
