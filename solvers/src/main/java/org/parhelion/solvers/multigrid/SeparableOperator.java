package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/** A sum of operators along the axes and a constant; every rank knows all of it. */
final class SeparableOperator implements CoarsenableOperator {
    private final AxisOperator[] axes;
    private final double shift;
    private final IndexBox owned;

    /** @param owned this rank's unknowns by global index */
    SeparableOperator(AxisOperator[] axes, double shift, IndexBox owned) {
        this.axes = axes;
        this.shift = shift;
        this.owned = owned;
    }

    @Override
    public double[] couplings() {
        return new double[] {axes[0].coupling(), axes[1].coupling(), axes[2].coupling()};
    }

    @Override
    public double[] weight(int axis) {
        return axes[axis].weight();
    }

    @Override
    public double[] coarseWeight(int axis, AxisTransfer transfer) {
        return axes[axis].coarsened(transfer).weight();
    }

    @Override
    public LevelOperator levelOperator(Communicator finest, LevelShape level, LevelPlace where) {
        return new StarLevelOperator(finest, level, where, StarKernels.of(stencil(where.layout())));
    }

    /** This rank's part. */
    StarStencil stencil(StarLayout layout) {
        double[][] low = new double[3][];
        double[][] centre = new double[3][];
        double[][] high = new double[3][];
        boolean[] used = new boolean[3];
        for (int a = 0; a < 3; a++) {
            used[a] = axes[a].line().isUsed();
            int from = owned.low(Axis.of(a));
            int count = owned.size(Axis.of(a));
            low[a] = new double[count];
            centre[a] = new double[count];
            high[a] = new double[count];
            for (int i = 0; i < count; i++) {
                low[a][i] = axes[a].low(from + i);
                centre[a][i] = axes[a].centre(from + i);
                high[a][i] = axes[a].high(from + i);
            }
        }
        return StarStencil.separable(layout, used, low, centre, high, shift);
    }

    @Override
    public CoarsenableOperator coarsened(LevelShape coarse, AxisTransfer[] transfers, LevelPlace place) {
        AxisOperator[] coarser = new AxisOperator[3];
        for (int a = 0; a < 3; a++) {
            coarser[a] = axes[a].coarsened(transfers[a]);
        }
        return new SeparableOperator(coarser, shift, place == null ? IndexBox.EMPTY : place.owned());
    }
}
