package org.parhelion.solvers.multigrid;

import java.util.function.Function;
import java.util.function.Supplier;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;

/**
 * The last stage of a {@link Wave} down: residuals of the rows that have come this far, kept for as many planes as a plane of
 * the coarse level takes, and restricted as soon as all are there.
 */
final class WaveRestriction {
    private final Wave wave;
    private final StarKernels kernels;
    private final Restriction restriction;
    private final IndexBox owned;
    private final IndexBox coarseOwned;
    private final int strideZ;
    private final int depth;
    private double[] ring;
    /** What the wave can do of the coarse level. */
    private IndexBox inner;
    /** Rows of it that this band does. */
    private int coarseFrom;

    private int coarseTo;
    private int nextPlane;

    WaveRestriction(Level fine, Wave wave, StarKernels kernels, Restriction restriction) {
        this.wave = wave;
        this.kernels = kernels;
        this.restriction = restriction;
        this.owned = fine.place().owned();
        this.coarseOwned = restriction.coarseOwned();
        this.strideZ = fine.place().layout().strideZ();
        this.depth = restriction.mostFine(Axis.Z);
    }

    /** The stage, of this number. */
    Wave.Stage stage(int number, double[] u, double[] b, double[] coarse) {
        if (ring == null) {
            ring = new double[kernels.stencil().layout().origin() + (depth + 1) * strideZ];
        }
        inner = inner(number);
        coarseTo = inner.y0();
        return new Wave.Stage() {
            @Override
            public void beginBand(int from, int to) {
                WaveRestriction.this.beginBand(to);
            }

            @Override
            public void rows(int k, int from, int to) {
                plane(u, b, coarse, k);
            }
        };
    }

    private IndexBox inner(int stage) {
        IndexBox box = coarseOwned;
        box = within(box, Axis.Y, owned.y0() + wave.lowY(stage), owned.y0() + wave.highY(stage));
        return within(box, Axis.Z, owned.z0() + wave.lowZ(stage), owned.z0() + wave.highZ(stage));
    }

    /** Those of the coarse points whose fine ones lie in a range. */
    private IndexBox within(IndexBox box, Axis axis, int low, int high) {
        int from = box.low(axis);
        while (from < box.high(axis) && restriction.firstFine(axis, from) < low) {
            from++;
        }
        int to = from;
        while (to < box.high(axis) && restriction.lastFine(axis, to) < high) {
            to++;
        }
        return box.with(axis, from, to);
    }

    private void beginBand(int fineEnd) {
        coarseFrom = coarseTo;
        while (coarseTo < inner.y1() && restriction.lastFine(Axis.Y, coarseTo) < owned.y0() + fineEnd) {
            coarseTo++;
        }
        nextPlane = inner.z0();
    }

    private void plane(double[] u, double[] b, double[] coarse, int k) {
        if (coarseFrom == coarseTo) {
            return;
        }
        // the band before this one has kept none of its last rows
        int first = restriction.firstFine(Axis.Y, coarseFrom) - owned.y0();
        int end = restriction.lastFine(Axis.Y, coarseTo - 1) + 1 - owned.y0();
        kernels.residualRows(u, b, ring, (k % depth - k) * strideZ, k, first, end);
        while (nextPlane < inner.z1() && restriction.lastFine(Axis.Z, nextPlane) <= owned.z0() + k) {
            restriction.rows(ring, depth, owned.z0(), coarse, nextPlane++, coarseFrom, coarseTo);
        }
    }

    /** What the stage has left out, with current ghosts of u; collective. */
    void finish(int number, double[] u, double[] b, Supplier<double[]> scratch, double[] coarse) {
        finish(scratch, coarse, number, r -> (k, from, to) -> kernels.residualRows(u, b, r, 0, k, from, to));
    }

    /** @param make gives what is restricted at the ends */
    private void finish(Supplier<double[]> scratch, double[] coarse, int number, Function<double[], Wave.Stage> make) {
        if (inner.equals(coarseOwned) && restriction.isLocal()) {
            return;
        }
        double[] r = scratch.get();
        wave.finish(number + Math.max(depth, restriction.mostFine(Axis.Y)), make.apply(r));
        double[] from = restriction.gather(r);
        for (int k = coarseOwned.z0(); k < coarseOwned.z1(); k++) {
            if (k < inner.z0() || k >= inner.z1()) {
                restriction.rows(from, 0, 0, coarse, k, coarseOwned.y0(), coarseOwned.y1());
            } else {
                restriction.rows(from, 0, 0, coarse, k, coarseOwned.y0(), inner.y0());
                restriction.rows(from, 0, 0, coarse, k, inner.y1(), coarseOwned.y1());
            }
        }
    }

    /** Coarse ← R b for numbers that must not be touched, ghosts included: where ranks need each other's, a copy is sent. */
    void restrict(double[] b, Supplier<double[]> scratch, double[] coarse) {
        inner = inner(0);
        for (int k = inner.z0(); k < inner.z1(); k++) {
            restriction.rows(b, 0, 0, coarse, k, inner.y0(), inner.y1());
        }
        StarLayout layout = kernels.stencil().layout();
        finish(scratch, coarse, 0, r -> (k, from, to) -> {
            int at = layout.index(0, from, k);
            System.arraycopy(b, at, r, at, (to - from) * layout.strideY());
        });
    }
}
