package org.parhelion.solvers.time;

import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearSolver;

/** Chooses how the linear systems of implicit stages are solved. */
@FunctionalInterface
public interface StageSolver {
    /**
     * Makes a solver ready. Called anew when the operator's numbers have changed, as with the length of the step.
     *
     * @param operator I − γ Δt L, at the present values of its parameters
     */
    LinearSolver prepare(GridOperator operator);
}
