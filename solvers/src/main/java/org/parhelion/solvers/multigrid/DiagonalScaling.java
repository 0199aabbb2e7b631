package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;

/** Division by the diagonal of a level's operator. */
final class DiagonalScaling {
    private final DistributedVector inverse;

    /** @throws IllegalArgumentException if a number of the diagonal is 0 */
    DiagonalScaling(Level level) {
        this.inverse = level.place().space().vector("inverse diagonal");
        double[] diagonal = level.operator().diagonal();
        double[] to = inverse.data();
        for (int n = 0; n < diagonal.length; n++) {
            if (diagonal[n] == 0) {
                throw new IllegalArgumentException("multigrid: a coefficient on the diagonal of " + level
                        + " is 0, so points cannot be solved for one by one");
            }
            to[n] = 1 / diagonal[n];
        }
    }

    /** v ← D⁻¹ v. */
    void divide(DistributedVector v) {
        v.multiply(inverse);
    }
}
