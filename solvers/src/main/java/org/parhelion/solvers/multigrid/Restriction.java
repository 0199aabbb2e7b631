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
            plane(from, 0, 0, b, k);
        }
    }

    /**
     * One plane of b ← R r.
     *
     * @param from fine values, laid out as the fine level's are; or some planes of them
     * @param ring 0 if all planes are there; else plane {@code firstPlane + n} is at the place of {@code firstPlane + n mod ring}
     * @param k plane of b, by global index
     */
    void plane(double[] from, int ring, int firstPlane, double[] b, int k) {
        for (int j = coarseOwned.y0(); j < coarseOwned.y1(); j++) {
            sumRows(from, ring, firstPlane, j, k);
            sumPoints(b, coarse.index(0, j, k));
        }
    }

    /** Whether all that is needed is in a rank's own box and stays where it is. */
    boolean isLocal(IndexBox owned) {
        return coarse != null && gather.isLocal() && owned.intersect(needed).equals(needed);
    }

    /** The first plane of b on this rank. */
    int firstPlane() {
        return coarseOwned.z0();
    }

    /** One past the last. */
    int endPlane() {
        return coarseOwned.z1();
    }

    /** Last plane of fine values that a plane of b takes. */
    int lastFine(int k) {
        return axes[2].firstFine(k) + axes[2].fineWeights(k).length - 1;
    }

    /** Most planes of fine values that a plane of b takes. */
    int mostPlanes() {
        int most = 1;
        for (int k = coarseOwned.z0(); k < coarseOwned.z1(); k++) {
            most = Math.max(most, axes[2].fineWeights(k).length);
        }
        return most;
    }

    /** row ← Σ_z w_z Σ_y w_y r. */
    private void sumRows(double[] from, int ring, int firstPlane, int j, int k) {
        Arrays.fill(row, 0);
        double[] wz = axes[2].fineWeights(k);
        double[] wy = axes[1].fineWeights(j);
        for (int c = 0; c < wz.length; c++) {
            int plane = axes[2].firstFine(k) + c;
            int place = ring == 0 ? plane : firstPlane + (plane - firstPlane) % ring;
            for (int b = 0; b < wy.length; b++) {
                int at = gather.storage().index(needed.x0(), axes[1].firstFine(j) + b, place);
                addScaled(row, count, wz[c] * wy[b], from, at);
            }
        }
    }

    static void addScaled(double[] sum, int count, double factor, double[] from, int at) {
        for (int i = 0; i < count; i++) {
            sum[i] = Math.fma(factor, from[at + i], sum[i]);
        }
    }

    private void sumPoints(double[] b, int at) {
        for (int i = coarseOwned.x0(); i < coarseOwned.x1(); i++) {
            int first = firstX[i - coarseOwned.x0()];
            int weight = (i - coarseOwned.x0()) * most;
            double sum = weightsX[weight] * row[first];
            for (int n = 1; n < most; n++) {
                sum = Math.fma(weightsX[weight + n], row[first + n], sum);
            }
            b[at + i] = sum;
        }
    }

    /** The weights along x one after the other, as many for each point, those that are not needed 0. */
    private void flatten() {
        for (int i = coarseOwned.x0(); i < coarseOwned.x1(); i++) {
            most = Math.max(most, axes[0].fineWeights(i).length);
        }
        weightsX = new double[most * coarseOwned.size(Axis.X)];
        firstX = new int[coarseOwned.size(Axis.X)];
        for (int i = coarseOwned.x0(); i < coarseOwned.x1(); i++) {
            int local = i - coarseOwned.x0();
            firstX[local] = axes[0].firstFine(i) - needed.x0();
            double[] weights = axes[0].fineWeights(i);
            System.arraycopy(weights, 0, weightsX, local * most, weights.length);
        }
    }

    @Override
    public void close() {
        gather.close();
    }
}
