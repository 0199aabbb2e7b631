package org.parhelion.mpi.threads;

import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A nonblocking collective operation, seen from one rank. */
final class CollectiveRequest extends Unfinished.Item implements TransportRequest {
    private final Rank self;
    private final int rank;
    private final CallSite site;
    private final String operation;
    private final Payload given;
    private final int fingerprint;
    private Slot slot;

    /** @param given what this rank gives and must not change before completion; null for none */
    CollectiveRequest(Rank self, int rank, CallSite site, Slot slot, Payload given) {
        this.self = self;
        this.rank = rank;
        this.site = site;
        this.slot = slot;
        this.operation = slot.words();
        this.given = given != null && self.isChecked() && !given.staged() ? given : null;
        this.fingerprint = this.given == null ? 0 : self.fingerprint(this.given, 0);
        if (self.isChecked()) {
            self.unfinished.add(this);
        }
    }

    @Override
    public void start() {
        throw new IllegalStateException("not a persistent request");
    }

    @Override
    public boolean test() throws TransportException {
        if (slot != null) {
            self.step();
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
        self.unfinished.remove(this);
        left.leave(rank);
        if (given != null && self.fingerprint(given, 0) != fingerprint) {
            throw new TransportException("the buffer of " + operation
                    + " was changed while the request owned it, between its start and its completion" + site.words());
        }
    }

    @Override
    String unfinishedWords() {
        return operation + " was never completed" + site.words();
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
