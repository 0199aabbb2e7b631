package org.parhelion.mpi;

import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A nonblocking operation under way, with the data that it carries. */
final class Transfer implements Request {
    private final TransportRequest request;
    private final Carriage out;
    private final Carriage in;
    private final boolean receives;
    private final String words;
    private final Status sent;
    private final Traffic traffic;
    private Status status;

    private Transfer(
            TransportRequest request,
            Carriage out,
            Carriage in,
            boolean receives,
            String words,
            Status sent,
            Traffic traffic) {
        this.traffic = traffic;
        this.request = request;
        this.out = out;
        this.in = in;
        this.receives = receives;
        this.words = words;
        this.sent = sent;
    }

    static Transfer sending(
            TransportRequest request, Carriage out, int peer, int tag, String operation, int rank, Traffic traffic) {
        String words = words(operation, rank, peer, tag);
        Status sent = new Status(peer, tag, out.payload.bytes());
        return new Transfer(request, out, Carriage.NONE, false, words, sent, traffic);
    }

    static Transfer receiving(
            TransportRequest request, Carriage in, int peer, int tag, String operation, int rank, Traffic traffic) {
        return new Transfer(request, Carriage.NONE, in, true, words(operation, rank, peer, tag), null, traffic);
    }

    static Transfer collective(
            TransportRequest request, Carriage out, Carriage in, String operation, int rank, Traffic traffic) {
        String words = operation + " failed on rank " + rank;
        return new Transfer(request, out, in, false, words, NoTransfer.STATUS, traffic);
    }

    static String words(String operation, int rank, int peer, int tag) {
        return operation + " failed on rank " + rank + " ("
                + (peer == Communicator.ANY_SOURCE ? "any source" : "rank " + peer) + ", "
                + (tag == Communicator.ANY_TAG ? "any tag" : "tag " + tag) + ")";
    }

    @Override
    public Status await() {
        if (status == null) {
            int peer = sent == null ? Communicator.ANY_SOURCE : sent.source();
            long since = traffic.waits("await", peer, Communicator.ANY_TAG);
            try {
                request.await();
            } catch (TransportException e) {
                throw new MpiException(words + ": " + e.getMessage(), e);
            }
            complete();
            traffic.waited(since, status.source());
        }
        return status;
    }

    @Override
    public boolean isDone() {
        if (status == null) {
            try {
                if (!request.test()) {
                    return false;
                }
            } catch (TransportException e) {
                throw new MpiException(words + ": " + e.getMessage(), e);
            }
            complete();
            traffic.profile().completes();
        }
        return true;
    }

    private void complete() {
        if (receives) {
            status = new Status(request.source(), request.tag(), request.bytes());
            in.arrived(request.bytes() / in.payload.type().bytes());
        } else {
            status = sent;
            in.arrived();
        }
        in.release();
        out.release();
    }
}
