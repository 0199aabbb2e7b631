package org.parhelion.mpi.threads;

import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A message on its way, seen from one end. */
abstract class ThreadRequest implements TransportRequest, Waitable {
    final Rank owner;
    final Payload payload;
    private volatile boolean done;
    private TransportException failure;

    ThreadRequest(Rank owner, Payload payload) {
        this.owner = owner;
        this.payload = payload;
    }

    final void begin() {
        owner.requireJobAlive();
        failure = null;
        done = false;
    }

    /** Called by whichever rank moved the elements. */
    final void complete() {
        done = true;
        owner.wakeFrom(this);
    }

    final void fail(String message) {
        failure = new TransportException(message);
        complete();
    }

    @Override
    public final boolean isReady() {
        return done;
    }

    @Override
    public final boolean test() throws TransportException {
        if (!done) {
            owner.requireJobAlive();
            return false;
        }
        throwFailure();
        return true;
    }

    @Override
    public final void await() throws TransportException {
        owner.await(this);
        throwFailure();
    }

    private void throwFailure() throws TransportException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public final void free() {
        // holds nothing outside the heap
    }
}
