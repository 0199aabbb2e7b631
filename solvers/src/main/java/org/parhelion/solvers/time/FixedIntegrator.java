package org.parhelion.solvers.time;

import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mesh.stencil.Kernel;

/** Steps of one length. */
final class FixedIntegrator extends TimeIntegrator {
    private final Stepper stepper;
    private final double step;
    /** Where equal steps began and how many were taken since: their sum has one rounding, not one per step. */
    private double origin = Double.NaN;

    private double reached;
    private long sinceOrigin;

    FixedIntegrator(Stepper stepper, StageBuilder system, double step) {
        super(system);
        this.stepper = stepper;
        this.step = step;
    }

    @Override
    double advance(double start, double target) {
        double remaining = target - start;
        if (reaches(remaining, step)) {
            stepper.step(remaining, target);
            reached = Double.NaN;
            return remaining;
        }
        if (start != reached || Double.isNaN(origin)) {
            origin = start;
            sinceOrigin = 0;
        }
        reached = origin + ++sinceOrigin * step;
        stepper.step(step, reached);
        return step;
    }

    @Override
    public List<Field> history() {
        return stepper.history();
    }

    @Override
    void saveOwn(StateValues state) {
        state.put("fixed.origin", origin);
        state.put("fixed.reached", reached);
        state.put("fixed.since_origin", sinceOrigin);
        stepper.save(state);
    }

    @Override
    void restoreOwn(StateValues state) {
        origin = state.number("fixed.origin");
        reached = state.number("fixed.reached");
        sinceOrigin = state.whole("fixed.since_origin");
        stepper.restore(state);
    }

    @Override
    public List<Kernel> kernels() {
        return stepper.kernels();
    }

    @Override
    public SolveCounts solves() {
        return stepper.solves();
    }
}
