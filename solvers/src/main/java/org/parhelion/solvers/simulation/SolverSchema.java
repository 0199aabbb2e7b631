package org.parhelion.solvers.simulation;

import java.util.List;
import org.parhelion.solvers.simulation.SchemaType.Choice;
import org.parhelion.solvers.simulation.SchemaType.Numeric;
import org.parhelion.solvers.simulation.SchemaType.Section;
import org.parhelion.solvers.simulation.SchemaType.Setting;
import org.parhelion.solvers.simulation.SchemaType.Whole;

/** The {@code solver} section of case files. */
final class SolverSchema {
    static final String PURPOSE = "How linear systems are solved.";
    static final List<String> METHODS =
            List.of("auto", "cg", "pipelined-cg", "bicgstab", "gmres", "minres", "multigrid", "multigrid-cg");
    static final List<String> PRECONDITIONERS = List.of("auto", "multigrid", "jacobi", "none");
    static final List<String> CYCLES = List.of("v", "w", "f");
    static final List<String> SMOOTHERS = List.of("auto", "red-black", "jacobi", "chebyshev", "line");

    static final Section SECTION = Section.of(
            Setting.optional(
                    "method",
                    new Choice(METHODS),
                    "auto",
                    "Conjugate gradients (with one reduction a step: pipelined-cg) need a symmetric positive definite"
                            + " operator, minres a symmetric one, bicgstab and gmres any; multigrid is a solver by itself, too,"
                            + " which starts on coarse grids; multigrid-cg goes over to cg where its cycles reduce the residual by"
                            + " little. auto: multigrid-cg (in implicit schemes, and where there is no multigrid, cg), of an"
                            + " indefinite operator minres, of an unsymmetric one gmres."),
            Setting.optional(
                    "preconditioner",
                    new Choice(PRECONDITIONERS),
                    "auto",
                    "auto: multigrid where it can be had and is positive definite, else jacobi."),
            Setting.optional(
                    "tolerance",
                    new Numeric(Numeric.Bound.POSITIVE),
                    "1e-8",
                    "Solved when the residual, computed anew, is at most this times the right-hand side, in the 2-norm."),
            Setting.optional(
                    "max_iterations",
                    new Whole(1, Integer.MAX_VALUE),
                    "10000",
                    "Iterations after which a solve is given up."),
            Setting.optional("restart", new Whole(1, 10_000), "30", "Steps after which gmres starts anew."),
            Setting.optional(
                    "reductions",
                    Choice.of("reproducible", "fast"),
                    "reproducible",
                    "How sums over ranks are formed: exactly, the same bits on any number of ranks, or in any order."),
            Setting.optional("cycle", new Choice(CYCLES), "v", "Cycle of multigrid."),
            Setting.optional("smoother", new Choice(SMOOTHERS), "auto", "Smoother of multigrid."));

    private SolverSchema() {}
}
