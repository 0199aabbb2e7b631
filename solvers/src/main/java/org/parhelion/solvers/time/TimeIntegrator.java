package org.parhelion.solvers.time;

import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.Stop;

/**
 * Advances a system of rates in time, one step after another. All ranks take the same steps.
 *
 * <pre>{@code
 * TimeIntegrator integrator = TimeIntegrator.fixed(Scheme.RK4, List.of(Rate.of(u, laplacian(u))), 1e-4);
 * while (grid.time().value() < 1) {
 *     integrator.advance(1);
 * }
 * }</pre>
 */
public abstract class TimeIntegrator {
    /** A rest of a step no longer than this, in steps, is not worth one of its own. */
    private static final double ROUND_OFF = 1e-6;

    private static final StageSolver CONJUGATE_GRADIENTS =
            operator -> Krylov.cg(operator).stop(Stop.relative(1e-10).or(Stop.iterations(10_000)));

    private final Parameter time;
    private double lastStep;
    private long steps;

    TimeIntegrator(StageBuilder system) {
        this.time = system.grid().time();
    }

    /**
     * Steps of one length; only those that would pass the target are cut.
     *
     * @param step Δt, positive
     */
    public static TimeIntegrator fixed(Scheme scheme, List<Rate> system, double step) {
        return fixed(scheme, system, step, CONJUGATE_GRADIENTS);
    }

    /**
     * Steps of one length; only those that would pass the target are cut.
     *
     * @param step Δt, positive
     * @param solver how the linear systems of an implicit scheme are solved
     */
    public static TimeIntegrator fixed(Scheme scheme, List<Rate> system, double step, StageSolver solver) {
        StageBuilder builder = new StageBuilder(system);
        return new FixedIntegrator(stepper(scheme, system, builder, solver), builder, positive("step", step));
    }

    private static Stepper stepper(Scheme scheme, List<Rate> system, StageBuilder builder, StageSolver solver) {
        if (!scheme.isImplicit()) {
            refuseImplicitParts(scheme, system);
            return new ExplicitStepper(scheme, builder);
        }
        List<Rate> stored = StoredCoefficients.of(system);
        StageBuilder storedBuilder = new StageBuilder(stored);
        ImplicitSystem implicit = new ImplicitSystem(stored, solver);
        return scheme == Scheme.BDF2
                ? new BackwardDifferences(storedBuilder, implicit)
                : new AdditiveRungeKutta(scheme, storedBuilder, implicit);
    }

    private static void refuseImplicitParts(Scheme scheme, List<Rate> system) {
        for (Rate rate : system) {
            if (rate.hasImplicit()) {
                throw new IllegalArgumentException("the rate of " + rate.field().name()
                        + " has an implicit part, but scheme " + scheme.label() + " is explicit");
            }
        }
    }

    /**
     * Steps of a share of what is stable, by a bound on the rates' Jacobian that is taken anew as the fields change.
     *
     * @param share of the stability limit, 0.9 say
     * @param longest no step is longer; may be infinite
     */
    public static TimeIntegrator stable(Scheme scheme, List<Rate> system, double share, double longest) {
        return stable(scheme, system, share, longest, CONJUGATE_GRADIENTS);
    }

    /**
     * Steps of a share of what is stable for the explicit part of the rates.
     *
     * @param solver how the linear systems of an implicit scheme are solved
     */
    public static TimeIntegrator stable(
            Scheme scheme, List<Rate> system, double share, double longest, StageSolver solver) {
        StageBuilder builder = new StageBuilder(system);
        StabilityLimit limit = StabilityLimit.of(scheme, system);
        return new StableIntegrator(
                stepper(scheme, system, builder, solver),
                builder,
                limit,
                positive("share", share),
                positive("longest", longest));
    }

    /**
     * Steps whose estimated error stays within a tolerance.
     *
     * @param tolerance error allowed per step: absolute, plus relative to the field's value
     * @param first Δt of the first attempt; NaN to have it chosen
     * @param longest no step is longer; may be infinite
     */
    public static TimeIntegrator adaptive(
            Scheme scheme, List<Rate> system, double tolerance, double first, double longest) {
        refuseImplicitParts(scheme, system);
        StageBuilder builder = new StageBuilder(system);
        EmbeddedStepper stepper = new EmbeddedStepper(scheme, builder, positive("tolerance", tolerance));
        return new AdaptiveIntegrator(scheme, stepper, builder, tolerance, first, positive("longest", longest));
    }

    private static double positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
        return value;
    }

    /**
     * Takes one step that ends at or before {@code target}; the grid's clock moves. A step that comes within round-off of
     * the target ends on it exactly.
     *
     * @param target later than the grid's time; may be infinite
     * @return Δt
     * @throws ArithmeticException an adaptive step has shrunk to nothing
     * @throws UnsolvedException a linear system was not solved to its tolerance
     */
    public final double advance(double target) {
        lastStep = advance(time.value(), target);
        steps++;
        return lastStep;
    }

    /** Takes a step from {@code start} and returns its length. */
    abstract double advance(double start, double target);

    /**
     * Fields besides the unknowns that the next steps depend on: what a multistep scheme remembers of earlier steps. None
     * before the first step; after {@link #restore} those that are to be set for it.
     */
    public List<Field> history() {
        return List.of();
    }

    /**
     * Writes down what the next steps depend on besides fields and clock, so that {@link #restore} goes on as if nothing had
     * been between: with the same bits.
     */
    public final void save(StateValues state) {
        state.put("steps", steps);
        state.put("last_step", lastStep);
        saveOwn(state);
    }

    /**
     * Goes on where {@link #save} was called. After this the unknowns, the {@link #history} and the grid's time are to be set
     * to what they were then.
     *
     * @throws org.parhelion.mesh.io.CheckpointException the values are those of another scheme
     */
    public final void restore(StateValues state) {
        steps = state.whole("steps");
        lastStep = state.number("last_step");
        restoreOwn(state);
    }

    abstract void saveOwn(StateValues state);

    abstract void restoreOwn(StateValues state);

    /** All kernels of a step, in order. */
    public abstract List<Kernel> kernels();

    /** What the linear systems of an implicit scheme have cost so far. */
    public SolveCounts solves() {
        return SolveCounts.NONE;
    }

    /** Attempts of steps that were too long. */
    public long rejectedSteps() {
        return 0;
    }

    /** Steps taken. */
    public final long steps() {
        return steps;
    }

    /** Δt of the last step. */
    public final double lastStep() {
        return lastStep;
    }

    /** Whether a step of this length comes to the target, up to round-off. */
    static boolean reaches(double remaining, double step) {
        return remaining <= step * (1 + ROUND_OFF);
    }

    /** A step of at most about {@code step} such that what remains after it is no splinter. */
    static double evenly(double remaining, double step) {
        if (reaches(remaining, step)) {
            return remaining;
        }
        return remaining < 2 * step ? remaining / 2 : step;
    }
}
