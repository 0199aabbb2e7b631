package org.parhelion.solvers.linear;

import java.io.PrintStream;
import org.parhelion.mpi.Communicator;

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

    /** This one, then the other. */
    default SolveMonitor and(SolveMonitor other) {
        SolveMonitor first = this;
        return new SolveMonitor() {
            @Override
            public void begin(String solver, Stop.State state) {
                first.begin(solver, state);
                other.begin(solver, state);
            }

            @Override
            public void step(Stop.State state) {
                first.step(state);
                other.step(state);
            }

            @Override
            public void end(SolveResult result) {
                first.end(result);
                other.end(result);
            }
        };
    }

    /** Prints step, residual and rate of each step on rank 0, to standard output. */
    static SolveMonitor printing(Communicator ranks) {
        return printing(ranks, System.out, 1);
    }

    /** Prints every so many steps, and the result, on rank 0. */
    static SolveMonitor printing(Communicator ranks, PrintStream out, int every) {
        if (every < 1) {
            throw new IllegalArgumentException("printing every " + every + " steps; at least 1 is needed");
        }
        return ranks.rank() == 0 ? new PrintingMonitor(out, every) : SILENT;
    }
}
