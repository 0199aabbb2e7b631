package org.parhelion.mpi;

import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A persistent message; after the first round, start and await allocate nothing. */
final class PersistentTransfer implements PersistentRequest {
    private final TransportRequest request;
    /** Held also so that the buffer lives as long as the request. */
    private final Carriage carriage;

    private final boolean receives;
    private final String words;
    private final Traffic traffic;
    private final int peer;
    private final int tag;
    private Status status;
    private boolean underWay;
    private boolean closed;

    private PersistentTransfer(
            TransportRequest request,
            Carriage carriage,
            boolean receives,
            String words,
            Status status,
            Traffic traffic,
            int peer,
            int tag) {
        this.traffic = traffic;
        this.peer = peer;
        this.tag = tag;
        this.request = request;
        this.carriage = carriage;
        this.receives = receives;
        this.words = words;
        this.status = status;
    }

    static PersistentTransfer sending(
            TransportRequest request, Carriage out, int peer, int tag, int rank, Traffic traffic) {
        Status status = new Status(peer, tag, out.payload.bytes());
        String words = Transfer.words("persistent send", rank, peer, tag);
        return new PersistentTransfer(request, out, false, words, status, traffic, peer, tag);
    }

    static PersistentTransfer receiving(
            TransportRequest request, Carriage in, int peer, int tag, int rank, Traffic traffic) {
        String words = Transfer.words("persistent recv", rank, peer, tag);
        return new PersistentTransfer(request, in, true, words, NoTransfer.STATUS, traffic, peer, tag);
    }

    @Override
    public void start() {
        if (underWay || closed) {
            throw new IllegalStateException(
                    words + ": start() on a request that " + (closed ? "is closed" : "is already under way"));
        }
        if (!receives) {
            traffic.sends(carriage.payload);
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
            long since = traffic.waits("await", peer, tag);
            try {
                request.await();
            } catch (TransportException e) {
                throw failed(e);
            }
            complete();
            traffic.waited(since, status.source());
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
            traffic.profile().completes();
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
