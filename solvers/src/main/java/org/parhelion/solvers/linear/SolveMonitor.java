package org.parhelion.solvers.linear;

/** Watches a solve. It is told the same on every rank. */
public interface SolveMonitor {
    /** Tells nobody. */
    SolveMonitor SILENT = new SolveMonitor() {};

    /** Before the first step. */
    default void begin(String solver, Stop.State state) {}

    /** After each step. */
    default void step(Stop.State state) {}

    /** After the last one. */
    default void end(SolveResult result) {}
}
