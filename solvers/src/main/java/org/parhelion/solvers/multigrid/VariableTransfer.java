package org.parhelion.solvers.multigrid;

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
            box = box.with(axis, from(a, owned.low(axis)), past(a, owned.high(axis) - 1));
        }
        return box;
    }

    /** First fine point that a coarse one may have a weight at. */
    private int from(int a, int coarsePoint) {
        if (axes[a].isIdentity()) {
            return coarsePoint;
        }
        return start(a, coarsePoint - 1) + (axes[a].fine().isOnFace() ? 1 : 0);
    }

    private int past(int a, int coarsePoint) {
        if (axes[a].isIdentity()) {
            return coarsePoint + 1;
        }
        return start(a, coarsePoint + (axes[a].fine().isOnFace() ? 1 : 2));
    }

    /** First fine point of a coarse cell, which may lie beyond the ends. */
    private int start(int a, int cell) {
        AxisLine line = axes[a].coarse();
        if (line.isPeriodic()) {
            int cells = line.cells();
            return axes[a].start(Math.floorMod(cell, cells))
                    + Math.floorDiv(cell, cells) * axes[a].fine().cells();
        }
        if (line.isOnFace() && cell > line.cells()) {
            return axes[a].fine().points();
        }
        int start = axes[a].start(Math.max(0, Math.min(line.cells(), cell)));
        // the last point on a face begins no cell
        return line.isOnFace() && cell < 0 ? start - 1 : start;
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
        for (int k = coarseOwned.z0(); k < coarseOwned.z1(); k++) {
            for (int j = coarseOwned.y0(); j < coarseOwned.y1(); j++) {
                for (int i = coarseOwned.x0(); i < coarseOwned.x1(); i++) {
                    double share = coarseShareOf[0][i] * coarseShareOf[1][j] * coarseShareOf[2][k];
                    b[coarse.index(i, j, k)] = sum(from, i, j, k) / share;
                }
            }
        }
    }

    private double sum(double[] from, int i, int j, int k) {
        double sum = 0;
        for (int z = from(2, k); z < past(2, k); z++) {
            for (int y = from(1, j); y < past(1, j); y++) {
                double row = share(2, z) * share(1, y);
                for (int x = from(0, i); x < past(0, i); x++) {
                    int at = residuals.storage().index(x, y, z);
                    double weight = weight(0, x, i, at) * weight(1, y, j, at) * weight(2, z, k, at);
                    sum = Math.fma(weight * (row * share(0, x)), from[at], sum);
                }
            }
        }
        return sum;
    }

    private double share(int a, int point) {
        int p = axes[a].fine().isPeriodic()
                ? Math.floorMod(point, axes[a].fine().points())
                : point;
        return p < 0 || p >= shareOf[a].length ? 0 : shareOf[a][p];
    }

    /** What coarse point {@code to} brings to a fine one along an axis. */
    private double weight(int a, int finePoint, int to, int at) {
        AxisLine line = axes[a].fine();
        int periods = line.isPeriodic() ? Math.floorDiv(finePoint, line.points()) : 0;
        int p = finePoint - periods * line.points();
        if (p < line.first() || p >= line.end()) {
            return 0;
        }
        int lower = axes[a].below(p) + periods * axes[a].coarse().points();
        return to == lower ? below[a][at] : to == lower + 1 ? above[a][at] : 0;
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
