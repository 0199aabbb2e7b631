package org.parhelion.solvers.linear;

import java.util.Arrays;
import java.util.Optional;
import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * One solve under way: what a method works on, and the book-keeping that all methods share. A method starts at the residual
 * of the first guess, calls {@link #step} after each of its steps, and returns when that says so.
 *
 * <p>A method's own residual may drift from the true one. When it claims to have converged, the true one is computed; if it
 * does not hold, the method is started again from where it is, and if that does not help, the solve has stagnated.
 */
public final class SolveRun {
    /** The true residual may exceed the method's own by this before it is no longer believed. */
    private static final double DRIFT = 1.1;

    private static final int MOST_RESTARTS = 10;

    private final LinearSolver solver;
    private final LinearOperator operator;
    private final DistributedVector b;
    private final DistributedVector x;
    private final DistributedVector residual;
    private double[] history = new double[64];
    private int iterations;
    private double initial;
    private double norm;
    private double normOfB;
    private Status status;
    private String explanation = "";

    SolveRun(LinearSolver solver, DistributedVector b, DistributedVector x) {
        this.solver = solver;
        this.operator = solver.setup().operator();
        fits("the right-hand side", b, operator.range());
        fits("the solution", x, operator.domain());
        this.b = b;
        this.x = x;
        this.residual = operator.range().vector("residual");
    }

    private void fits(String what, DistributedVector v, VectorSpace space) {
        if (!v.space().isSameAs(space)) {
            throw new IllegalArgumentException(
                    solver.name() + ": " + what + " has " + v.space() + ", but the operator has " + space);
        }
    }

    /** A of A x = b. */
    public LinearOperator operator() {
        return operator;
    }

    /** b. */
    public DistributedVector rightHandSide() {
        return b;
    }

    /** x, to be improved. */
    public DistributedVector solution() {
        return x;
    }

    /** b − A x when the method starts; the method's own from then on. */
    public DistributedVector residual() {
        return residual;
    }

    /** ‖{@link #residual}‖ when the method starts. */
    public double residualNorm() {
        return norm;
    }

    /** z ← M⁻¹ r, without the null space; z ← r without a preconditioner. */
    public void precondition(DistributedVector r, DistributedVector z) {
        Optional<LinearOperator> m = solver.setup().preconditioner();
        if (m.isPresent()) {
            m.get().apply(r, z);
            operator.nullSpace().project(z);
        } else {
            z.copyFrom(r);
        }
    }

    public boolean isPreconditioned() {
        return solver.setup().preconditioner().isPresent();
    }

    /**
     * A step is done.
     *
     * @param residualNorm ‖b − A x‖ as the method knows it
     * @return whether to go on
     */
    public boolean step(double residualNorm) {
        iterations++;
        record(residualNorm);
        solver.setup().monitor().step(state());
        return goesOn();
    }

    /** Ends: the method cannot go on. */
    public void end(Status why, String found) {
        status = why;
        explanation = found;
    }

    private void record(double residualNorm) {
        norm = residualNorm;
        if (iterations == history.length) {
            history = Arrays.copyOf(history, 2 * history.length);
        }
        history[iterations] = residualNorm;
    }

    private Stop.State state() {
        return new Stop.State(iterations, norm, initial, normOfB);
    }

    private boolean goesOn() {
        if (!Double.isFinite(norm)) {
            end(Status.NOT_FINITE, "the residual is not a finite number");
            return false;
        }
        Optional<Status> found = solver.setup().stop().check(state());
        found.ifPresent(why -> end(why, why == Status.ITERATIONS ? "the allowed number of iterations is used up" : ""));
        return found.isEmpty();
    }

    SolveResult execute() {
        long begun = System.nanoTime();
        normOfB = b.norm();
        refuseOutsideRange();
        operator.nullSpace().project(x);
        double last = trueResidual();
        initial = last;
        record(last);
        solver.setup().monitor().begin(solver.name(), state());
        boolean more = goesOn();
        for (int restart = 0; more; restart++) {
            solver.iterate(this);
            double claimed = norm;
            norm = trueResidual();
            boolean claims = status == Status.CONVERGED;
            if (claims
                    && (norm <= DRIFT * claimed
                            || solver.setup().stop().check(state()).equals(Optional.of(Status.CONVERGED)))) {
                break;
            }
            more = claims;
            if (claims && (restart == MOST_RESTARTS || norm >= 0.5 * last)) {
                end(
                        Status.STAGNATED,
                        String.format(
                                "the method's residual fell to %.3e, but the true one stays at %.3e: rounding errors allow no better",
                                claimed, norm));
                more = false;
            }
            last = norm;
        }
        SolveResult result = new SolveResult(
                solver.name(),
                status,
                iterations,
                norm,
                normOfB,
                Arrays.copyOf(history, iterations + 1),
                (System.nanoTime() - begun) * 1e-9,
                explanation);
        solver.setup().monitor().end(result);
        return result;
    }

    private double trueResidual() {
        operator.apply(x, residual);
        residual.scaleAndAdd(-1, b);
        return residual.norm();
    }

    private void refuseOutsideRange() {
        double component = operator.nullSpace().component(b);
        if (component > 1e-10 * normOfB) {
            throw new IllegalArgumentException(String.format(
                    "%s: the operator is singular and the right-hand side lies outside its range: its component in the"
                            + " null space is %.3e, %.1e of its norm; subtract it (NullSpace.project) or change the boundaries",
                    solver.name(), component, component / normOfB));
        }
    }
}
