package org.parhelion.mpi;

/** A message to or from {@link Communicator#NO_RANK}: complete at once, moves nothing. */
final class NoTransfer implements PersistentRequest {
    /** As of a receive from {@code MPI_PROC_NULL}. */
    static final Status STATUS = new Status(Communicator.NO_RANK, Communicator.ANY_TAG, 0);

    @Override
    public void start() {
        // nobody to send to
    }

    @Override
    public Status await() {
        return STATUS;
    }

    @Override
    public boolean isDone() {
        return true;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
