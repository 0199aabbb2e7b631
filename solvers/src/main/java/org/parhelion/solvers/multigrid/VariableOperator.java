package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;

/**
 * A star-shaped operator with coefficients of its own at each point, walls folded in. {@link VariableCoarsening} makes the
 * coarser ones.
 */
final class VariableOperator implements CoarsenableOperator {
    /** Couplings are measured at every so manieth point. */
    private static final int SAMPLE = 7;

    private final Communicator communicator;
    private final LevelShape shape;
    private final LevelPlace place;
    private final AxisOperator[] shares;
    private final double[] centre;
    private final double[][] low = new double[3][];
    private final double[][] high = new double[3][];
    /** On each side, for the unknowns nearest to the wall there, what of c is conductance to it; null away from walls. */
    private final double[][] walls = new double[6][];

    /**
     * @param communicator of the finest level
     * @param place null on ranks that take no part, as are all arrays there
     * @param shares of the axes that belong to their points
     * @param centre c, kept
     * @param low l along each axis in use, kept
     * @param high h
     */
    VariableOperator(
            Communicator communicator,
            LevelShape shape,
            LevelPlace place,
            AxisOperator[] shares,
            double[] centre,
            double[][] low,
            double[][] high) {
        this.communicator = communicator;
        this.shape = shape;
        this.place = place;
        this.shares = shares;
        this.centre = centre;
        for (int a = 0; a < 3 && place != null; a++) {
            if (shape.axis(a).isUsed()) {
                this.low[a] = low[a];
                this.high[a] = high[a];
                for (int end = 0; end < 2; end++) {
                    if (touchesWall(a, end == 1)) {
                        walls[2 * a + end] = new double[planeSize(a)];
                    }
                }
            }
        }
    }

    /** All coefficients 0. */
    static VariableOperator zero(Communicator communicator, LevelShape shape, LevelPlace place, AxisOperator[] shares) {
        double[][] low = new double[3][];
        double[][] high = new double[3][];
        for (int a = 0; a < 3 && place != null; a++) {
            if (shape.axis(a).isUsed()) {
                low[a] = place.newArray();
                high[a] = place.newArray();
            }
        }
        double[] centre = place == null ? null : place.newArray();
        return new VariableOperator(communicator, shape, place, shares, centre, low, high);
    }

    static AxisOperator[] shares(AxisLine[] lines) {
        AxisOperator[] shares = new AxisOperator[3];
        for (int a = 0; a < 3; a++) {
            double[] zero = new double[lines[a].points()];
            shares[a] = lines[a].isUsed() ? AxisOperator.of(lines[a], zero, zero, zero) : AxisOperator.none(lines[a]);
        }
        return shares;
    }

    /** Whether this rank has unknowns next to a wall. */
    boolean touchesWall(int axis, boolean atHigh) {
        if (place == null || place.layout().isEmpty() || shape.axis(axis).wall(atHigh) == Wall.NONE) {
            return false;
        }
        AxisLine line = shape.axis(axis);
        return atHigh
                ? place.owned().high(Axis.of(axis)) == line.end()
                : place.owned().low(Axis.of(axis)) == line.first();
    }

    private int planeSize(int axis) {
        return place.layout().size(axis == 0 ? 1 : 0) * place.layout().size(axis == 2 ? 1 : 2);
    }

    /** Position in {@link #wall} of a point by local index. */
    int planeIndex(int axis, int i, int j, int k) {
        StarLayout layout = place.layout();
        return axis == 0 ? j + layout.ny() * k : axis == 1 ? i + layout.nx() * k : i + layout.nx() * j;
    }

    double[] wall(int axis, boolean atHigh) {
        return walls[2 * axis + (atHigh ? 1 : 0)];
    }

    LevelShape shape() {
        return shape;
    }

    LevelPlace place() {
        return place;
    }

    Communicator communicator() {
        return communicator;
    }

    AxisOperator shares(int axis) {
        return shares[axis];
    }

    double[] centre() {
        return centre;
    }

    double[] low(int axis) {
        return low[axis];
    }

    double[] high(int axis) {
        return high[axis];
    }

    @Override
    public double[] couplings() {
        ReproducibleSum[] sums = {new ReproducibleSum(), new ReproducibleSum(), new ReproducibleSum()};
        if (place != null) {
            StarLayout layout = place.layout();
            int offset = place.owned().x0() + place.owned().y0() + place.owned().z0();
            for (int k = 0; k < layout.nz(); k++) {
                for (int j = 0; j < layout.ny(); j++) {
                    for (int i = Math.floorMod(-(offset + j + k), SAMPLE); i < layout.nx(); i += SAMPLE) {
                        addCouplings(sums, layout.index(i, j, k));
                    }
                }
            }
        }
        double[] couplings = new double[3];
        for (int a = 0; a < 3; a++) {
            sums[a].allReduce(communicator);
            couplings[a] = sums[a].value();
        }
        return couplings;
    }

    private void addCouplings(ReproducibleSum[] sums, int at) {
        for (int a = 0; a < 3; a++) {
            if (low[a] != null) {
                sums[a].add(Math.abs(low[a][at]) + Math.abs(high[a][at]));
            }
        }
    }

    @Override
    public double[] weight(int axis) {
        return shares[axis].weight();
    }

    @Override
    public double[] coarseWeight(int axis, AxisTransfer transfer) {
        return shares[axis].coarsened(transfer).weight();
    }

    @Override
    public LevelOperator levelOperator(Communicator finest, LevelShape level, LevelPlace where) {
        return new StarLevelOperator(finest, level, where, StarKernels.of(stencil(where.layout())));
    }

    /** This rank's part. */
    StarStencil stencil(StarLayout layout) {
        return StarStencil.variable(layout, shape.used(), centre, low, high);
    }

    @Override
    public CoarsenableOperator coarsened(LevelShape coarse, AxisTransfer[] transfers, LevelPlace coarsePlace) {
        return new VariableCoarsening(this, coarse, transfers, coarsePlace).run();
    }

    /** The largest ratio of the ties of a point to its two neighbours along an axis; the same on every rank. */
    double largestJump() {
        double most = 1;
        StarLayout layout = place == null ? null : place.layout();
        for (int k = 0; place != null && k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                int row = layout.index(0, j, k);
                for (int a = 0; a < 3 && low[a] != null; a++) {
                    most = Math.max(most, largestJump(low[a], high[a], row, layout.nx()));
                }
            }
        }
        return communicator.allReduce(most, ReduceOp.MAX);
    }

    private static double largestJump(double[] low, double[] high, int row, int count) {
        double most = 1;
        for (int p = row; p < row + count; p++) {
            double l = Math.abs(low[p]);
            double h = Math.abs(high[p]);
            if (l > 0 && h > 0) {
                most = Math.max(most, Math.max(l / h, h / l));
            }
        }
        return most;
    }
}
