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
    private final int count;
    /** Followed by zeros that points at the end need not ask about. */
    private final double[] row;

    private int most = 1;
    private double[] weightsX;
    private int[] firstX;

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
        flatten();
        this.count = needed.size(Axis.X);
        this.row = new double[count + most];
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
            plane(from, u, k, add);
        }
    }

    /** One plane, by global index, of u ← P v or u ← u + P v; {@code from} is laid out as the coarse level is. */
    void plane(double[] from, double[] u, int k, boolean add) {
        for (int j = fineOwned.y0(); j < fineOwned.y1(); j++) {
            sumRows(from, j, k);
            if (most == 2) {
                spreadTwo(u, fine.index(fineOwned.x0(), j, k), add);
            } else {
                spread(u, fine.index(fineOwned.x0(), j, k), add);
            }
        }
    }

    /** Whether all that is needed is this rank's own and stays where it is. */
    boolean isLocal() {
        return fine != null && gather.isLocal();
    }

    private void sumRows(double[] from, int j, int k) {
        Arrays.fill(row, 0, count, 0);
        double[] wz = axes[2].weights(k);
        double[] wy = axes[1].weights(j);
        for (int c = 0; c < wz.length; c++) {
            for (int b = 0; b < wy.length; b++) {
                int at = gather.storage().index(needed.x0(), axes[1].first(j) + b, axes[2].first(k) + c);
                Restriction.addScaled(row, count, wz[c] * wy[b], from, at);
            }
        }
    }

    /** The most frequent case: linear. */
    private void spreadTwo(double[] u, int at, boolean add) {
        for (int i = 0; i < firstX.length; i++) {
            int first = firstX[i];
            double sum = Math.fma(weightsX[2 * i + 1], row[first + 1], weightsX[2 * i] * row[first]);
            u[at + i] = add ? u[at + i] + sum : sum;
        }
    }

    private void spread(double[] u, int at, boolean add) {
        for (int i = 0; i < firstX.length; i++) {
            int first = firstX[i];
            double sum = weightsX[i * most] * row[first];
            for (int n = 1; n < most; n++) {
                sum = Math.fma(weightsX[i * most + n], row[first + n], sum);
            }
            u[at + i] = add ? u[at + i] + sum : sum;
        }
    }

    /** The weights along x one after the other, as many for each point, those that are not needed 0. */
    private void flatten() {
        for (int i = fineOwned.x0(); i < fineOwned.x1(); i++) {
            most = Math.max(most, axes[0].weights(i).length);
        }
        weightsX = new double[most * fineOwned.size(Axis.X)];
        firstX = new int[fineOwned.size(Axis.X)];
        for (int i = 0; i < firstX.length; i++) {
            int point = fineOwned.x0() + i;
            firstX[i] = axes[0].first(point) - needed.x0();
            double[] weights = axes[0].weights(point);
            System.arraycopy(weights, 0, weightsX, i * most, weights.length);
        }
    }

    @Override
    public void close() {
        gather.close();
    }
}
