package org.parhelion.mpi;

import java.io.Serializable;
import java.nio.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** The communicator over any transport: checks arguments, stages what is not in direct buffers, words the errors. */
class StagedCommunicator implements Communicator {
    private final TransportCommunicator channel;
    private final String transport;
    private final StagingPool pool;
    private final boolean world;
    private final Collectives collectives;
    private final ScalarReduction scalars;
    private boolean closed;

    StagedCommunicator(TransportCommunicator channel, String transport, StagingPool pool, boolean world) {
        this.channel = channel;
        this.transport = transport;
        this.pool = pool;
        this.world = world;
        this.collectives = new Collectives(channel, pool);
        this.scalars = new ScalarReduction(channel);
    }

    /** All ranks of the job. */
    static StagedCommunicator world(TransportCommunicator channel, String transport) {
        return new StagedCommunicator(channel, transport, new StagingPool(), true);
    }

    private Collectives collectives() {
        requireOpen();
        return collectives;
    }

    final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this communicator has been closed");
        }
    }

    @Override
    public int rank() {
        return channel.rank();
    }

    @Override
    public int size() {
        return channel.size();
    }

    @Override
    public String transport() {
        return transport;
    }

    private MpiException failed(String operation, int peer, int tag, TransportException cause) {
        String from = peer == ANY_SOURCE ? "any source" : "rank " + peer;
        String with = tag == ANY_TAG ? "any tag" : "tag " + tag;
        return new MpiException(
                operation + " failed on rank " + rank() + " of " + size() + " (" + from + ", " + with + "): "
                        + cause.getMessage(),
                cause);
    }

    @Override
    public void send(Object data, int destination, int tag) {
        ElementType type = checkSend(data, "data", destination, tag);
        if (destination == NO_RANK) {
            return;
        }
        Carriage out = Carriage.outgoing(data, type, pool);
        try {
            channel.send(out.payload, destination, tag);
        } catch (TransportException e) {
            throw failed("send", destination, tag, e);
        }
        out.release();
    }

    @Override
    public Status recv(Object data, int source, int tag) {
        ElementType type = checkReceive(data, "data", source, tag);
        if (source == NO_RANK) {
            return NoTransfer.STATUS;
        }
        Carriage in = Carriage.incoming(data, type, pool);
        Status status;
        try {
            status = channel.recv(in.payload, source, tag);
        } catch (TransportException e) {
            throw failed("recv", source, tag, e);
        }
        in.arrived(status.bytes() / type.bytes());
        in.release();
        return status;
    }

    @Override
    public Status sendRecv(Object sent, int destination, int sendTag, Object received, int source, int receiveTag) {
        ElementType sentType = checkSend(sent, "sent", destination, sendTag);
        ElementType receivedType = checkReceive(received, "received", source, receiveTag);
        if (destination == NO_RANK) {
            return recv(received, source, receiveTag);
        } else if (source == NO_RANK) {
            send(sent, destination, sendTag);
            return NoTransfer.STATUS;
        }
        Carriage out = Carriage.outgoing(sent, sentType, pool);
        Carriage in = Carriage.incoming(received, receivedType, pool);
        Status status;
        try {
            status = channel.sendRecv(out.payload, destination, sendTag, in.payload, source, receiveTag);
        } catch (TransportException e) {
            throw failed("sendRecv to rank " + destination + ", tag " + sendTag + ", and from", source, receiveTag, e);
        }
        in.arrived(status.bytes() / receivedType.bytes());
        out.release();
        in.release();
        return status;
    }

    private ElementType checkSend(Object data, String role, int destination, int tag) {
        requireOpen();
        ElementType type = Elements.type(data, role);
        if (destination != NO_RANK) {
            Arguments.peer(destination, size(), "destination");
        }
        Arguments.tag(tag);
        return type;
    }

    private ElementType checkReceive(Object data, String role, int source, int tag) {
        ElementType type = Elements.type(data, role);
        Elements.requireWritable(data, role);
        checkEnvelope(source, tag);
        return type;
    }

    private void checkEnvelope(int source, int tag) {
        requireOpen();
        if (source != NO_RANK) {
            Arguments.source(source, size());
        }
        Arguments.receiveTag(tag);
    }

    @Override
    public Status probe(int source, int tag) {
        checkEnvelope(source, tag);
        if (source == NO_RANK) {
            return NoTransfer.STATUS;
        }
        try {
            return channel.probe(source, tag);
        } catch (TransportException e) {
            throw failed("probe", source, tag, e);
        }
    }

    @Override
    public Optional<Status> probeNow(int source, int tag) {
        checkEnvelope(source, tag);
        if (source == NO_RANK) {
            return Optional.of(NoTransfer.STATUS);
        }
        try {
            return channel.probeNow(source, tag);
        } catch (TransportException e) {
            throw failed("probeNow", source, tag, e);
        }
    }

    @Override
    public Request isend(Object data, int destination, int tag) {
        ElementType type = checkSend(data, "data", destination, tag);
        if (destination == NO_RANK) {
            return new NoTransfer();
        }
        Carriage out = Carriage.outgoing(data, type, pool);
        try {
            TransportRequest request = channel.isend(out.payload, destination, tag);
            return Transfer.sending(request, out, destination, tag, "isend", rank());
        } catch (TransportException e) {
            throw failed("isend", destination, tag, e);
        }
    }

    @Override
    public Request irecv(Object data, int source, int tag) {
        ElementType type = checkReceive(data, "data", source, tag);
        if (source == NO_RANK) {
            return new NoTransfer();
        }
        Carriage in = Carriage.incoming(data, type, pool);
        try {
            return Transfer.receiving(channel.irecv(in.payload, source, tag), in, source, tag, "irecv", rank());
        } catch (TransportException e) {
            throw failed("irecv", source, tag, e);
        }
    }

    @Override
    public PersistentRequest sendInit(Buffer data, int destination, int tag) {
        ElementType type = checkSend(data, "data", destination, tag);
        requireTransportable(data);
        if (destination == NO_RANK) {
            return new NoTransfer();
        }
        Carriage out = Carriage.incoming(data, type, pool);
        try {
            TransportRequest request = channel.sendInit(out.payload, destination, tag);
            return PersistentTransfer.sending(request, out, destination, tag, rank());
        } catch (TransportException e) {
            throw failed("sendInit", destination, tag, e);
        }
    }

    @Override
    public PersistentRequest recvInit(Buffer data, int source, int tag) {
        ElementType type = checkReceive(data, "data", source, tag);
        requireTransportable(data);
        if (source == NO_RANK) {
            return new NoTransfer();
        }
        Carriage in = Carriage.incoming(data, type, pool);
        try {
            return PersistentTransfer.receiving(channel.recvInit(in.payload, source, tag), in, source, tag, rank());
        } catch (TransportException e) {
            throw failed("recvInit", source, tag, e);
        }
    }

    private static void requireTransportable(Buffer data) {
        if (!Elements.isTransportable(data)) {
            throw new IllegalArgumentException("a persistent request needs a direct buffer in native byte order, got "
                    + data + "; make it with ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder())");
        }
    }

    @Override
    public void barrier() {
        collectives().barrier();
    }

    @Override
    public void broadcast(Object data, int root) {
        collectives().broadcast(data, root);
    }

    @Override
    public void reduce(Object sent, Object received, ReduceOp op, int root) {
        collectives().reduce(sent, received, op, root);
    }

    @Override
    public void allReduce(Object sent, Object received, ReduceOp op) {
        collectives().allReduce(sent, received, op);
    }

    @Override
    public void allReduce(Object data, ReduceOp op) {
        collectives().allReduceInPlace(data, op);
    }

    @Override
    public double allReduce(double value, ReduceOp op) {
        requireOpen();
        return scalars.allReduce(value, op);
    }

    @Override
    public long allReduce(long value, ReduceOp op) {
        requireOpen();
        return scalars.allReduce(value, op);
    }

    /** In place, over direct memory that the caller keeps: allocates nothing. */
    final void allReduce(Payload data, ReduceOp op) {
        requireOpen();
        scalars.allReduce(data, op);
    }

    @Override
    public void gather(Object sent, Object received, int root) {
        collectives().gather(sent, received, root);
    }

    @Override
    public void gatherv(Object sent, Object received, int[] counts, int root) {
        collectives().gatherv(sent, received, counts, root);
    }

    @Override
    public void scatter(Object sent, Object received, int root) {
        collectives().scatter(sent, received, root);
    }

    @Override
    public void scatterv(Object sent, int[] counts, Object received, int root) {
        collectives().scatterv(sent, counts, received, root);
    }

    @Override
    public void allGather(Object sent, Object received) {
        collectives().allGather(sent, received);
    }

    @Override
    public void allGatherv(Object sent, Object received, int[] counts) {
        collectives().allGatherv(sent, received, counts);
    }

    @Override
    public void allToAll(Object sent, Object received) {
        collectives().allToAll(sent, received);
    }

    @Override
    public void allToAllv(Object sent, int[] sendCounts, Object received, int[] receiveCounts) {
        collectives().allToAllv(sent, sendCounts, received, receiveCounts);
    }

    @Override
    public void scan(Object sent, Object received, ReduceOp op) {
        collectives().scan(sent, received, op);
    }

    @Override
    public void exscan(Object sent, Object received, ReduceOp op) {
        collectives().exscan(sent, received, op);
    }

    @Override
    public Request ibarrier() {
        return collectives().ibarrier();
    }

    @Override
    public Request ibroadcast(Object data, int root) {
        return collectives().ibroadcast(data, root);
    }

    @Override
    public Request iallReduce(Object sent, Object received, ReduceOp op) {
        return collectives().iallReduce(sent, received, op);
    }

    @Override
    public void sendObject(Serializable value, int destination, int tag) {
        ObjectMessages.send(this, value, destination, tag);
    }

    @Override
    public <T extends Serializable> T recvObject(Class<T> type, int source, int tag) {
        return ObjectMessages.recv(this, type, source, tag);
    }

    @Override
    public <T extends Serializable> T broadcastObject(Class<T> type, T value, int root) {
        return ObjectMessages.broadcast(this, type, value, root);
    }

    @Override
    public <T extends Serializable> List<T> allGatherObjects(Class<T> type, T value) {
        return ObjectMessages.allGather(this, type, value);
    }

    @Override
    public <T extends Serializable> List<T> gatherObjects(Class<T> type, T value, int root) {
        return ObjectMessages.gather(this, type, value, root);
    }

    @Override
    public Optional<Communicator> split(int color, int key) {
        requireOpen();
        try {
            TransportCommunicator part = channel.split(color, key);
            return part == null ? Optional.empty() : Optional.of(new StagedCommunicator(part, transport, pool, false));
        } catch (TransportException e) {
            throw collectives.failed("split", e);
        }
    }

    @Override
    public Communicator duplicate() {
        return new StagedCommunicator(duplicateChannel("duplicate"), transport, pool, false);
    }

    private TransportCommunicator duplicateChannel(String operation) {
        requireOpen();
        try {
            return channel.duplicate();
        } catch (TransportException e) {
            throw collectives.failed(operation, e);
        }
    }

    @Override
    public CartesianCommunicator cartesian(int[] dimensions, boolean[] periodic) {
        CartesianTopology topology = CartesianTopology.of(dimensions, periodic, size());
        TransportCommunicator user = duplicateChannel("cartesian");
        TransportCommunicator neighbours = duplicateChannel("cartesian");
        return new StagedCartesian(user, neighbours, topology, transport, pool);
    }

    @Override
    public CommFile open(Path path, CommFile.Mode mode) {
        return SharedFile.open(this, path, mode);
    }

    @Override
    public void abort(int exitCode) {
        if (exitCode < 1 || exitCode > 255) {
            throw new IllegalArgumentException("exit code must lie in 1..255, got " + exitCode);
        }
        channel.abort(exitCode);
    }

    @Override
    public void close() {
        if (world || closed) {
            return;
        }
        closed = true;
        free(channel);
    }

    final void free(TransportCommunicator group) {
        try {
            group.free();
        } catch (TransportException e) {
            throw collectives.failed("close", e);
        }
    }
}
