package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;

/** Bad input found by any rank is told once, by rank 0, for all. */
final class Agreement {
    private Agreement() {}

    /**
     * The result of some work that makes no messages, or on rank 0 the complaint of the ranks at which it failed; the other
     * ranks then wait for the end that it brings.
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
        if (world.rank() == 0) {
            List<String> different = complaints.stream()
                    .filter(text -> !text.isEmpty())
                    .distinct()
                    .toList();
            throw new ExitCodeException((int) worst, String.join("\n", different));
        }
        world.barrier();
        throw new IllegalStateException("rank 0 has not ended the job");
    }
}
