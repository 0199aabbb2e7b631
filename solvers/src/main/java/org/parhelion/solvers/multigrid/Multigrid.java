package org.parhelion.solvers.multigrid;

import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;

/**
 * Geometric multigrid for an operator on a grid: the error is smoothed on the given grid, and what is smooth is solved for on
 * coarser and coarser ones. The number of cycles does not depend on the number of unknowns.
 *
 * <pre>{@code
 * GridOperator a = GridOperator.of(u, laplacian(u).negate());
 * try (Multigrid multigrid = Multigrid.of(a)) {
 *     SolveResult result = multigrid.solver().stop(Stop.relative(1e-8).or(Stop.iterations(50))).solve(b, x);
 *     // or, for operators that multigrid alone is slow for:
 *     Krylov.cg(a).preconditioner(multigrid.preconditioner()).solve(b, x);
 * }
 * }</pre>
 *
 * <p>Grids of any size are coarsened, axis by axis where ties are strong; coarse levels move to fewer ranks, the last one is
 * solved directly. Results have the same bits on any number of ranks. The coefficients are those at the time of set-up.
 */
public final class Multigrid implements AutoCloseable {
    private final GridOperator operator;
    private final Hierarchy hierarchy;
    private final Level finest;

    Multigrid(MultigridBuilder settings) {
        MultigridBuilder decided = settings.decided();
        this.operator = decided.operator();
        this.hierarchy = new Hierarchy(operator, decided);
        this.finest = hierarchy.levels().get(0);
    }

    /** V(1,1) cycles with red–black Gauss–Seidel. Collective. */
    public static Multigrid of(GridOperator operator) {
        return builder(operator).build();
    }

    /** With choices: {@code Multigrid.builder(a).cycle(Cycle.F).sweeps(2, 1).build()}. */
    public static MultigridBuilder builder(GridOperator operator) {
        return new MultigridBuilder(operator);
    }

    /** A solver whose step is one cycle; from the first guess zero, the first step is {@link #solveOnce full multigrid}. */
    public LinearSolver solver() {
        return MultigridSolver.plain(this, new Cycles(hierarchy, false));
    }

    /**
     * As {@link #solver}, but where cycles leave more than 0.4 of the residual (jumps of the coefficient that coarse grids do not
     * see, say), conjugate gradients preconditioned by {@link #preconditioner} go on: for symmetric positive definite operators.
     */
    public LinearSolver acceleratedSolver() {
        return MultigridSolver.accelerated(this, new Cycles(hierarchy, false));
    }

    /**
     * M⁻¹: one cycle from zero, with points smoothed in the opposite order after the coarse correction. Symmetric and positive
     * definite if the operator is and as many sweeps are done before as after.
     */
    public LinearOperator preconditioner() {
        return new MultigridPreconditioner(this, new Cycles(hierarchy, true));
    }

    /**
     * Full multigrid: x ← an approximate solution of A x = b that is about as exact as the discretisation, whatever x was.
     *
     * @param cycles on each level, 1 as a rule
     */
    public void solveOnce(DistributedVector b, DistributedVector x, int cycles) {
        onOwnLayout(x, b, (u, f) -> new Cycles(hierarchy, false).runFull(u, f, cycles));
        operator.nullSpace().project(x);
    }

    /** Number of levels, the finest one included. */
    public int levels() {
        return hierarchy.levels().size();
    }

    /** One line for each level. */
    public String describe() {
        return hierarchy.levels().stream().map(Level::toString).collect(Collectors.joining("\n"));
    }

    /** One cycle for A x = b, without looking at the residual. */
    void cycle(DistributedVector x, DistributedVector b) {
        onOwnLayout(x, b, new Cycles(hierarchy, false)::run);
        operator.nullSpace().project(x);
    }

    GridOperator operator() {
        return operator;
    }

    Level finest() {
        return finest;
    }

    /** Work on vectors u and b. */
    interface Work {
        void on(DistributedVector u, DistributedVector b);
    }

    /** Work on vectors u and b after which ‖b − A u‖ is known, perhaps. */
    interface MeasuredWork {
        OptionalDouble on(DistributedVector u, DistributedVector b);
    }

    /** As {@link #onOwnLayout}. Norms whose squares double cannot hold well are not known. */
    OptionalDouble measuredOnOwnLayout(DistributedVector u, DistributedVector b, MeasuredWork work) {
        OptionalDouble[] norm = {OptionalDouble.empty()};
        onOwnLayout(u, b, (v, f) -> norm[0] = work.on(v, f));
        boolean isSafe = norm[0].isPresent() && norm[0].getAsDouble() > 1e-140 && norm[0].getAsDouble() < 1e140;
        return isSafe ? norm[0] : OptionalDouble.empty();
    }

    /** Does work on vectors, or on copies where their halos, and so their layouts, are others than those of the levels. */
    void onOwnLayout(DistributedVector u, DistributedVector b, Work work) {
        boolean ownU = fits(u);
        boolean ownB = fits(b);
        DistributedVector v = ownU ? u : finest.solution();
        DistributedVector f = ownB ? b : finest.rightHandSide();
        if (!ownU) {
            v.copyFrom(u);
        }
        if (!ownB) {
            f.copyFrom(b);
        }
        work.on(v, f);
        if (!ownU) {
            u.copyFrom(v);
        }
    }

    private boolean fits(DistributedVector v) {
        return Storage.of(v.field()).equals(finest.storage());
    }

    /** Frees what the messages between ranks hold. */
    @Override
    public void close() {
        hierarchy.close();
    }
}
