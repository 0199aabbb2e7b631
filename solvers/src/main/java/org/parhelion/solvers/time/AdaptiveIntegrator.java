package org.parhelion.solvers.time;

import java.util.List;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mesh.stencil.Kernel;

/** Steps whose estimated error stays within a tolerance. */
final class AdaptiveIntegrator extends TimeIntegrator {
    private final EmbeddedStepper stepper;
    private final StepController controller;
    private final StageBuilder system;
    private final double tolerance;
    private final double longest;
    private double next;
    private long rejected;

    AdaptiveIntegrator(
            Scheme scheme,
            EmbeddedStepper stepper,
            StageBuilder system,
            double tolerance,
            double first,
            double longest) {
        super(system);
        this.stepper = stepper;
        this.controller = new StepController(scheme.order());
        this.system = system;
        this.tolerance = tolerance;
        this.next = first;
        this.longest = longest;
    }

    @Override
    double advance(double start, double target) {
        if (Double.isNaN(next)) {
            next = InitialStep.choose(system, tolerance, controller.errorOrder(), Math.min(longest, target - start));
        }
        double remaining = target - start;
        while (true) {
            double wish = Math.min(longest, next);
            double dt = evenly(remaining, wish);
            if (!(start + dt > start)) {
                throw new ArithmeticException(
                        "the step has shrunk to " + dt + " at time " + start
                                + ": the tolerance cannot be met; the solution may be blowing up, or the tolerance be too small");
            }
            double error = stepper.attempt(dt);
            double proposed = dt * controller.factor(error);
            if (StepController.accepts(error)) {
                // a step cut short to hit the target does not say that the next must be short
                next = dt < wish ? Math.max(wish, proposed) : proposed;
                stepper.accept(dt == remaining ? target : start + dt);
                return dt;
            }
            next = proposed;
            rejected++;
        }
    }

    @Override
    void saveOwn(StateValues state) {
        state.put("adaptive.next_step", next);
        state.put("adaptive.rejected", rejected);
        controller.save(state);
    }

    @Override
    void restoreOwn(StateValues state) {
        next = state.number("adaptive.next_step");
        rejected = state.whole("adaptive.rejected");
        controller.restore(state);
    }

    @Override
    public long rejectedSteps() {
        return rejected;
    }

    @Override
    public List<Kernel> kernels() {
        return stepper.kernels();
    }
}
