package org.parhelion.mpi;

/**
 * A message that is sent or received again and again over the same direct buffer ({@code MPI_Send_init},
 * {@code MPI_Recv_init}). Between {@link #start} and {@link #await} the buffer belongs to the request.
 */
public interface PersistentRequest extends Request, AutoCloseable {
    /** Starts the next transfer ({@code MPI_Start}). */
    void start();

    /** Starts all of them ({@code MPI_Startall}). */
    static void startAll(PersistentRequest... requests) {
        for (PersistentRequest request : requests) {
            request.start();
        }
    }

    /** Frees the request ({@code MPI_Request_free}); must not be under way. */
    @Override
    void close();
}
