package org.parhelion.mpi;

import java.io.Serializable;
import java.nio.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;

/** The communicator over any transport: checks arguments, stages what is not in direct buffers, words the errors. */
class StagedCommunicator implements Communicator {
    private final TransportCommunicator channel;
    private final String transport;
    private final StagingPool pool;
    private final boolean world;
    private final Traffic traffic;
    private final PointToPoint messages;
    private final Collectives collectives;
    private final ScalarReduction scalars;
    private boolean closed;

    StagedCommunicator(
            TransportCommunicator channel, String transport, StagingPool pool, boolean world, Traffic traffic) {
        this.traffic = traffic;
        this.channel = channel;
        this.transport = transport;
        this.pool = pool;
        this.world = world;
        this.messages = new PointToPoint(channel, pool, traffic);
        this.collectives = new Collectives(channel, pool, traffic);
        this.scalars = new ScalarReduction(channel, traffic);
    }

    /** All ranks of the job. */
    static StagedCommunicator world(TransportCommunicator channel, String transport, Profile profile) {
        return new StagedCommunicator(channel, transport, new StagingPool(), true, Traffic.ofAll(profile));
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

    private PointToPoint messages() {
        requireOpen();
        return messages;
    }

    @Override
    public void send(Object data, int destination, int tag) {
        messages().send(data, destination, tag);
    }

    @Override
    public Status recv(Object data, int source, int tag) {
        return messages().recv(data, source, tag);
    }

    @Override
    public Status sendRecv(Object sent, int destination, int sendTag, Object received, int source, int receiveTag) {
        return messages().sendRecv(sent, destination, sendTag, received, source, receiveTag);
    }

    @Override
    public Status probe(int source, int tag) {
        return messages().probe(source, tag);
    }

    @Override
    public Optional<Status> probeNow(int source, int tag) {
        return messages().probeNow(source, tag);
    }

    @Override
    public Request isend(Object data, int destination, int tag) {
        return messages().isend(data, destination, tag);
    }

    @Override
    public Request irecv(Object data, int source, int tag) {
        return messages().irecv(data, source, tag);
    }

    @Override
    public PersistentRequest sendInit(Buffer data, int destination, int tag) {
        return messages().sendInit(data, destination, tag);
    }

    @Override
    public PersistentRequest recvInit(Buffer data, int source, int tag) {
        return messages().recvInit(data, source, tag);
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
            return part == null ? Optional.empty() : Optional.of(part(part));
        } catch (TransportException e) {
            throw collectives.failed("split", e);
        }
    }

    private Communicator part(TransportCommunicator part) {
        Profile profile = profile();
        int[] numbers = null;
        if (profile.isOn()) {
            numbers = new int[part.size()];
            new Collectives(part, pool, Traffic.ofAll(Profile.off()))
                    .allGather(new int[] {traffic.inJob(rank())}, numbers);
        }
        return new StagedCommunicator(part, transport, pool, false, traffic.part(numbers));
    }

    @Override
    public Profile profile() {
        return traffic.profile();
    }

    @Override
    public Communicator duplicate() {
        return new StagedCommunicator(duplicateChannel("duplicate"), transport, pool, false, traffic);
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
        return new StagedCartesian(user, neighbours, topology, transport, pool, traffic);
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
