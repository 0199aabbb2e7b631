package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveRun;

/** Cycle after cycle until the residual is small enough. */
final class MultigridSolver extends LinearSolver {
    private final Multigrid multigrid;
    private final Cycles cycles;

    MultigridSolver(Setup setup, Multigrid multigrid, Cycles cycles) {
        super("multigrid", setup);
        this.multigrid = multigrid;
        this.cycles = cycles;
    }

    @Override
    protected LinearSolver with(Setup setup) {
        if (setup.preconditioner().isPresent()) {
            throw new IllegalArgumentException("multigrid takes no preconditioner; give multigrid.preconditioner() to a"
                    + " Krylov method instead");
        }
        return new MultigridSolver(setup, multigrid, cycles);
    }

    @Override
    protected void iterate(SolveRun run) {
        DistributedVector x = run.solution();
        DistributedVector b = run.rightHandSide();
        do {
            multigrid.onOwnLayout(x, b, cycles::run);
            run.operator().nullSpace().project(x);
        } while (run.step(multigrid.residualNorm(x, b).orElseGet(run::refresh)));
    }
}
