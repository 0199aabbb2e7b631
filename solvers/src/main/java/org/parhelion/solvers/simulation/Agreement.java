package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;

/** Bad input found by any rank is told once, by rank 0, for all. */
final class Agreement {
    private Agreement() {}

    /**
     * The result of some work that makes no messages.
     *
     * @throws ExitCodeException on all ranks: the complaints of those on which it failed
     */
    static <T> T on(Communicator world, Supplier<T> work) {
        T result = null;
        String complaint = "";
        int code = 0;
        try {
            result = work.get();
        } catch (ExitCodeException refused) {
            complaint = refused.getMessage();
            code = refused.exitCode();
        }
        long worst = world.allReduce((long) code, ReduceOp.MAX);
        if (worst == 0) {
            return Objects.requireNonNull(result);
        }
        List<String> complaints = world.gatherObjects(String.class, complaint, 0);
        String different =
                complaints.stream().filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining("\n"));
        throw ExitCodeException.onAllRanks((int) worst, world.broadcastObject(String.class, different, 0));
    }
}
