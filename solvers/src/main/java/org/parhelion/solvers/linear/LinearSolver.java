package org.parhelion.solvers.linear;

import java.util.Optional;
import org.parhelion.mpi.profile.Region;

/**
 * An iterative method for A x = b, with its preconditioner, when to stop, and who watches. {@link #stop} and its fellows give
 * a changed copy. A solver keeps its work vectors from one solve to the next, so it solves one system at a time; it is
 * itself an operator of the approximate inverse, see {@link #asOperator}.
 */
public abstract class LinearSolver {
    /** Where nothing else is said: 1e-8 of the right-hand side, or 10 000 steps. */
    public static final Stop DEFAULT_STOP = Stop.relative(1e-8).or(Stop.iterations(10_000));

    /**
     * What is the same for all methods.
     *
     * @throws IllegalArgumentException the operator is not square, or the preconditioner does not fit it
     */
    public record Setup(
            LinearOperator operator, Optional<LinearOperator> preconditioner, Stop stop, SolveMonitor monitor) {
        public Setup {
            VectorSpace space = operator.domain();
            if (!space.isSameAs(operator.range())) {
                throw new IllegalArgumentException(
                        "linear solver: the operator must be square, but it maps " + space + " to " + operator.range());
            }
            preconditioner.ifPresent(m -> {
                if (!m.domain().isSameAs(space) || !m.range().isSameAs(space)) {
                    throw new IllegalArgumentException("linear solver: the preconditioner maps " + m.domain() + " to "
                            + m.range() + ", but the operator is for " + space);
                }
            });
        }

        static Setup of(LinearOperator operator) {
            return new Setup(operator, Optional.empty(), DEFAULT_STOP, SolveMonitor.SILENT);
        }
    }

    private final String name;
    private final Setup setup;
    private final Region region;
    private Workspace workspace;

    /** @param name such as {@code CG} */
    protected LinearSolver(String name, Setup setup) {
        this.name = name;
        this.setup = setup;
        this.region = Region.of("solving by " + name);
    }

    /** Such as {@code CG}. */
    public final String name() {
        return name;
    }

    /** Of the profile, for its solves. */
    final Region region() {
        return region;
    }

    /** The same method with other settings. */
    protected abstract LinearSolver with(Setup setup);

    /**
     * The method itself: changes x step by step and tells {@code run} of each. It returns when a step says so or when it has
     * called {@link SolveRun#end}.
     */
    protected abstract void iterate(SolveRun run);

    /** For methods that go over to another one: has it go on with the run from where {@link SolveRun#refresh} found it. */
    protected static void goOnBy(LinearSolver other, SolveRun run) {
        other.iterate(run);
    }

    /** Whether the norms that the method tells are those of b − A x itself, computed from x after each step. */
    protected boolean knowsTrueResidual() {
        return false;
    }

    public final Setup setup() {
        return setup;
    }

    /** With a preconditioner: an operator M⁻¹ that approximates A⁻¹. */
    public final LinearSolver preconditioner(LinearOperator inverse) {
        return with(new Setup(setup.operator, Optional.of(inverse), setup.stop, setup.monitor));
    }

    public final LinearSolver stop(Stop stop) {
        return with(new Setup(setup.operator, setup.preconditioner, stop, setup.monitor));
    }

    public final LinearSolver monitor(SolveMonitor monitor) {
        return with(new Setup(setup.operator, setup.preconditioner, setup.stop, monitor));
    }

    /**
     * Solves A x = b. Collective; the same result on every rank.
     *
     * <p>A zero right-hand side has the solution zero. Where the operator is singular ({@link LinearOperator#nullSpace}), the
     * solution orthogonal to the null space is found.
     *
     * @param b right-hand side, not changed
     * @param x first guess on entry, solution on return; where the solve did not converge, the last iterate
     * @throws IllegalArgumentException the vectors do not fit the operator, or b lies outside the range of a singular one
     */
    public final SolveResult solve(DistributedVector b, DistributedVector x) {
        return new SolveRun(this, b, x).execute();
    }

    /**
     * The approximate inverse: y ← what this solver makes of A y = x from the first guess zero. Ended by convergence or by
     * {@link Stop#iterations}, it is an inner iteration; for another reason, it throws a {@link NotConvergedException}. Of a
     * singular A it is the pseudo-inverse.
     *
     * <p>Such an operator is not linear, so as a preconditioner it is for {@link Krylov#fgmres} alone, unless it is solved to
     * rounding.
     */
    public final LinearOperator asOperator() {
        return new SolverOperator(this);
    }

    final Workspace workspace() {
        if (workspace == null) {
            workspace = new Workspace(setup.operator.domain());
        }
        return workspace;
    }
}
