package org.parhelion.solvers.linear;

/** An operator that makes each number of the image of the same number of its argument alone, so that it can be part of a pass. */
interface PointwiseOperator extends LinearOperator {
    /** Notes y ← A x down; x and y may be one. */
    void note(FusedPass pass, DistributedVector x, DistributedVector y);

    @Override
    default void apply(DistributedVector x, DistributedVector y) {
        FusedPass pass = domain().pass();
        note(pass, x, y);
        pass.run();
    }
}
