package org.parhelion.solvers.linear;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.PersistentRequest;

/**
 * Brings the numbers of a distributed vector that other ranks have and this one needs: one persistent message a neighbour.
 *
 * <pre>{@code
 * exchange.start(x);
 * … work that needs no ghosts
 * exchange.finish(ghosts);
 * }</pre>
 */
final class GhostExchange implements AutoCloseable {
    private static final int TAG = 7411;

    /** A message to or from one rank: {@code from} is its place among all that are sent, or received. */
    private record Message(DoubleBuffer buffer, int from, PersistentRequest request) {}

    private final List<Message> received = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    private final int[] local;
    private final double[] packed;

    private GhostExchange(IndexRequests requests) {
        local = requests.local();
        packed = new double[local.length];
        Communicator ranks = requests.communicator();
        int from = 0;
        int to = 0;
        for (int rank = 0; rank < ranks.size(); rank++) {
            int in = requests.wanted()[rank];
            if (in > 0) {
                DoubleBuffer buffer = buffer(in);
                received.add(new Message(buffer, from, ranks.recvInit(buffer, rank, TAG)));
                from += in;
            }
            int out = requests.asked()[rank];
            if (out > 0) {
                DoubleBuffer buffer = buffer(out);
                sent.add(new Message(buffer, to, ranks.sendInit(buffer, rank, TAG)));
                to += out;
            }
        }
    }

    /**
     * Collective.
     *
     * @param partition of the vector
     * @param ghosts global numbers wanted, ascending, none of this rank's own
     */
    static GhostExchange of(RowPartition partition, long[] ghosts) {
        return new GhostExchange(IndexRequests.of(partition, ghosts));
    }

    private static DoubleBuffer buffer(int numbers) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, Double.BYTES))
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    /** Sends what others need of this rank's part of the vector, which may be changed when this returns. */
    void start(double[] x) {
        for (int n = 0; n < received.size(); n++) {
            received.get(n).request.start();
        }
        for (int n = 0; n < local.length; n++) {
            packed[n] = x[local[n]];
        }
        for (int n = 0; n < sent.size(); n++) {
            Message message = sent.get(n);
            message.buffer.put(0, packed, message.from, message.buffer.capacity());
            message.request.start();
        }
    }

    /** Waits for the numbers and puts them in the order of the ghosts. */
    void finish(double[] ghosts) {
        for (int n = 0; n < received.size(); n++) {
            Message message = received.get(n);
            message.request.await();
            message.buffer.get(0, ghosts, message.from, message.buffer.capacity());
        }
        for (int n = 0; n < sent.size(); n++) {
            sent.get(n).request.await();
        }
    }

    @Override
    public void close() {
        for (Message message : sent) {
            message.request.close();
        }
        for (Message message : received) {
            message.request.close();
        }
    }
}
