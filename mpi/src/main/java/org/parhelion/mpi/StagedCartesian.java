package org.parhelion.mpi;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A communicator whose ranks form a grid; messages between neighbours have a channel of their own. */
final class StagedCartesian extends StagedCommunicator implements CartesianCommunicator {
    private final TransportCommunicator neighbours;
    private final CartesianTopology topology;
    private final StagingPool pool;
    private final Traffic traffic;
    private boolean closed;

    StagedCartesian(
            TransportCommunicator channel,
            TransportCommunicator neighbours,
            CartesianTopology topology,
            String transport,
            StagingPool pool,
            Traffic traffic) {
        super(channel, transport, pool, false, traffic);
        this.traffic = traffic;
        this.neighbours = neighbours;
        this.topology = topology;
        this.pool = pool;
    }

    @Override
    public int[] dimensions() {
        return topology.dimensions();
    }

    @Override
    public boolean[] periodic() {
        return topology.periodic();
    }

    @Override
    public int[] coordinates(int rank) {
        if (rank < 0 || rank >= size()) {
            throw new IllegalArgumentException("rank must lie in 0.." + (size() - 1) + ", got " + rank);
        }
        return topology.coordinates(rank);
    }

    @Override
    public int rankAt(int... coordinates) {
        return topology.rankAt(coordinates);
    }

    @Override
    public int neighbour(int dimension, int displacement) {
        return topology.neighbour(rank(), dimension, displacement);
    }

    /** The block sent through a side arrives in the neighbour's block of the opposite side, told apart by the tag. */
    @Override
    public void neighbourExchange(Object sent, Object received) {
        requireOpen();
        ElementType type = Arguments.sameType(Elements.type(sent, "sent"), received);
        Arguments.sameLength(sent, received);
        int sides = 2 * topology.dimensions().length;
        int length = Arguments.blockLength(sent, "sent", sides);
        Carriage out = Carriage.outgoing(sent, type, pool);
        // Copied in too: blocks of missing neighbours stay as they are.
        Carriage in = Carriage.outgoing(received, type, pool);
        try {
            List<TransportRequest> requests = new ArrayList<>();
            for (int side = 0; side < sides; side++) {
                int peer = neighbour(side);
                if (peer != NO_RANK) {
                    requests.add(neighbours.irecv(block(in.payload, side, length), peer, side ^ 1));
                }
            }
            for (int side = 0; side < sides; side++) {
                int peer = neighbour(side);
                if (peer != NO_RANK) {
                    Payload block = block(out.payload, side, length);
                    traffic.sends(block);
                    requests.add(neighbours.isend(block, peer, side));
                }
            }
            long since = traffic.waits("neighbourExchange", -1, -1);
            for (TransportRequest request : requests) {
                request.await();
            }
            traffic.waited(since, -1);
        } catch (TransportException e) {
            throw new MpiException(
                    "neighbourExchange failed on rank " + rank() + " of " + size() + ": " + e.getMessage(), e);
        }
        in.arrived();
        in.release();
        out.release();
    }

    private int neighbour(int side) {
        return neighbour(side / 2, side % 2 == 0 ? -1 : 1);
    }

    private static Payload block(Payload whole, int index, int length) {
        int from = index * length;
        Buffer part = switch (whole.type()) {
            case DOUBLE -> ((DoubleBuffer) whole.buffer()).slice(from, length);
            case INT -> ((IntBuffer) whole.buffer()).slice(from, length);
            case LONG -> ((LongBuffer) whole.buffer()).slice(from, length);
            case BYTE -> ((ByteBuffer) whole.buffer()).slice(from, length);
        };
        return new Payload(part, whole.type(), length);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            free(neighbours);
            super.close();
        }
    }
}
