package org.parhelion.solvers.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.Preconditioner;
import org.parhelion.solvers.linear.SolveMonitor;
import org.parhelion.solvers.linear.Stop;
import org.parhelion.solvers.multigrid.Cycle;
import org.parhelion.solvers.multigrid.Multigrid;
import org.parhelion.solvers.multigrid.MultigridBuilder;
import org.parhelion.solvers.multigrid.Smoother;

/** Method and preconditioner for one operator: what the case asks for, or what suits the operator. */
final class SolverChoice {
    private final SolverSpec spec;
    private final OperatorTraits traits;
    private final String method;
    private String preconditioner;
    private Multigrid multigrid;

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

    /** Makes a solver ready, in place of the one made before; collective. */
    LinearSolver solver(GridOperator a, SolveMonitor monitor) {
        return solver(a, a, Optional.empty(), monitor);
    }

    /**
     * Makes a solver ready, in place of the one made before; collective.
     *
     * @param a whose rows are those of {@code perVolume} times the shares, if there are any
     * @param perVolume what multigrid takes
     */
    LinearSolver solver(GridOperator a, GridOperator perVolume, Optional<Field> share, SolveMonitor monitor) {
        close();
        boolean byMultigrid = method.equals("multigrid");
        if (byMultigrid && share.isPresent()) {
            throw spec.methodPosition()
                    .refuse(
                            "solver.method multigrid does not solve for nodes on walls that leave them free; choose cg with"
                                    + " preconditioner multigrid");
        }
        LinearSolver solver = byMultigrid ? multigrid(a).solver() : krylov(a);
        Optional<LinearOperator> inverse = byMultigrid ? Optional.empty() : preconditionerOf(a, perVolume, share);
        LinearSolver ready = inverse.map(solver::preconditioner).orElse(solver);
        return ready.stop(Stop.relative(spec.tolerance()).or(Stop.iterations(spec.maxIterations())))
                .monitor(monitor);
    }

    private LinearSolver krylov(GridOperator a) {
        return switch (method) {
            case "cg" -> Krylov.cg(a);
            case "pipelined-cg" -> Krylov.pipelinedCg(a);
            case "bicgstab" -> Krylov.bicgstab(a);
            case "gmres" ->
                spec.restart().isPresent() ? Krylov.gmres(a, spec.restart().getAsInt()) : Krylov.gmres(a);
            case "minres" -> Krylov.minres(a);
            default -> throw new IllegalArgumentException("there is no method \"" + method + "\"");
        };
    }

    private Optional<LinearOperator> preconditionerOf(GridOperator a, GridOperator perVolume, Optional<Field> share) {
        boolean suits = traits.isSymmetric() && !traits.mayBeIndefinite();
        preconditioner = spec.preconditioner();
        if (preconditioner.equals("multigrid") || (preconditioner.equals("auto") && suits)) {
            try {
                LinearOperator inverse = multigrid(perVolume).preconditioner();
                preconditioner = "multigrid";
                return Optional.of(share.<LinearOperator>map(w -> new ShareScaled(inverse, w))
                        .orElse(inverse));
            } catch (InputException cannot) {
                if (preconditioner.equals("multigrid")) {
                    throw cannot;
                }
            }
        }
        boolean jacobi =
                preconditioner.equals("jacobi") || (preconditioner.equals("auto") && !traits.mayBeIndefinite());
        preconditioner = jacobi ? "jacobi" : "none";
        return jacobi ? Optional.of(jacobi(a)) : Optional.empty();
    }

    private LinearOperator jacobi(GridOperator a) {
        try {
            return Preconditioner.jacobi(a);
        } catch (IllegalArgumentException zeroDiagonal) {
            throw spec.preconditionerPosition().refuse("solver: " + zeroDiagonal.getMessage());
        }
    }

    private Multigrid multigrid(GridOperator a) {
        try {
            MultigridBuilder builder =
                    Multigrid.builder(a).cycle(Cycle.valueOf(spec.cycle().toUpperCase(Locale.ROOT)));
            smoother(a.unknown().grid().dimensions()).ifPresent(builder::smoother);
            multigrid = builder.build();
            return multigrid;
        } catch (IllegalArgumentException cannot) {
            throw spec.preconditionerPosition().refuse("solver: " + cannot.getMessage());
        }
    }

    private Optional<Smoother> smoother(int dimensions) {
        return switch (spec.smoother()) {
            case "red-black" -> Optional.of(Smoother.redBlack());
            case "jacobi" -> Optional.of(Smoother.jacobi());
            case "chebyshev" -> Optional.of(Smoother.chebyshev());
            case "line" -> Optional.of(Smoother.lines(Axis.X, Arrays.copyOfRange(Axis.values(), 1, dimensions)));
            default -> Optional.empty();
        };
    }

    /** Frees what the last solver holds; collective. */
    void close() {
        if (multigrid != null) {
            multigrid.close();
            multigrid = null;
        }
    }
}
