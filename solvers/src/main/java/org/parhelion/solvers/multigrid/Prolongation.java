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
    private final RowSums sums = new RowSums();
    private final int mostPlanes;
    /** Coarse rows interpolated along x, of the planes in work. */
    private final double[] spread;
    /** The plane that each of them is of. */
    private final int[] spreadPlane;

    private final int[] slots;

    private int width;
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
        this.mostPlanes = planesAtOnce();
        int rows = mostPlanes * needed.size(Axis.Y);
        this.spread = new double[rows * firstX.length];
        this.spreadPlane = new int[rows];
        this.slots = new int[mostPlanes];
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
        double[] from = gather(v);
        for (int k = fineOwned.z0(); k < fineOwned.z1(); k++) {
            rows(from, u, k, fineOwned.y0(), fineOwned.y1(), add);
        }
    }

    /** What {@link #rows} needs of other ranks; collective. */
    double[] gather(double[] v) {
        Arrays.fill(spreadPlane, Integer.MIN_VALUE);
        return gather.run(v);
    }

    /**
     * Rows {@code from ≤ j < to} of plane k, by global index, of u ← P v or u ← u + P v.
     *
     * @param v as {@link #gather} gives them; it must not change between calls for one gather
     */
    void rows(double[] v, double[] u, int k, int from, int to, boolean add) {
        double[] wz = axes[2].weights(k);
        for (int c = 0; c < wz.length; c++) {
            slots[c] = (axes[2].first(k) + c - needed.z0()) % mostPlanes * needed.size(Axis.Y);
        }
        for (int j = from; j < to; j++) {
            double[] wy = axes[1].weights(j);
            sums.clear();
            for (int c = 0; c < wz.length; c++) {
                for (int b = 0; b < wy.length; b++) {
                    int row = spreadRow(v, axes[1].first(j) + b, axes[2].first(k) + c, slots[c]);
                    sums.add(wz[c] * wy[b], row);
                }
            }
            int at = fine.index(fineOwned.x0(), j, k);
            if (!add) {
                Arrays.fill(u, at, at + firstX.length, 0);
            }
            sums.addTo(spread, u, at, firstX.length);
        }
    }

    /** Whether this rank has fine values. */
    boolean hasFine() {
        return fine != null;
    }

    /** Where a coarse row interpolated along x is, which it is made for once for all the fine rows around it. */
    private int spreadRow(double[] v, int j, int k, int firstSlot) {
        int slot = firstSlot + j - needed.y0();
        int at = slot * firstX.length;
        if (spreadPlane[slot] != k) {
            spreadPlane[slot] = k;
            if (width == 2) {
                spreadTwo(v, gather.storage().index(needed.x0(), j, k), at);
            } else {
                spreadAll(v, gather.storage().index(needed.x0(), j, k), at);
            }
        }
        return at;
    }

    /** The most frequent case: linear. */
    private void spreadTwo(double[] v, int row, int at) {
        for (int i = 0; i < firstX.length; i++) {
            int first = row + firstX[i];
            spread[at + i] = Math.fma(weightsX[2 * i + 1], v[first + 1], weightsX[2 * i] * v[first]);
        }
    }

    private void spreadAll(double[] v, int row, int at) {
        for (int i = 0; i < firstX.length; i++) {
            int first = row + firstX[i];
            double sum = weightsX[i * width] * v[first];
            for (int n = 1; n < width; n++) {
                sum = Math.fma(weightsX[i * width + n], v[first + n], sum);
            }
            spread[at + i] = sum;
        }
    }

    /**
     * The weights along x one after the other, as many for each point, those that are not needed 0. Where these would be those
     * of values beyond the last one, all begin earlier.
     */
    private void flatten() {
        int most = 1;
        for (int i = fineOwned.x0(); i < fineOwned.x1(); i++) {
            most = Math.max(most, axes[0].weights(i).length);
        }
        int count = needed.size(Axis.X);
        width = Math.min(most, Math.max(1, count));
        weightsX = new double[width * fineOwned.size(Axis.X)];
        firstX = new int[fineOwned.size(Axis.X)];
        for (int i = 0; i < firstX.length; i++) {
            int point = fineOwned.x0() + i;
            int first = axes[0].first(point) - needed.x0();
            double[] weights = axes[0].weights(point);
            firstX[i] = Math.min(first, count - width);
            System.arraycopy(weights, 0, weightsX, i * width + first - firstX[i], weights.length);
        }
    }

    private int planesAtOnce() {
        int most = 1;
        for (int k = fineOwned.z0(); k < fineOwned.z1(); k++) {
            most = Math.max(most, axes[2].weights(k).length);
        }
        return most;
    }

    @Override
    public void close() {
        gather.close();
    }
}
