package org.parhelion.solvers.linear;

import org.parhelion.solvers.linear.SolveResult.Status;

/** A solver as an operator, see {@link LinearSolver#asOperator}. */
final class SolverOperator implements LinearOperator {
    private final LinearSolver solver;
    private DistributedVector inRange;

    SolverOperator(LinearSolver solver) {
        this.solver = solver;
    }

    @Override
    public VectorSpace domain() {
        return solver.setup().operator().range();
    }

    @Override
    public void apply(DistributedVector x, DistributedVector y) {
        y.fill(0);
        SolveResult result = solver.solve(withoutNullSpace(x), y);
        if (!result.converged() && result.status() != Status.ITERATIONS) {
            throw new NotConvergedException(result);
        }
    }

    private DistributedVector withoutNullSpace(DistributedVector x) {
        if (nullSpace().isEmpty()) {
            return x;
        }
        if (inRange == null) {
            inRange = domain().vector("in range");
        }
        inRange.copyFrom(x);
        nullSpace().projectToRange(inRange);
        return inRange;
    }

    @Override
    public NullSpace nullSpace() {
        return solver.setup().operator().nullSpace();
    }

    @Override
    public String describe() {
        return "inverse by " + solver.name() + " of "
                + solver.setup().operator().describe();
    }
}
