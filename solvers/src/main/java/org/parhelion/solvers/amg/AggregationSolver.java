package org.parhelion.solvers.amg;

import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveRun;

/** Cycle after cycle until the residual is small enough. */
final class AggregationSolver extends LinearSolver {
    private final LinearOperator cycle;

    AggregationSolver(Setup setup, LinearOperator cycle) {
        super("smoothed aggregation", setup);
        this.cycle = cycle;
    }

    @Override
    protected LinearSolver with(Setup setup) {
        if (setup.preconditioner().isPresent()) {
            throw new IllegalArgumentException(
                    "smoothed aggregation takes no preconditioner; give its own one to a Krylov" + " method instead");
        }
        return new AggregationSolver(setup, cycle);
    }

    @Override
    protected void iterate(SolveRun run) {
        DistributedVector x = run.solution();
        DistributedVector r = run.residual();
        DistributedVector z = run.vector("correction");
        do {
            cycle.apply(r, z);
            x.addScaled(1, z); // x ← x + M⁻¹ r
            run.operator().nullSpace().project(x);
            run.operator().apply(x, r);
            r.scaleAndAdd(-1, run.rightHandSide()); // r ← b − A x
        } while (run.step(r.norm()));
    }
}
