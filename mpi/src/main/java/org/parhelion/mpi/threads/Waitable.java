package org.parhelion.mpi.threads;

import java.util.function.IntConsumer;

/** Something that a rank can wait for. */
interface Waitable {
    /** Whether the wait is over; once true, true until the waiting rank goes on. */
    boolean isReady();

    /** What is waited for, for a deadlock report: operation, peer, tag. */
    String describe();

    /** The world ranks that could end the wait: any of them for a message from any source, all for a collective operation. */
    void waitsFor(IntConsumer ranks);
}
