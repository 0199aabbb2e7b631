package org.parhelion.solvers.time;

import org.parhelion.mesh.io.StateValues;

/**
 * Chooses the step of an embedded scheme: the proportional–integral controller of Gustafsson as given by Hairer, Nørsett
 * and Wanner, Solving Ordinary Differential Equations I, II.4, with the exponents of volume II, IV.2, eq. 2.43c. Its
 * arithmetic is the same on every machine, so all ranks choose the same step.
 */
final class StepController {
    private static final double SAFETY = 0.9;
    private static final double LEAST_FACTOR = 0.2;
    private static final double GREATEST_FACTOR = 5;
    /** An error of zero is taken for this, so that powers of it are finite. */
    private static final double LEAST_ERROR = 1e-10;

    private final double proportional;
    private final double integral;
    private final int errorOrder;
    private double lastError = 1;
    private boolean rejected;

    /** @param errorOrder order of the local error estimate: the lower order of the pair plus one */
    StepController(int errorOrder) {
        this.errorOrder = errorOrder;
        this.proportional = 0.7 / errorOrder;
        this.integral = 0.4 / errorOrder;
    }

    void save(StateValues state) {
        state.put("controller.last_error", lastError);
        state.put("controller.rejected", rejected ? 1L : 0L);
    }

    void restore(StateValues state) {
        lastError = state.number("controller.last_error");
        rejected = state.whole("controller.rejected") != 0;
    }

    int errorOrder() {
        return errorOrder;
    }

    /** Whether a step with this error, as a multiple of the tolerance, is good enough. */
    static boolean accepts(double error) {
        return error <= 1;
    }

    /** The factor between this step and the next, or the next attempt of the same step. */
    double factor(double error) {
        double bounded = Math.max(error, LEAST_ERROR);
        if (!accepts(error)) {
            rejected = true;
            double factor = SAFETY * StrictMath.pow(bounded, -proportional / 0.7);
            return Math.max(LEAST_FACTOR, factor);
        }
        double factor = SAFETY * StrictMath.pow(bounded, -proportional) * StrictMath.pow(lastError, integral);
        lastError = bounded;
        double greatest = rejected ? 1 : GREATEST_FACTOR;
        rejected = false;
        return Math.max(LEAST_FACTOR, Math.min(greatest, factor));
    }
}
