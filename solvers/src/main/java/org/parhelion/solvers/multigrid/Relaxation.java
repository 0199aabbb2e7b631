package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;

/** A smoother at work on one level. */
interface Relaxation extends AutoCloseable {
    /**
     * Smooths the error of A u = b.
     *
     * @param u first guess on entry, better on return
     * @param reversed in the opposite order of points: sweeps before and reversed sweeps after the coarse correction make a
     *     symmetric cycle
     */
    void relax(DistributedVector u, DistributedVector b, int sweeps, boolean reversed);

    @Override
    default void close() {}
}
