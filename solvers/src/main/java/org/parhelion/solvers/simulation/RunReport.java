package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Map;

/**
 * What a run did, for {@code --report} and the summary on the screen.
 *
 * @param name the case's
 * @param grid cells along each axis
 * @param rejected attempts of an adaptive scheme that were too long
 * @param time of the end
 * @param dt length of the last step
 * @param wallSeconds from the set-up to the last output
 * @param regions seconds by part of the run; those of the steps divided into computing and communication
 * @param outputs in words; empty if there were none
 * @param notes what is worth knowing: kernels that ran slower than they could
 */
record RunReport(
        String name,
        String title,
        int ranks,
        String transport,
        List<Integer> grid,
        String scheme,
        long steps,
        long rejected,
        double time,
        double dt,
        double wallSeconds,
        Map<String, Regions.Spread> regions,
        List<FieldSummary> fields,
        String outputs,
        List<String> notes) {

    /** Cells times steps over the seconds of stepping alone. */
    double cellUpdatesPerSecond() {
        double cells = 1;
        for (int along : grid) {
            cells *= along;
        }
        double seconds = regions.get(Regions.Region.STEP.label()).max();
        return seconds > 0 ? cells * steps / seconds : 0;
    }
}
