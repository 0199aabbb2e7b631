package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run did, for {@code --report} and the summary on the screen.
 *
 * @param common what all models have
 * @param stepping the steps in time, of models that have time
 * @param solver the linear systems, where some were solved
 * @param error against the exact solution, where it is known
 * @param notes what is worth knowing: kernels that ran slower than they could
 */
record RunReport(
        Common common,
        Optional<Stepping> stepping,
        Optional<SolverReport> solver,
        Optional<ErrorNorms> error,
        List<String> notes) {
    /**
     * What all models have.
     *
     * @param name the case's
     * @param grid cells along each axis
     * @param wallSeconds from the set-up to the last output
     * @param regions seconds by part of the run; those of the steps divided into computing and communication
     * @param outputs in words; empty if there were none
     */
    record Common(
            String name,
            String title,
            int ranks,
            String transport,
            List<Integer> grid,
            double wallSeconds,
            Map<String, Regions.Spread> regions,
            List<FieldSummary> fields,
            String outputs) {
        /** Seconds of the steps, or of the solve, on the rank that took longest. */
        double stepSeconds() {
            return regions.get(Regions.Region.STEP.label()).max();
        }
    }

    /**
     * Steps in time.
     *
     * @param rejected attempts of an adaptive scheme that were too long
     * @param time of the end
     * @param dt length of the last step
     * @param restartedAt the step of the checkpoint with which this run began, or 0
     * @param checkpoints in words; empty if none was written
     */
    record Stepping(
            String scheme, long steps, long rejected, double time, double dt, long restartedAt, String checkpoints) {
        /** Steps that this run itself took. */
        long ownSteps() {
            return steps - restartedAt;
        }
    }

    /**
     * A solution less the exact one.
     *
     * @param max greatest magnitude
     * @param l2 √(Σ e² ΔV)
     */
    record ErrorNorms(double max, double l2) {}

    List<FieldSummary> fields() {
        return common.fields;
    }

    /** Cells times steps over the seconds of stepping alone. */
    double cellUpdatesPerSecond() {
        double cells = 1;
        for (int along : common.grid) {
            cells *= along;
        }
        double seconds = common.stepSeconds();
        return seconds > 0 ? cells * stepping.map(Stepping::ownSteps).orElse(1L) / seconds : 0;
    }
}
