package org.parhelion.solvers.multigrid;

import java.util.Optional;
import java.util.OptionalDouble;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveRun;

/**
 * Cycle after cycle until the residual is small enough; with an accelerator only as long as cycles reduce it well: where they
 * leave some errors nearly as they are, conjugate gradients preconditioned by them get rid of these in far fewer.
 */
final class MultigridSolver extends LinearSolver {
    /** A cycle that leaves more of the residual is slow; conjugate gradients pay from about there on. */
    private static final double SLOW = 0.4;

    private static final int SLOW_CYCLES = 2;

    private final Multigrid multigrid;
    private final Cycles cycles;
    /** The preconditioner of the accelerator, if there is one. */
    private final Optional<LinearOperator> inverse;

    private boolean isAccelerated;
    private double norm;

    private MultigridSolver(
            String name, Setup setup, Multigrid multigrid, Cycles cycles, Optional<LinearOperator> inverse) {
        super(name, setup);
        this.multigrid = multigrid;
        this.cycles = cycles;
        this.inverse = inverse;
    }

    static LinearSolver plain(Multigrid multigrid, Cycles cycles) {
        Setup setup = Krylov.cg(multigrid.operator()).setup();
        return new MultigridSolver("multigrid", setup, multigrid, cycles, Optional.empty());
    }

    static LinearSolver accelerated(Multigrid multigrid, Cycles cycles) {
        LinearOperator inverse = multigrid.preconditioner();
        Setup setup = Krylov.cg(multigrid.operator()).preconditioner(inverse).setup();
        return new MultigridSolver("multigrid-CG", setup, multigrid, cycles, Optional.of(inverse));
    }

    @Override
    protected LinearSolver with(Setup setup) {
        if (!setup.preconditioner().equals(inverse)) {
            throw new IllegalArgumentException("multigrid takes no preconditioner; give multigrid.preconditioner() to a"
                    + " Krylov method instead");
        }
        return new MultigridSolver(name(), setup, multigrid, cycles, inverse);
    }

    @Override
    protected boolean knowsTrueResidual() {
        return !isAccelerated;
    }

    @Override
    protected void iterate(SolveRun run) {
        isAccelerated = false;
        boolean goesOn = !run.isFirstGuessZero() || startsFromFull(run);
        int slow = 0;
        while (goesOn && slow < SLOW_CYCLES) {
            double before = run.residualNorm();
            measured(run, cycles::runAndMeasure);
            goesOn = run.step(norm);
            slow = inverse.isPresent() && !(norm <= SLOW * before) ? slow + 1 : 0;
        }
        if (goesOn) {
            accelerate(run);
        }
    }

    private void accelerate(SolveRun run) {
        isAccelerated = true;
        if (!(norm <= run.rightHandSideNorm())) {
            run.solution().fill(0);
        }
        run.refresh();
        goOnBy(Krylov.cg(multigrid.operator()), run);
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
