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

    private final RowSums sums = new RowSums();
    private int most = 1;
    private double[] weightsX;
    private int[] firstX;
    /** The weights at the first fine point of each coarse one, 0 elsewhere. */
    private double[][] slidingWeights;

    private double[] slid;

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
        this.slid = new double[count];
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
        double[] from = gather(r);
        for (int k = coarseOwned.z0(); k < coarseOwned.z1(); k++) {
            rows(from, 0, 0, b, k, coarseOwned.y0(), coarseOwned.y1());
        }
    }

    /** What {@link #rows} needs of other ranks; collective. */
    double[] gather(double[] r) {
        return gather.run(r);
    }

    /**
     * Rows {@code from ≤ j < to} of one plane of b ← R r.
     *
     * @param r fine values as {@link #gather} gives them; or some planes of them, laid out so
     * @param ring 0 if all planes are there; else plane {@code firstPlane + n} is at the place of {@code firstPlane + n mod ring}
     * @param k plane of b, by global index
     */
    void rows(double[] r, int ring, int firstPlane, double[] b, int k, int from, int to) {
        for (int j = from; j < to; j++) {
            sumRows(r, ring, firstPlane, j, k);
            sumPoints(b, coarse.index(coarseOwned.x0(), j, k));
        }
    }

    /** Whether this rank has coarse values. */
    boolean hasCoarse() {
        return coarse != null;
    }

    /** Whether fine values are used where the fine level has them, a ghost layer included. */
    boolean isInPlace() {
        return coarse != null && gather.isInPlace();
    }

    /** Whether that needs nothing of other ranks or across periodic seams. */
    boolean isLocal() {
        return coarse != null && gather.isLocal();
    }

    /** The unknowns of b on this rank. */
    IndexBox coarseOwned() {
        return coarseOwned;
    }

    /** First plane, or row, of fine values that one of b takes. */
    int firstFine(Axis axis, int coarsePoint) {
        return axes[axis.ordinal()].firstFine(coarsePoint);
    }

    /** The last one. */
    int lastFine(Axis axis, int coarsePoint) {
        AxisTransfer along = axes[axis.ordinal()];
        return along.firstFine(coarsePoint) + along.fineWeights(coarsePoint).length - 1;
    }

    /** Most planes, or rows, of fine values that one of b takes. */
    int mostFine(Axis axis) {
        int most = 1;
        for (int i = coarseOwned.low(axis); i < coarseOwned.high(axis); i++) {
            most = Math.max(most, axes[axis.ordinal()].fineWeights(i).length);
        }
        return most;
    }

    /** row ← Σ_z w_z Σ_y w_y r. */
    private void sumRows(double[] from, int ring, int firstPlane, int j, int k) {
        double[] wz = axes[2].fineWeights(k);
        double[] wy = axes[1].fineWeights(j);
        sums.clear();
        for (int c = 0; c < wz.length; c++) {
            int plane = axes[2].firstFine(k) + c;
            int place = ring == 0 ? plane : firstPlane + (plane - firstPlane) % ring;
            for (int b = 0; b < wy.length; b++) {
                sums.add(wz[c] * wy[b], gather.storage().index(needed.x0(), axes[1].firstFine(j) + b, place));
            }
        }
        Arrays.fill(row, 0, count, 0);
        sums.addTo(from, row, 0, count);
    }

    private void sumPoints(double[] b, int at) {
        if (most == 3) {
            sumThree(b, at);
        } else {
            sumAll(b, at);
        }
    }

    /**
     * The most frequent case, points on faces, merged in pairs: the sums are taken in vectors at all fine points, and those
     * that are wanted picked.
     */
    private void sumThree(double[] b, int at) {
        RowSums.slideThree(slidingWeights, row, slid, count);
        for (int i = 0; i < firstX.length; i++) {
            b[at + i] = slid[firstX[i]];
        }
    }

    private void sumAll(double[] b, int at) {
        for (int i = 0; i < firstX.length; i++) {
            int first = firstX[i];
            double sum = weightsX[i * most] * row[first];
            for (int n = 1; n < most; n++) {
                sum = Math.fma(weightsX[i * most + n], row[first + n], sum);
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
        slidingWeights = new double[most][needed.size(Axis.X)];
        for (int local = 0; local < firstX.length; local++) {
            for (int n = 0; n < most; n++) {
                slidingWeights[n][firstX[local]] = weightsX[local * most + n];
            }
        }
    }

    @Override
    public void close() {
        gather.close();
    }
}
