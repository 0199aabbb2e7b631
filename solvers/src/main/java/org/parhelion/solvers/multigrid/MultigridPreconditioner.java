package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.VectorSpace;

/** One cycle from zero. */
final class MultigridPreconditioner implements LinearOperator {
    private final Multigrid multigrid;
    private final Cycles cycles;

    MultigridPreconditioner(Multigrid multigrid, Cycles cycles) {
        this.multigrid = multigrid;
        this.cycles = cycles;
    }

    @Override
    public VectorSpace domain() {
        return multigrid.operator().domain();
    }

    @Override
    public void apply(DistributedVector r, DistributedVector z) {
        Cycles.clear(z);
        multigrid.onOwnLayout(z, r, cycles::run);
    }

    @Override
    public String describe() {
        return "multigrid of " + multigrid.levels() + " levels for the "
                + multigrid.operator().describe();
    }
}
