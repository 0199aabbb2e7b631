package org.parhelion.mpi.threads;

/** Something that a rank can wait for. */
interface Waitable {
    /** Whether the wait is over; once true, true until the waiting rank goes on. */
    boolean isReady();

    /** What is waited for, for a deadlock report: operation, peer, tag. */
    String describe();
}
