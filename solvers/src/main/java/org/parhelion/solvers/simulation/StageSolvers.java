package org.parhelion.solvers.simulation;

import java.util.IdentityHashMap;
import java.util.Map;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveMonitor;
import org.parhelion.solvers.linear.VectorSpace.Reductions;
import org.parhelion.solvers.time.StageSolver;

/** The solvers of implicit stages, as a case asks for them. */
final class StageSolvers implements StageSolver {
    private final SolverSpec spec;
    private final Map<GridOperator, SolverChoice> choices = new IdentityHashMap<>();
    private String method = "";
    private String preconditioner = "";

    StageSolvers(SolverSpec spec) {
        this.spec = spec;
    }

    @Override
    public LinearSolver prepare(GridOperator operator) {
        SolverChoice choice = choices.get(operator);
        if (choice == null) {
            OperatorTraits traits = OperatorTraits.of(operator, false);
            choice = Agreement.on(operator.domain().communicator(), () -> new SolverChoice(spec, traits, false));
            choices.put(operator, choice);
        }
        GridOperator a = spec.isFast() ? operator.with(Reductions.FAST) : operator;
        LinearSolver solver = choice.solver(a, SolveMonitor.SILENT);
        method = choice.method();
        preconditioner = choice.preconditioner();
        return solver;
    }

    /** Of the last solver made. */
    String method() {
        return method;
    }

    /** Of the last solver made. */
    String preconditioner() {
        return preconditioner;
    }
}
