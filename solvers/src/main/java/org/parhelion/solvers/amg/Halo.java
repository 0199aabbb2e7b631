package org.parhelion.solvers.amg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.PersistentRequest;

/** Brings the ghosts of a {@link Layout} up to date, which lie behind the own numbers in the same array. */
final class Halo implements AutoCloseable {
    private static final int TAG = 7421;

    /** A message to or from one rank: {@code from} is its place among all that are sent, or received. */
    private record Message(DoubleBuffer buffer, int from, PersistentRequest request) {}

    private final Layout layout;
    /** Numbers of each rank that this one wants, of this one that each other wants, and the local numbers of these. */
    private final int[] wanted;

    private final int[] asked;
    private final int[] local;
    private final double[] packed;
    private List<Message> received;
    private List<Message> sent;

    private Halo(Layout layout, int[] wanted, int[] asked, int[] local) {
        this.layout = layout;
        this.wanted = wanted;
        this.asked = asked;
        this.local = local;
        this.packed = new double[local.length];
    }

    /** Collective. */
    static Halo of(Layout layout) {
        Communicator ranks = layout.ranks();
        int[] wanted = new int[ranks.size()];
        for (long ghost : layout.ghosts()) {
            wanted[layout.partition().owner(ghost)]++;
        }
        int[] asked = new int[wanted.length];
        ranks.allToAll(wanted, asked);
        long[] global = new long[Arrays.stream(asked).sum()];
        ranks.allToAllv(layout.ghosts(), wanted, global, asked);
        int[] local = new int[global.length];
        Arrays.setAll(local, n -> (int) (global[n] - layout.first()));
        return new Halo(layout, wanted, asked, local);
    }

    Layout layout() {
        return layout;
    }

    /** Own rows that other ranks have as ghosts, and how many of them each has. */
    Parcels parcels() {
        return new Parcels(layout.ranks(), local, asked);
    }

    /** For set-up. Collective. */
    void update(long[] v) {
        if (layout.ranks().size() > 1) {
            long[] out = new long[local.length];
            Arrays.setAll(out, n -> v[local[n]]);
            long[] in = new long[layout.ghosts().length];
            layout.ranks().allToAllv(out, asked, in, wanted);
            System.arraycopy(in, 0, v, layout.owned(), in.length);
        }
    }

    /**
     * For set-up. Collective.
     *
     * @param width numbers for each local number, side by side
     */
    void update(double[] v, int width) {
        if (layout.ranks().size() == 1) {
            return;
        }
        double[] out = new double[local.length * width];
        for (int n = 0; n < local.length; n++) {
            System.arraycopy(v, local[n] * width, out, n * width, width);
        }
        double[] in = new double[layout.ghosts().length * width];
        layout.ranks().allToAllv(out, times(asked, width), in, times(wanted, width));
        System.arraycopy(in, 0, v, layout.owned() * width, in.length);
    }

    private static int[] times(int[] counts, int width) {
        return Arrays.stream(counts).map(count -> count * width).toArray();
    }

    /** Sends what others need of {@code v}; a persistent message for each neighbour, no collective call. */
    void start(double[] v) {
        if (received == null) {
            connect();
        }
        for (int n = 0; n < received.size(); n++) {
            received.get(n).request.start();
        }
        for (int n = 0; n < local.length; n++) {
            packed[n] = v[local[n]];
        }
        for (int n = 0; n < sent.size(); n++) {
            Message message = sent.get(n);
            message.buffer.put(0, packed, message.from, message.buffer.capacity());
            message.request.start();
        }
    }

    /** Waits for the ghosts of {@code v}. */
    void finish(double[] v) {
        for (int n = 0; n < received.size(); n++) {
            Message message = received.get(n);
            message.request.await();
            message.buffer.get(0, v, layout.owned() + message.from, message.buffer.capacity());
        }
        for (int n = 0; n < sent.size(); n++) {
            sent.get(n).request.await();
        }
    }

    private void connect() {
        received = new ArrayList<>();
        sent = new ArrayList<>();
        Communicator ranks = layout.ranks();
        int from = 0;
        int to = 0;
        for (int rank = 0; rank < ranks.size(); rank++) {
            if (wanted[rank] > 0) {
                DoubleBuffer buffer = buffer(wanted[rank]);
                received.add(new Message(buffer, from, ranks.recvInit(buffer, rank, TAG)));
                from += wanted[rank];
            }
            if (asked[rank] > 0) {
                DoubleBuffer buffer = buffer(asked[rank]);
                sent.add(new Message(buffer, to, ranks.sendInit(buffer, rank, TAG)));
                to += asked[rank];
            }
        }
    }

    private static DoubleBuffer buffer(int numbers) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, Double.BYTES))
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    @Override
    public void close() {
        if (received != null) {
            received.forEach(message -> message.request.close());
            sent.forEach(message -> message.request.close());
            received = null;
        }
    }
}
