package org.parhelion.solvers.simulation;

import java.util.Optional;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveMonitor;
import org.parhelion.solvers.linear.Stop;

/** Method and preconditioner for one operator: what the case asks for, or what suits the operator. */
final class SolverChoice {
    private final SolverSpec spec;
    private final OperatorTraits traits;
    private final String method;
    private String preconditioner;

    /** @throws InputException the method cannot solve with such an operator */
    SolverChoice(SolverSpec spec, OperatorTraits traits) {
        this.spec = spec;
        this.traits = traits;
        this.method = spec.method().equals("auto") ? suitable() : spec.method();
        this.preconditioner = spec.preconditioner();
        boolean needsSymmetry = !method.equals("bicgstab") && !method.equals("gmres") && !method.equals("multigrid");
        if (needsSymmetry && !traits.isSymmetric()) {
            throw spec.methodPosition()
                    .refuse("solver.method " + method
                            + " is for symmetric operators, which this one is not; choose gmres or bicgstab");
        }
    }

    private String suitable() {
        if (!traits.isSymmetric()) {
            return "gmres";
        }
        return traits.mayBeIndefinite() ? "minres" : "cg";
    }

    /** The method's word. */
    String method() {
        return method;
    }

    /** The preconditioner's word, once a solver was made. */
    String preconditioner() {
        return preconditioner;
    }

    /** Makes a solver ready; collective. */
    LinearSolver solver(GridOperator a, SolveMonitor monitor) {
        LinearSolver solver = krylov(a)
                .stop(Stop.relative(spec.tolerance()).or(Stop.iterations(spec.maxIterations())))
                .monitor(monitor);
        return preconditionerOf(a).map(solver::preconditioner).orElse(solver);
    }

    private LinearSolver krylov(GridOperator a) {
        return switch (method) {
            case "cg" -> Krylov.cg(a);
            default -> throw spec.methodPosition().refuse("solver.method " + method + " is not available");
        };
    }

    private Optional<LinearOperator> preconditionerOf(GridOperator a) {
        preconditioner = "none";
        return Optional.empty();
    }
}
