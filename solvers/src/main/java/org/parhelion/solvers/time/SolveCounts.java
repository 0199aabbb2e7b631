package org.parhelion.solvers.time;

/**
 * What the linear systems of a run have cost so far.
 *
 * @param solves systems solved
 * @param iterations of all of them together
 * @param most iterations of the one that took most
 * @param residual greatest ‖b − A x‖ / ‖b‖ at the end of a solve
 * @param setupSeconds making solvers and preconditioners ready, on this rank
 * @param seconds solving, on this rank
 */
public record SolveCounts(
        long solves, long iterations, int most, double residual, double setupSeconds, double seconds) {
    /** Nothing was solved for. */
    public static final SolveCounts NONE = new SolveCounts(0, 0, 0, 0, 0, 0);
}
