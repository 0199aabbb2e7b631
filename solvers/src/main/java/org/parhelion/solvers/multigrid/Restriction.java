package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/** Residuals from a level to the next coarser one: weighted sums axis by axis, see {@link AxisTransfer}. */
final class Restriction implements AutoCloseable {
    private final AxisTransfer[] axes;
    private final IndexBox coarseOwned;
    private final Storage coarse;
    private final Gather gather;
    private final IndexBox needed;
    private final double[] row;

    /**
     * Collective.
     *
     * @param fineStorage where this rank's fine values lie; null if it has none
     * @param coarseStorage where its coarse ones lie; null if it has none
     */
    Restriction(
            Communicator communicator,
            LevelShape fine,
            LevelShape coarse,
            AxisTransfer[] axes,
            Storage fineStorage,
            Storage coarseStorage) {
        this.axes = axes;
        this.coarse = coarseStorage;
        this.coarseOwned = coarse.owned(communicator.rank());
        this.needed = needed(coarseOwned);
        this.gather = new Gather(communicator, fine, fineStorage, rank -> needed(coarse.owned(rank)));
        this.row = new double[needed.size(Axis.X)];
    }

    private IndexBox needed(IndexBox owned) {
        if (owned.isEmpty()) {
            return IndexBox.EMPTY;
        }
        IndexBox box = IndexBox.EMPTY;
        for (int a = 0; a < 3; a++) {
            int low = Integer.MAX_VALUE;
            int high = Integer.MIN_VALUE;
            for (int i = owned.low(Axis.of(a)); i < owned.high(Axis.of(a)); i++) {
                low = Math.min(low, axes[a].firstFine(i));
                high = Math.max(high, axes[a].firstFine(i) + axes[a].fineWeights(i).length);
            }
            box = box.with(Axis.of(a), low, high);
        }
        return box;
    }

    /**
     * b ← R r.
     *
     * @param r fine values of this rank; ghosts are overwritten; null if it has none
     * @param b coarse values of this rank; null if it has none
     */
    void apply(double[] r, double[] b) {
        double[] from = gather.run(r);
        for (int k = coarseOwned.z0(); k < coarseOwned.z1(); k++) {
            for (int j = coarseOwned.y0(); j < coarseOwned.y1(); j++) {
                sumRows(from, j, k);
                sumPoints(b, coarse.index(0, j, k));
            }
        }
    }

    /** row ← Σ_z w_z Σ_y w_y r. */
    private void sumRows(double[] from, int j, int k) {
        Arrays.fill(row, 0);
        double[] wz = axes[2].fineWeights(k);
        double[] wy = axes[1].fineWeights(j);
        for (int c = 0; c < wz.length; c++) {
            for (int b = 0; b < wy.length; b++) {
                int at = gather.storage().index(needed.x0(), axes[1].firstFine(j) + b, axes[2].firstFine(k) + c);
                addScaled(row, wz[c] * wy[b], from, at);
            }
        }
    }

    static void addScaled(double[] sum, double factor, double[] from, int at) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.fma(factor, from[at + i], sum[i]);
        }
    }

    private void sumPoints(double[] b, int at) {
        AxisTransfer x = axes[0];
        for (int i = coarseOwned.x0(); i < coarseOwned.x1(); i++) {
            double[] w = x.fineWeights(i);
            int first = x.firstFine(i) - needed.x0();
            double sum = 0;
            for (int n = 0; n < w.length; n++) {
                sum = Math.fma(w[n], row[first + n], sum);
            }
            b[at + i] = sum;
        }
    }

    @Override
    public void close() {
        gather.close();
    }
}
