package org.parhelion.solvers.time;

import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mesh.stencil.Kernel;

/** Steps of a share of the stability limit. */
final class StableIntegrator extends TimeIntegrator {
    /** Steps for which a bound of changing fields is used; the share below the limit covers what it grows meanwhile. */
    private static final int PERIOD = 8;

    private final Stepper stepper;
    private final StabilityLimit limit;
    private final double share;
    private final double longest;
    private double stable = Double.NaN;
    private int untilRefresh;

    StableIntegrator(Stepper stepper, StageBuilder system, StabilityLimit limit, double share, double longest) {
        super(system);
        this.stepper = stepper;
        this.limit = limit;
        this.share = share;
        this.longest = longest;
    }

    @Override
    double advance(double start, double target) {
        double remaining = target - start;
        double dt = evenly(remaining, Math.min(longest, share * stableStep(start)));
        stepper.step(dt, dt == remaining ? target : start + dt);
        return dt;
    }

    private double stableStep(double start) {
        if (untilRefresh-- == 0) {
            untilRefresh = PERIOD - 1;
            stable = limit.step();
            if (!(stable > 0)) {
                throw new ArithmeticException(
                        "no stable step at time " + start + ": the bound of the rates is not finite");
            }
            if (Double.isInfinite(stable) && Double.isInfinite(longest)) {
                throw new ArithmeticException("nothing limits the step at time " + start + "; give a step or max_step");
            }
        }
        return stable;
    }

    @Override
    public List<Field> history() {
        return stepper.history();
    }

    @Override
    void saveOwn(StateValues state) {
        state.put("stable.step", stable);
        state.put("stable.until_refresh", (long) untilRefresh);
        stepper.save(state);
    }

    @Override
    void restoreOwn(StateValues state) {
        stable = state.number("stable.step");
        untilRefresh = (int) state.whole("stable.until_refresh");
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
