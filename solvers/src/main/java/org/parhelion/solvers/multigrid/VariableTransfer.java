package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/**
 * Interpolation that follows coefficients that jump: at each fine point the product of {@link TieWeights} along the axes; and
 * its transpose, weighted with the shares of the axes. Slower than {@link LinearTransfer}, and needed where neighbours are
 * tied very unequally (R. Alcouffe, A. Brandt, J. Dendy, J. Painter, The multi-grid method for the diffusion equation with
 * strongly discontinuous coefficients, SIAM J. Sci. Stat. Comput. 2 (1981) 430).
 */
final class VariableTransfer implements Transfer {
    private final AxisTransfer[] axes;
    private final double[][] shareOf = new double[3][];
    private final double[][] coarseShareOf = new double[3][];
    private final IndexBox fineOwned;
    private final IndexBox coarseOwned;
    private final Storage fine;
    private final Storage coarse;
    private final TieWeights[] weights = new TieWeights[3];
    private final Gather residuals;
    private final Gather corrections;
    private final double[][] below = new double[3][];
    private final double[][] above = new double[3][];
    private final TakenPoints[] taken = new TakenPoints[3];

    /** Collective. */
    VariableTransfer(VariableOperator operator, LevelShape coarseShape, AxisTransfer[] axes, Storage coarse) {
        Communicator communicator = operator.communicator();
        LevelShape shape = operator.shape();
        this.axes = axes;
        this.fine = operator.place() == null ? null : operator.place().storage();
        this.coarse = coarse;
        this.fineOwned = shape.owned(communicator.rank());
        this.coarseOwned = coarseShape.owned(communicator.rank());
        this.residuals = new Gather(communicator, shape, fine, rank -> fineBox(coarseShape.owned(rank)));
        this.corrections = new Gather(communicator, coarseShape, coarse, rank -> coarseBox(shape.owned(rank)));
        for (int a = 0; a < 3; a++) {
            shareOf[a] = operator.weight(a);
            coarseShareOf[a] = operator.coarseWeight(a, axes[a]);
            weights[a] = TieWeights.of(operator, axes[a], a);
            below[a] = gathered(communicator, shape, coarseShape, weights[a].below());
            above[a] = gathered(communicator, shape, coarseShape, weights[a].above());
            Axis axis = Axis.of(a);
            taken[a] = new TakenPoints(axes[a], shareOf[a], coarseOwned.low(axis), coarseOwned.high(axis));
        }
    }

    /** Weights at the fine points that this rank's restriction reads, in the storage of {@link #residuals}. */
    private double[] gathered(Communicator communicator, LevelShape shape, LevelShape coarseShape, double[] own) {
        try (Gather once = new Gather(communicator, shape, fine, rank -> fineBox(coarseShape.owned(rank)))) {
            return once.run(own);
        }
    }

    private IndexBox fineBox(IndexBox owned) {
        IndexBox box = IndexBox.EMPTY;
        for (int a = 0; a < 3 && !owned.isEmpty(); a++) {
            Axis axis = Axis.of(a);
            box = box.with(
                    axis, TakenPoints.from(axes[a], owned.low(axis)), TakenPoints.past(axes[a], owned.high(axis) - 1));
        }
        return box;
    }

    private IndexBox coarseBox(IndexBox owned) {
        IndexBox box = IndexBox.EMPTY;
        for (int a = 0; a < 3 && !owned.isEmpty(); a++) {
            Axis axis = Axis.of(a);
            int last = axes[a].below(owned.high(axis) - 1);
            box = box.with(axis, axes[a].below(owned.low(axis)), last + (axes[a].isIdentity() ? 1 : 2));
        }
        return box;
    }

    @Override
    public boolean isLocal() {
        return residuals.isLocal();
    }

    @Override
    public void restrict(double[] r, double[] b) {
        double[] from = residuals.run(r);
        double[] sums = new double[coarseOwned.size(Axis.X)];
        for (int k = coarseOwned.z0(); k < coarseOwned.z1(); k++) {
            for (int j = coarseOwned.y0(); j < coarseOwned.y1(); j++) {
                Arrays.fill(sums, 0);
                sumRows(from, sums, j - coarseOwned.y0(), k - coarseOwned.z0());
                int row = coarse.index(0, j, k);
                for (int i = coarseOwned.x0(); i < coarseOwned.x1(); i++) {
                    double share = coarseShareOf[0][i] * coarseShareOf[1][j] * coarseShareOf[2][k];
                    b[row + i] = sums[i - coarseOwned.x0()] / share;
                }
            }
        }
    }

    /** Adds up what the fine rows that a coarse one takes values from bring to each of its points. */
    private void sumRows(double[] from, double[] sums, int j, int k) {
        TakenPoints y = taken[1];
        TakenPoints z = taken[2];
        for (int m = z.begin(k); m < z.begin(k + 1); m++) {
            double[] wz = z.isAbove(m) ? above[2] : below[2];
            for (int n = y.begin(j); n < y.begin(j + 1); n++) {
                double[] wy = y.isAbove(n) ? above[1] : below[1];
                int row = residuals.storage().index(0, y.point(n), z.point(m));
                taken[0].addTo(sums, from, row, z.share(m) * y.share(n), below[0], above[0], wy, wz);
            }
        }
    }

    @Override
    public void correct(double[] v, double[] u) {
        double[] from = corrections.run(v);
        for (int k = fineOwned.z0(); k < fineOwned.z1(); k++) {
            for (int j = fineOwned.y0(); j < fineOwned.y1(); j++) {
                for (int i = fineOwned.x0(); i < fineOwned.x1(); i++) {
                    int at = fine.index(i, j, k);
                    u[at] += value(from, at, axes[0].below(i), axes[1].below(j), axes[2].below(k));
                }
            }
        }
    }

    private double value(double[] from, int at, int i, int j, int k) {
        double sum = 0;
        for (int c = 0; c < 2; c++) {
            double wz = c == 0 ? weights[2].below()[at] : weights[2].above()[at];
            for (int b = 0; b < 2 && wz != 0; b++) {
                double wy = b == 0 ? weights[1].below()[at] : weights[1].above()[at];
                if (wy == 0) {
                    continue;
                }
                int row = corrections.storage().index(i, j + b, k + c);
                double wx = weights[0].below()[at];
                double inner = wx == 0 ? 0 : wx * from[row];
                wx = weights[0].above()[at];
                inner = wx == 0 ? inner : Math.fma(wx, from[row + 1], inner);
                sum = Math.fma(wz * wy, inner, sum);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        residuals.close();
        corrections.close();
    }
}
