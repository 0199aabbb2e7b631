package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;

/** The operator of one level on the ranks that take part. Ghosts of arguments need not be current. */
interface LevelOperator extends AutoCloseable {
    /** y ← A u. */
    void apply(DistributedVector u, DistributedVector y);

    /** r ← b − A u. */
    void residual(DistributedVector u, DistributedVector b, DistributedVector r);

    /** The diagonal of A, 1 at points that are no unknowns; laid out as the level's vectors are. */
    double[] diagonal();

    /** A bound of the eigenvalues of D⁻¹ A, the same on every rank: its largest row sum of magnitudes. */
    double spectralBound();

    @Override
    void close();
}
