package org.parhelion.solvers.multigrid;

import java.util.OptionalDouble;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveRun;

/** Cycle after cycle until the residual is small enough. */
final class MultigridSolver extends LinearSolver {
    private final Multigrid multigrid;
    private final Cycles cycles;
    private double norm;

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
    protected boolean knowsTrueResidual() {
        return true;
    }

    @Override
    protected void iterate(SolveRun run) {
        if (!run.isFirstGuessZero() || startsFromFull(run)) {
            do {
                measured(run, cycles::runAndMeasure);
            } while (run.step(norm));
        }
    }

    /**
     * Where nothing is known of the solution, full multigrid is the first step: it costs little more than a cycle.
     *
     * @return whether to go on
     */
    private boolean startsFromFull(SolveRun run) {
        measured(run, cycles::runFullAndMeasure);
        if (!(norm <= run.rightHandSideNorm())) {
            // worse than nothing, as coarse operators say little about this one
            run.solution().fill(0);
            norm = run.rightHandSideNorm();
        }
        return run.step(norm);
    }

    private void measured(SolveRun run, Multigrid.MeasuredWork work) {
        OptionalDouble known = multigrid.measuredOnOwnLayout(run.solution(), run.rightHandSide(), work);
        run.operator().nullSpace().project(run.solution());
        norm = known.orElseGet(run::refresh);
    }
}
