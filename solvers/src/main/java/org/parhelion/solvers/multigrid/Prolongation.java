package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/** Values from a level to the next finer one by interpolation axis by axis. */
final class Prolongation implements AutoCloseable {
    private final AxisInterpolation[] axes;
    private final IndexBox fineOwned;
    private final Storage fine;
    private final Gather gather;
    private final IndexBox needed;
    private final double[] row;

    /**
     * Collective.
     *
     * @param fineStorage where this rank's fine values lie; null if it has none
     * @param coarseStorage where its coarse ones lie; null if it has none
     */
    Prolongation(
            Communicator communicator,
            LevelShape fine,
            LevelShape coarse,
            AxisInterpolation[] axes,
            Storage fineStorage,
            Storage coarseStorage) {
        this.axes = axes;
        this.fine = fineStorage;
        this.fineOwned = fine.owned(communicator.rank());
        this.needed = needed(fineOwned);
        this.gather = new Gather(communicator, coarse, coarseStorage, rank -> needed(fine.owned(rank)));
        this.row = new double[needed.size(Axis.X)];
    }

    private IndexBox needed(IndexBox owned) {
        if (owned.isEmpty()) {
            return IndexBox.EMPTY;
        }
        IndexBox box = IndexBox.EMPTY;
        for (int a = 0; a < 3; a++) {
            Axis axis = Axis.of(a);
            int low = owned.low(axis);
            int high = owned.high(axis);
            box = box.with(axis, axes[a].low(low, high), axes[a].high(low, high));
        }
        return box;
    }

    /**
     * u ← P v, or u ← u + P v.
     *
     * @param v coarse values of this rank; ghosts are overwritten; null if it has none
     * @param u fine values of this rank; null if it has none
     */
    void apply(double[] v, double[] u, boolean add) {
        double[] from = gather.run(v);
        for (int k = fineOwned.z0(); k < fineOwned.z1(); k++) {
            for (int j = fineOwned.y0(); j < fineOwned.y1(); j++) {
                sumRows(from, j, k);
                spread(u, fine.index(0, j, k), add);
            }
        }
    }

    private void sumRows(double[] from, int j, int k) {
        Arrays.fill(row, 0);
        double[] wz = axes[2].weights(k);
        double[] wy = axes[1].weights(j);
        for (int c = 0; c < wz.length; c++) {
            for (int b = 0; b < wy.length; b++) {
                int at = gather.storage().index(needed.x0(), axes[1].first(j) + b, axes[2].first(k) + c);
                Restriction.addScaled(row, wz[c] * wy[b], from, at);
            }
        }
    }

    private void spread(double[] u, int at, boolean add) {
        AxisInterpolation x = axes[0];
        for (int i = fineOwned.x0(); i < fineOwned.x1(); i++) {
            double[] w = x.weights(i);
            int first = x.first(i) - needed.x0();
            double sum = 0;
            for (int n = 0; n < w.length; n++) {
                sum = Math.fma(w[n], row[first + n], sum);
            }
            u[at + i] = add ? u[at + i] + sum : sum;
        }
    }

    @Override
    public void close() {
        gather.close();
    }
}
