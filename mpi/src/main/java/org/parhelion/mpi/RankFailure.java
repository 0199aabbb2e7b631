package org.parhelion.mpi;

import java.util.List;

/**
 * Ranks of a job in this process failed. The message holds every failed rank's own, alike ones grouped, first failure
 * first; the cause is the first failure.
 */
public class RankFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * One rank's failure.
     *
     * @param rank rank in the world; −1 for the job as a whole (deadlock)
     * @param cause what it threw
     */
    public record Failure(int rank, Throwable cause) {}

    private final transient List<Failure> failures;
    private final int size;

    /**
     * @param size number of ranks in the job
     * @param failures not empty, in the order in which they happened
     */
    public RankFailure(int size, List<Failure> failures) {
        super(FailureReport.summary(size, failures), failures.get(0).cause());
        this.failures = List.copyOf(failures);
        this.size = size;
    }

    /** In the order in which they happened. */
    public List<Failure> failures() {
        return failures;
    }

    /** Number of ranks in the job. */
    public int size() {
        return size;
    }

    /** What the process's exit code shall be: the first failure's. */
    public int exitCode() {
        return FailureReport.exitCode(failures.get(0).cause());
    }
}
