package org.parhelion.solvers.simulation;

/**
 * What linear systems have cost in a run.
 *
 * @param method such as {@code cg}
 * @param preconditioner such as {@code jacobi}
 * @param solves systems solved
 * @param iterations of all of them together
 * @param most iterations of the one that took most
 * @param residual greatest ‖b − A x‖ / ‖b‖ at the end of a solve
 * @param isConverged whether all were solved to their tolerance
 * @param reason why not; empty if so
 * @param setupSeconds making preconditioners ready, on the rank that took longest
 * @param seconds solving, on the rank that took longest
 */
record SolverReport(
        String method,
        String preconditioner,
        long solves,
        long iterations,
        int most,
        double residual,
        boolean isConverged,
        String reason,
        double setupSeconds,
        double seconds) {}
