package org.parhelion.mpi.threads;

import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A nonblocking collective operation, seen from one rank. */
final class CollectiveRequest implements TransportRequest {
    private final Rank self;
    private final int rank;
    private Slot slot;

    CollectiveRequest(Rank self, int rank, Slot slot) {
        this.self = self;
        this.rank = rank;
        this.slot = slot;
    }

    @Override
    public void start() {
        throw new IllegalStateException("not a persistent request");
    }

    @Override
    public boolean test() throws TransportException {
        if (slot != null) {
            if (!slot.isReady()) {
                self.requireJobAlive();
                return false;
            }
            leave();
        }
        return true;
    }

    @Override
    public void await() throws TransportException {
        if (slot != null) {
            self.await(slot);
            leave();
        }
    }

    private void leave() throws TransportException {
        Slot left = slot;
        slot = null;
        left.leave(rank);
    }

    @Override
    public int source() {
        return rank;
    }

    @Override
    public int tag() {
        return 0;
    }

    @Override
    public int bytes() {
        return 0;
    }

    @Override
    public void free() {
        // nothing persistent
    }
}
