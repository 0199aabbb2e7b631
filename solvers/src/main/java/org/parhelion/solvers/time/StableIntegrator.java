package org.parhelion.solvers.time;

import java.util.List;
import org.parhelion.mesh.stencil.Kernel;

/** Steps of a share of the stability limit. */
final class StableIntegrator extends TimeIntegrator {
    private final ExplicitStepper stepper;
    private final StabilityLimit limit;
    private final double share;
    private final double longest;

    StableIntegrator(
            ExplicitStepper stepper, StageBuilder system, StabilityLimit limit, double share, double longest) {
        super(system);
        this.stepper = stepper;
        this.limit = limit;
        this.share = share;
        this.longest = longest;
    }

    @Override
    double advance(double start, double target) {
        double remaining = target - start;
        double dt = evenly(remaining, Math.min(longest, share * limit.step()));
        stepper.step(dt, dt == remaining ? target : start + dt);
        return dt;
    }

    @Override
    public List<Kernel> kernels() {
        return stepper.kernels();
    }
}
