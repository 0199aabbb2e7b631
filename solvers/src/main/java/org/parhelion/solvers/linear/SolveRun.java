package org.parhelion.solvers.linear;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.profile.Region;
import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * One solve under way: what a method works on, and the book-keeping that all methods share. A method starts at the residual
 * of the first guess, calls {@link #step} after each of its steps, and returns when that says so.
 *
 * <p>A method's own residual may drift from the true one. When it ends, the true one is computed, and that alone decides
 * whether the solve has converged. If the method claims more than is true, it is started again from where it is; if that
 * does not help, the solve has stagnated.
 */
public final class SolveRun {
    /** The true residual may exceed the method's own by this before it is drift. */
    private static final double DRIFT = 1.1;

    private static final int MOST_RESTARTS = 10;
    /** Residuals that products can be made of. */
    private static final double LEAST = 1e-140;

    private static final double MOST = 1e140;
    private static final double OUTSIDE_RANGE = 1e-10;

    private static final Region PRECONDITIONER = Region.of("preconditioner");

    private final LinearSolver solver;
    private final Workspace workspace;
    private final LinearOperator operator;
    private final LinearOperator preconditioner;
    private final DistributedVector x;
    private DistributedVector residual;
    private final NullSpace nullSpace;
    private final Profile profile;
    private final Residuals residuals;
    private DistributedVector b;
    private boolean firstGuessZero;
    private Status status;
    private String explanation = "";

    SolveRun(LinearSolver solver, DistributedVector b, DistributedVector x) {
        this.solver = solver;
        this.operator = solver.setup().operator();
        this.nullSpace = operator.nullSpace();
        this.profile = operator.domain().communicator().profile();
        this.preconditioner = solver.setup().preconditioner().orElse(null);
        fits("the right-hand side", b, operator.range());
        fits("the solution", x, operator.domain());
        if (b == x) {
            throw new IllegalArgumentException(solver.name() + ": right-hand side and solution are one vector");
        }
        this.b = b;
        this.x = x;
        this.workspace = solver.workspace();
        this.residuals = new Residuals(workspace);
    }

    private void fits(String what, DistributedVector v, VectorSpace space) {
        if (!v.space().isSameAs(space)) {
            throw new IllegalArgumentException(solver.name() + ": " + what + " has " + v.space()
                    + ", but the operator has " + space
                    + (v.space().size() == space.size() ? " of another grid, decomposition or communicator" : ""));
        }
    }

    /** A of A x = b. */
    public LinearOperator operator() {
        return operator;
    }

    /** b, without what lies in the null space. */
    public DistributedVector rightHandSide() {
        return b;
    }

    /** x, to be improved. */
    public DistributedVector solution() {
        return x;
    }

    /** b − A x when the method starts; the method's own from then on. */
    public DistributedVector residual() {
        if (residual == null) {
            // not needed so far: x is 0
            residual = vector("residual");
            residual.copyFrom(b);
        }
        return residual;
    }

    /** Whether the method starts where nothing is known: at x = 0. */
    public boolean isFirstGuessZero() {
        return firstGuessZero;
    }

    /** A work vector, the same in every solve of a solver; holds anything. */
    public DistributedVector vector(String name) {
        return workspace.vector(name);
    }

    /** A pass with so many inner products, the same in every solve of a solver. */
    public FusedPass pass(int products) {
        return workspace.pass(products);
    }

    /** What a solver needs to make but once. */
    <T> T keep(Class<T> type, Supplier<T> make) {
        return workspace.keep(type, make);
    }

    /** ‖{@link #residual}‖ as it is known. */
    public double residualNorm() {
        return residuals.residual();
    }

    /** ‖b‖. */
    public double rightHandSideNorm() {
        return residuals.rightHandSide();
    }

    /** z ← M⁻¹ r, without the null space; z ← r without a preconditioner. */
    public void precondition(DistributedVector r, DistributedVector z) {
        if (preconditioner != null) {
            profile.enter(PRECONDITIONER);
            preconditioner.apply(r, z);
            nullSpace.project(z);
            profile.leave();
        } else if (z != r) {
            z.copyFrom(r);
        }
    }

    /** A vector for M⁻¹ r: r itself without a preconditioner, none in memory if M acts on each number alone. */
    DistributedVector preconditioned(FusedPass pass, DistributedVector r) {
        return preconditioner == null ? r : isPointwise() ? pass.passing() : vector("z");
    }

    /** z ← M⁻¹ r as part of a pass, or, where that cannot be, after what the pass has noted down. */
    void precondition(FusedPass pass, DistributedVector r, DistributedVector z) {
        if (isPointwise()) {
            ((PointwiseOperator) preconditioner).note(pass, r, z);
        } else if (z != r) {
            pass.run();
            precondition(r, z);
        }
    }

    /** The same z once more, for another pass, if it is not in memory. */
    void preconditionAgain(FusedPass pass, DistributedVector r, DistributedVector z) {
        if (isPointwise()) {
            precondition(pass, r, z);
        }
    }

    private boolean isPointwise() {
        return preconditioner instanceof PointwiseOperator && nullSpace.isEmpty();
    }

    public boolean isPreconditioned() {
        return preconditioner != null;
    }

    /**
     * A step is done.
     *
     * @param residualNorm ‖b − A x‖ as the method knows it
     * @return whether to go on
     */
    public boolean step(double residualNorm) {
        residuals.step(residualNorm);
        solver.setup().monitor().step(residuals);
        return goesOn();
    }

    /** Ends: the method cannot go on. */
    public void end(Status why, String found) {
        status = why;
        explanation = found;
    }

    /** Ends unless {@code value} is positive: a product of a method for definite operators. */
    boolean isPositive(double value, String product, String whose) {
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            return true;
        } else if (!(residualNorm() >= LEAST && residualNorm() <= MOST)) {
            end(
                    Status.BREAKDOWN,
                    String.format(
                            Locale.ROOT,
                            "products of numbers as small or large as the residual, %.1e, are"
                                    + " beyond the range of double: scale the system",
                            residualNorm()));
        } else if (!Double.isFinite(value)) {
            end(Status.NOT_FINITE, product + " is not finite: the operator or the preconditioner gave NaN or infinity");
        } else {
            end(
                    Status.INDEFINITE,
                    String.format(Locale.ROOT, "%s = %.3e: %s is not positive definite", product, value, whose));
        }
        return false;
    }

    /** residual ← b − A x: a method starts afresh; gives its norm. */
    public double refresh() {
        residual = vector("residual");
        operator.apply(x, residual);
        residual.scaleAndAdd(-1, b);
        residuals.correct(residual.norm());
        return residuals.residual();
    }

    /** ‖b − A 0‖; b may no longer be the one that was given. */
    private double normOfZero(double normOfB) {
        return nullSpace.isEmpty() ? normOfB : b.norm();
    }

    private boolean goesOn() {
        if (!Double.isFinite(residualNorm())) {
            end(
                    Status.NOT_FINITE,
                    residuals.iteration() == 0
                            ? ""
                            : "the residual is not finite after step " + residuals.iteration()
                                    + ": the operator or the preconditioner gave NaN or infinity, or the method diverges");
            return false;
        }
        return check().isEmpty();
    }

    private Optional<Status> check() {
        Optional<Status> found = residualNorm() == 0
                ? Optional.of(Status.CONVERGED)
                : solver.setup().stop().check(residuals);
        if (found.isPresent()) {
            end(found.get(), reason(found.get()));
        }
        return found;
    }

    private static String reason(Status why) {
        return switch (why) {
            case ITERATIONS -> "the allowed number of iterations is used up";
            case STAGNATED -> "the residual does not fall any more";
            default -> "";
        };
    }

    SolveResult execute() {
        int depth = profile.depth();
        profile.enter(solver.region());
        try {
            return solve();
        } finally {
            profile.leaveTo(depth);
        }
    }

    private SolveResult solve() {
        long begun = System.nanoTime();
        double normOfB = b.norm();
        if (normOfB == 0) {
            x.fill(0);
        }
        if (Double.isFinite(normOfB)) {
            projectRightHandSide(normOfB);
            nullSpace.project(x);
        }
        firstGuessZero = normOfB == 0 || x.isZero();
        residuals.begin(firstGuessZero ? normOfZero(normOfB) : refresh(), normOfB);
        solver.setup().monitor().begin(solver.name(), residuals);
        if (!Double.isFinite(normOfB)) {
            end(Status.NOT_FINITE, "the right-hand side holds NaN or infinity");
        } else if (!Double.isFinite(residuals.initial())) {
            end(Status.NOT_FINITE, "the first guess holds NaN or infinity, or the operator makes them of it");
        } else if (goesOn()) {
            iterateUntilTrue();
        }
        return finished(begun);
    }

    /** Runs the method, again where it has claimed too much. */
    private void iterateUntilTrue() {
        double last = residualNorm();
        for (int restart = 0; ; restart++) {
            solver.iterate(this);
            firstGuessZero = false;
            double claimed = residualNorm();
            Status why = status;
            String found = explanation;
            nullSpace.project(x);
            double norm = solver.knowsTrueResidual() ? claimed : refresh();
            Optional<Status> truth = Double.isFinite(norm) ? check() : Optional.empty();
            if (truth.equals(Optional.of(Status.CONVERGED))) {
                return;
            } else if (why != Status.CONVERGED) {
                end(why, found);
                return;
            } else if (truth.isPresent()) {
                return;
            } else if (!Double.isFinite(norm)
                    || restart == MOST_RESTARTS
                    || (norm >= 0.5 * last && norm > DRIFT * claimed)) {
                end(
                        Status.STAGNATED,
                        String.format(
                                Locale.ROOT,
                                "the method's residual fell to %.3e, but the true one stays at %.3e: rounding errors allow no"
                                        + " better, or the operator is not as the method needs it",
                                claimed,
                                norm));
                return;
            }
            last = norm;
        }
    }

    private SolveResult finished(long begun) {
        SolveResult result = new SolveResult(
                solver.name(),
                status,
                residuals.iteration(),
                residualNorm(),
                residuals.rightHandSide(),
                residuals.history(),
                (System.nanoTime() - begun) * 1e-9,
                explanation);
        solver.setup().monitor().end(result);
        return result;
    }

    /** Refuses what lies outside the range of a singular operator; rounding errors are projected out. */
    private void projectRightHandSide(double normOfB) {
        double component = nullSpace.component(b);
        if (component > OUTSIDE_RANGE * normOfB) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s: the operator is singular and the right-hand side lies outside its range: its component in the"
                            + " null space is %.3e, %.1e of its norm; subtract it (NullSpace.projectToRange) or change the boundaries",
                    solver.name(),
                    component,
                    component / normOfB));
        }
        if (component > 0) {
            DistributedVector inRange = vector("b in range");
            inRange.copyFrom(b);
            nullSpace.projectToRange(inRange);
            b = inRange;
        }
    }
}
