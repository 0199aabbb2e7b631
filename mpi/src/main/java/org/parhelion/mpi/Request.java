package org.parhelion.mpi;

/**
 * An operation under way ({@code MPI_Request}). It owns its buffer until complete: neither read what is being received
 * nor change what is being sent before {@link #await} returns.
 */
public interface Request {
    /** Waits until the operation is complete ({@code MPI_Wait}); a second call returns the same status at once. */
    Status await();

    /** Whether the operation is complete ({@code MPI_Test}); never blocks. */
    boolean isDone();

    /** Waits for all of them ({@code MPI_Waitall}). */
    static void awaitAll(Request... requests) {
        for (Request request : requests) {
            request.await();
        }
    }
}
