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
    private static final String MULTIGRID = "multigrid";
    private static final String MULTIGRID_CG = "multigrid-cg";

    private final SolverSpec spec;
    private final OperatorTraits traits;
    private String method;
    private String preconditioner;
    private Multigrid multigrid;

    /**
     * @param fromNothing whether nothing is known of solutions before, so that a solve gains by starting on coarse grids
     * @throws InputException the method cannot solve with such an operator
     */
    SolverChoice(SolverSpec spec, OperatorTraits traits, boolean fromNothing) {
        this.spec = spec;
        this.traits = traits;
        this.method = spec.method().equals("auto") ? suitable(fromNothing) : spec.method();
        this.preconditioner = spec.preconditioner();
        boolean needsSymmetry = !method.equals("bicgstab") && !method.equals("gmres") && !method.equals(MULTIGRID);
        if (needsSymmetry && !traits.isSymmetric()) {
            throw spec.methodPosition()
                    .refuse("solver.method " + method
                            + " is for symmetric operators, which this one is not; choose gmres or bicgstab");
        }
    }

    private String suitable(boolean fromNothing) {
        if (!traits.isSymmetric()) {
            return "gmres";
        } else if (traits.mayBeIndefinite()) {
            return "minres";
        }
        boolean multigrid =
                spec.preconditioner().equals("auto") || spec.preconditioner().equals(MULTIGRID);
        return fromNothing && multigrid ? MULTIGRID_CG : "cg";
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
        LinearSolver ready = byMultigrid(a, share).orElseGet(() -> {
            LinearSolver solver = krylov(a);
            return preconditionerOf(a, perVolume, share)
                    .map(solver::preconditioner)
                    .orElse(solver);
        });
        return ready.stop(Stop.relative(spec.tolerance()).or(Stop.iterations(spec.maxIterations())))
                .monitor(monitor);
    }

    /** A method that needs multigrid and no other preconditioner; nothing if another method is wanted, or better chosen. */
    private Optional<LinearSolver> byMultigrid(GridOperator a, Optional<Field> share) {
        boolean accelerated = method.equals(MULTIGRID_CG);
        if (!accelerated && !method.equals(MULTIGRID)) {
            return Optional.empty();
        }
        boolean wanted = !spec.method().equals("auto");
        if (share.isPresent()) {
            if (wanted) {
                throw spec.methodPosition()
                        .refuse("solver.method " + method
                                + " does not solve for nodes on walls that leave them free; choose cg with"
                                + " preconditioner multigrid");
            }
            method = "cg";
            return Optional.empty();
        }
        try {
            Multigrid made = multigrid(a);
            preconditioner = "none";
            return Optional.of(accelerated ? made.acceleratedSolver() : made.solver());
        } catch (InputException cannot) {
            if (wanted) {
                throw cannot;
            }
            method = "cg";
            return Optional.empty();
        }
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
        if (preconditioner.equals(MULTIGRID) || (preconditioner.equals("auto") && suits)) {
            try {
                LinearOperator inverse = multigrid(perVolume).preconditioner();
                preconditioner = MULTIGRID;
                return Optional.of(share.<LinearOperator>map(w -> new ShareScaled(inverse, w))
                        .orElse(inverse));
            } catch (InputException cannot) {
                if (preconditioner.equals(MULTIGRID)) {
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
