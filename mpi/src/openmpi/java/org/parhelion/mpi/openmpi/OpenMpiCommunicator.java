package org.parhelion.mpi.openmpi;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.Status;
import org.parhelion.mpi.spi.Blocks;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.RankMain;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** {@code MPI_Comm}, call by call. */
final class OpenMpiCommunicator implements TransportCommunicator {
    /** For arguments that matter on the root only. */
    private static final Buffer NOTHING = ByteBuffer.allocateDirect(Double.BYTES);

    private final Intracomm comm;
    private final RankMain program;
    private final int rank;
    private final int size;

    OpenMpiCommunicator(Intracomm comm, RankMain program) throws MPIException {
        this.comm = comm;
        this.program = program;
        this.rank = comm.getRank();
        this.size = comm.getSize();
    }

    private static TransportRequest request(OpenMpiRequest.Kind kind, Gate.Call<Request> call) throws TransportException {
        return new OpenMpiRequest(Gate.call(call), kind);
    }

    private static Buffer buffer(Payload payload) {
        return payload == null ? NOTHING : payload.buffer();
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void send(Payload data, int destination, int tag) throws TransportException {
        Gate.act(() -> comm.send(data.buffer(), data.count(), Gate.type(data.type()), destination, tag));
    }

    @Override
    public Status recv(Payload data, int source, int tag) throws TransportException {
        return Gate.call(() -> Gate.status(comm.recv(
                data.buffer(), data.count(), Gate.type(data.type()), Gate.source(source), Gate.tag(tag))));
    }

    @Override
    public Status sendRecv(Payload sent, int destination, int sendTag, Payload received, int source, int receiveTag)
            throws TransportException {
        return Gate.call(() -> Gate.status(comm.sendRecv(
                sent.buffer(),
                sent.count(),
                Gate.type(sent.type()),
                destination,
                sendTag,
                received.buffer(),
                received.count(),
                Gate.type(received.type()),
                Gate.source(source),
                Gate.tag(receiveTag))));
    }

    @Override
    public Status probe(int source, int tag) throws TransportException {
        return Gate.call(() -> Gate.status(comm.probe(Gate.source(source), Gate.tag(tag))));
    }

    @Override
    public Optional<Status> probeNow(int source, int tag) throws TransportException {
        return Gate.call(() -> {
            mpi.Status coming = comm.iProbe(Gate.source(source), Gate.tag(tag));
            return coming == null ? Optional.empty() : Optional.of(Gate.status(coming));
        });
    }

    @Override
    public TransportRequest isend(Payload data, int destination, int tag) throws TransportException {
        return request(
                OpenMpiRequest.Kind.SEND,
                () -> comm.iSend(data.buffer(), data.count(), Gate.type(data.type()), destination, tag));
    }

    @Override
    public TransportRequest irecv(Payload data, int source, int tag) throws TransportException {
        return request(
                OpenMpiRequest.Kind.RECEIVE,
                () -> comm.iRecv(
                        data.buffer(), data.count(), Gate.type(data.type()), Gate.source(source), Gate.tag(tag)));
    }

    @Override
    public TransportRequest sendInit(Payload data, int destination, int tag) throws TransportException {
        return request(
                OpenMpiRequest.Kind.SEND,
                () -> comm.sendInit(data.buffer(), data.count(), Gate.type(data.type()), destination, tag));
    }

    @Override
    public TransportRequest recvInit(Payload data, int source, int tag) throws TransportException {
        return request(
                OpenMpiRequest.Kind.RECEIVE,
                () -> comm.recvInit(
                        data.buffer(), data.count(), Gate.type(data.type()), Gate.source(source), Gate.tag(tag)));
    }

    @Override
    public void barrier() throws TransportException {
        Gate.act(comm::barrier);
    }

    @Override
    public void broadcast(Payload data, int root) throws TransportException {
        Gate.act(() -> comm.bcast(data.buffer(), data.count(), Gate.type(data.type()), root));
    }

    @Override
    public void reduce(Payload sent, Payload received, ReduceOp op, int root) throws TransportException {
        Gate.act(() -> comm.reduce(
                sent.buffer(), buffer(received), sent.count(), Gate.type(sent.type()), Gate.op(op, sent.type()), root));
    }

    @Override
    public void allReduce(Payload sent, Payload received, ReduceOp op) throws TransportException {
        // Without a lambda: a time step's reductions allocate nothing.
        try {
            if (sent == null) {
                comm.allReduce(received.buffer(), received.count(), Gate.type(received.type()), Gate.op(op, received.type()));
            } else {
                comm.allReduce(
                        sent.buffer(), received.buffer(), sent.count(), Gate.type(sent.type()), Gate.op(op, sent.type()));
            }
        } catch (MPIException e) {
            throw Gate.failure(e);
        }
    }

    @Override
    public void gather(Payload sent, Payload received, Blocks layout, int root) throws TransportException {
        mpi.Datatype type = Gate.type(sent.type());
        if (layout != null && layout.isEqual()) {
            Gate.act(() -> comm.gather(
                    sent.buffer(), sent.count(), type, buffer(received), layout.count(rank), type, root));
        } else if (rank == root) {
            Gate.act(() -> comm.gatherv(
                    sent.buffer(),
                    sent.count(),
                    type,
                    received.buffer(),
                    layout.counts(),
                    layout.offsets(),
                    type,
                    root));
        } else {
            Gate.act(() -> comm.gatherv(sent.buffer(), sent.count(), type, root));
        }
    }

    @Override
    public void scatter(Payload sent, Blocks layout, Payload received, int root) throws TransportException {
        mpi.Datatype type = Gate.type(received.type());
        if (layout != null && layout.isEqual()) {
            Gate.act(() -> comm.scatter(
                    buffer(sent), layout.count(rank), type, received.buffer(), received.count(), type, root));
        } else if (rank == root) {
            Gate.act(() -> comm.scatterv(
                    sent.buffer(),
                    layout.counts(),
                    layout.offsets(),
                    type,
                    received.buffer(),
                    received.count(),
                    type,
                    root));
        } else {
            Gate.act(() -> comm.scatterv(received.buffer(), received.count(), type, root));
        }
    }

    @Override
    public void allGather(Payload sent, Payload received, Blocks layout) throws TransportException {
        mpi.Datatype type = Gate.type(sent.type());
        if (layout.isEqual()) {
            Gate.act(() -> comm.allGather(
                    sent.buffer(), sent.count(), type, received.buffer(), layout.count(rank), type));
        } else {
            Gate.act(() -> comm.allGatherv(
                    sent.buffer(), sent.count(), type, received.buffer(), layout.counts(), layout.offsets(), type));
        }
    }

    @Override
    public void allToAll(Payload sent, Blocks sentLayout, Payload received, Blocks receivedLayout)
            throws TransportException {
        mpi.Datatype type = Gate.type(sent.type());
        if (sentLayout.isEqual()) {
            Gate.act(() -> comm.allToAll(
                    sent.buffer(),
                    sentLayout.count(rank),
                    type,
                    received.buffer(),
                    receivedLayout.count(rank),
                    type));
        } else {
            Gate.act(() -> comm.allToAllv(
                    sent.buffer(),
                    sentLayout.counts(),
                    sentLayout.offsets(),
                    type,
                    received.buffer(),
                    receivedLayout.counts(),
                    receivedLayout.offsets(),
                    type));
        }
    }

    @Override
    public void scan(Payload sent, Payload received, ReduceOp op) throws TransportException {
        Gate.act(() -> comm.scan(sent.buffer(), received.buffer(), sent.count(), Gate.type(sent.type()), Gate.op(op, sent.type())));
    }

    @Override
    public void exscan(Payload sent, Payload received, ReduceOp op) throws TransportException {
        Gate.act(() -> comm.exScan(sent.buffer(), received.buffer(), sent.count(), Gate.type(sent.type()), Gate.op(op, sent.type())));
    }

    @Override
    public TransportRequest ibarrier() throws TransportException {
        return request(OpenMpiRequest.Kind.COLLECTIVE, comm::iBarrier);
    }

    @Override
    public TransportRequest ibroadcast(Payload data, int root) throws TransportException {
        return request(
                OpenMpiRequest.Kind.COLLECTIVE,
                () -> comm.iBcast(data.buffer(), data.count(), Gate.type(data.type()), root));
    }

    @Override
    public TransportRequest iallReduce(Payload sent, Payload received, ReduceOp op) throws TransportException {
        mpi.Datatype type = Gate.type(received.type());
        return request(
                OpenMpiRequest.Kind.COLLECTIVE,
                () -> sent == null
                        ? comm.iAllReduce(received.buffer(), received.count(), type, Gate.op(op, received.type()))
                        : comm.iAllReduce(sent.buffer(), received.buffer(), sent.count(), type, Gate.op(op, received.type())));
    }

    @Override
    public TransportCommunicator split(int color, int key) throws TransportException {
        return Gate.call(() -> {
            Intracomm part = comm.split(color < 0 ? MPI.UNDEFINED : color, key);
            return part.isNull() ? null : new OpenMpiCommunicator(part, program);
        });
    }

    @Override
    public TransportCommunicator duplicate() throws TransportException {
        return Gate.call(() -> new OpenMpiCommunicator(comm.dup(), program));
    }

    @Override
    public void free() throws TransportException {
        Gate.act(comm::free);
    }

    @Override
    public void abort(int exitCode) {
        program.report(
                rank, size, new ExitCodeException(exitCode, "rank " + rank + " called abort(" + exitCode + ")"));
        OpenMpiJob.end(exitCode);
    }
}
