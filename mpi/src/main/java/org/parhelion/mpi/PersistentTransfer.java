package org.parhelion.mpi;

import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A persistent message; after the first round, start and await allocate nothing. */
final class PersistentTransfer implements PersistentRequest {
    private final TransportRequest request;
    // Held so that the buffer lives as long as the request.
    @SuppressWarnings({"unused", "UnusedVariable"})
    private final Carriage carriage;

    private final boolean receives;
    private final String words;
    private Status status;
    private boolean underWay;
    private boolean closed;

    private PersistentTransfer(
            TransportRequest request, Carriage carriage, boolean receives, String words, Status status) {
        this.request = request;
        this.carriage = carriage;
        this.receives = receives;
        this.words = words;
        this.status = status;
    }

    static PersistentTransfer sending(TransportRequest request, Carriage out, int peer, int tag, int rank) {
        Status status = new Status(peer, tag, out.payload.bytes());
        return new PersistentTransfer(request, out, false, Transfer.words("persistent send", rank, peer, tag), status);
    }

    static PersistentTransfer receiving(TransportRequest request, Carriage in, int peer, int tag, int rank) {
        return new PersistentTransfer(
                request, in, true, Transfer.words("persistent recv", rank, peer, tag), NoTransfer.STATUS);
    }

    @Override
    public void start() {
        if (underWay || closed) {
            throw new IllegalStateException(
                    words + ": start() on a request that " + (closed ? "is closed" : "is already under way"));
        }
        try {
            request.start();
        } catch (TransportException e) {
            throw failed(e);
        }
        underWay = true;
    }

    @Override
    public Status await() {
        if (underWay) {
            try {
                request.await();
            } catch (TransportException e) {
                throw failed(e);
            }
            complete();
        }
        return status;
    }

    @Override
    public boolean isDone() {
        if (underWay) {
            try {
                if (!request.test()) {
                    return false;
                }
            } catch (TransportException e) {
                throw failed(e);
            }
            complete();
        }
        return true;
    }

    private void complete() {
        underWay = false;
        if (receives
                && (status.bytes() != request.bytes()
                        || status.source() != request.source()
                        || status.tag() != request.tag())) {
            status = new Status(request.source(), request.tag(), request.bytes());
        }
    }

    private MpiException failed(TransportException e) {
        return new MpiException(words + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (underWay) {
            throw new IllegalStateException(words + ": close() while the message is under way; await it first");
        }
        closed = true;
        try {
            request.free();
        } catch (TransportException e) {
            throw failed(e);
        }
    }
}
