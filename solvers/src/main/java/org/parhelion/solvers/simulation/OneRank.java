package org.parhelion.solvers.simulation;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

/** Work that needs a communicator though nobody else takes part. */
final class OneRank {
    private OneRank() {}

    /** @throws ExitCodeException as the work throws it */
    static <T> T call(Function<Communicator, T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        try {
            Parallel.threads(1, (world, rest) -> result.set(work.apply(world)));
        } catch (RankFailure failure) {
            Throwable cause = failure.failures().get(0).cause();
            if (cause instanceof RuntimeException exception) {
                throw exception;
            }
            throw failure;
        }
        return result.get();
    }
}
