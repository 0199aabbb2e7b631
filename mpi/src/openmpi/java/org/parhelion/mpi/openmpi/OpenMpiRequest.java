package org.parhelion.mpi.openmpi;

import mpi.MPI;
import mpi.MPIException;
import mpi.Prequest;
import mpi.Request;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** {@code MPI_Request}, persistent or not. */
final class OpenMpiRequest implements TransportRequest {
    /** What is asked of a completed request. */
    enum Kind {
        SEND,
        RECEIVE,
        COLLECTIVE
    }

    private final Request request;
    private final Kind kind;
    private final StatusWait statusWait;
    private boolean done;
    private int source;
    private int tag;
    private int bytes;

    OpenMpiRequest(Request request, Kind kind) {
        this.request = request;
        this.kind = kind;
        this.statusWait = kind == Kind.RECEIVE && request instanceof Prequest ? StatusWait.of(request) : null;
    }

    @Override
    public void start() throws TransportException {
        done = false;
        try {
            ((Prequest) request).start();
        } catch (MPIException e) {
            throw Gate.failure(e);
        }
    }

    @Override
    public boolean test() throws TransportException {
        try {
            // MPI_Request_get_status leaves the request alone, so that await can fetch the status in its own way.
            if (!done && request.getStatus() != null) {
                await();
            }
        } catch (MPIException e) {
            throw Gate.failure(e);
        }
        return done;
    }

    @Override
    public void await() throws TransportException {
        if (done) {
            return;
        }
        try {
            if (kind != Kind.RECEIVE) {
                request.waitFor();
            } else if (statusWait != null) {
                statusWait.await();
                source = statusWait.source();
                tag = statusWait.tag();
                bytes = statusWait.bytes();
            } else {
                mpi.Status status = request.waitStatus();
                source = status.getSource();
                tag = status.getTag();
                bytes = status.getCount(MPI.BYTE);
            }
        } catch (MPIException e) {
            throw Gate.failure(e);
        }
        done = true;
    }

    @Override
    public int source() {
        return source;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public void free() throws TransportException {
        try {
            request.free();
        } catch (MPIException e) {
            throw Gate.failure(e);
        }
    }
}
