package org.parhelion.mesh.io;

import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/** Lets all ranks know when writing failed on one, so that all stop with one message and none waits. */
final class Agreement {
    private Agreement() {}

    /**
     * Runs this rank's part, then agrees on success; collective.
     *
     * @throws OutputException on every rank, with the message of the lowest rank that failed, if any did
     */
    static void on(Communicator communicator, Runnable part) {
        OutputException mine = null;
        try {
            part.run();
        } catch (OutputException failure) {
            mine = failure;
        }
        long failed = communicator.allReduce(mine == null ? 0L : 1L, ReduceOp.SUM);
        if (failed == 0) {
            return;
        }
        List<String> messages = communicator.allGatherObjects(String.class, mine == null ? "" : mine.getMessage());
        String first = messages.stream().filter(m -> !m.isEmpty()).findFirst().orElseThrow();
        String others = failed > 1
                ? " (and " + (failed - 1) + (failed == 2 ? " other rank" : " other ranks") + " failed likewise)"
                : "";
        OutputException shared = new OutputException(first + others);
        if (mine != null) {
            shared.initCause(mine.getCause());
        }
        throw shared;
    }
}
