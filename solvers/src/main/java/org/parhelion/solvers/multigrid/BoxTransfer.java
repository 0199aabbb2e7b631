package org.parhelion.solvers.multigrid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.PersistentRequest;

/**
 * Brings values of a level from their owners to wherever they are needed: ghosts of a halo, the values that restriction and
 * interpolation read, unknowns that move to other ranks. Each rank needs some boxes of points by global index, which may
 * reach across periodic seams; points that nobody owns are left alone. One message goes to each rank that needs something,
 * over persistent requests.
 */
final class BoxTransfer implements AutoCloseable {
    private static final int TAG = 20553;

    private final List<Piece> local = new ArrayList<>();
    private final List<Message> received = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();

    /** A box, in storage of its own on both ends. */
    private record Piece(int from, int to, int nx, int ny, int nz) {
        int count() {
            return nx * ny * nz;
        }
    }

    private static final class Message {
        private final List<Piece> pieces = new ArrayList<>();
        private final int peer;
        private double[] scratch;
        private DoubleBuffer buffer;
        private PersistentRequest request;

        Message(int peer) {
            this.peer = peer;
        }

        void open(Communicator communicator, boolean receives) {
            int count = pieces.stream().mapToInt(Piece::count).sum();
            scratch = new double[count];
            buffer = ByteBuffer.allocateDirect(count * Double.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asDoubleBuffer();
            request = receives ? communicator.recvInit(buffer, peer, TAG) : communicator.sendInit(buffer, peer, TAG);
        }
    }

    private final Storage source;
    private final Storage target;

    private final int[] period;

    private BoxTransfer(Storage source, Storage target, int[] period) {
        this.source = source;
        this.target = target;
        this.period = period;
    }

    /**
     * Plans a transfer. Collective in that all ranks must plan, and run, alike.
     *
     * @param communicator of the finest level
     * @param level whose unknowns are brought
     * @param needed boxes that a rank needs
     * @param source where this rank has its own
     * @param target where this rank wants what it needs; the same array as the source if {@code inPlace}
     */
    static BoxTransfer of(
            Communicator communicator,
            LevelShape level,
            IntFunction<List<IndexBox>> needed,
            Storage source,
            Storage target,
            boolean inPlace) {
        int[] periods = {level.period(Axis.X), level.period(Axis.Y), level.period(Axis.Z)};
        return of(communicator, level::owned, periods, needed, source, target, inPlace);
    }

    /**
     * As above, between any distributions.
     *
     * @param owned the box whose values a rank has; no two ranks have the same
     * @param period points after which each axis repeats, 0 if it does not
     */
    static BoxTransfer of(
            Communicator communicator,
            IntFunction<IndexBox> owned,
            int[] period,
            IntFunction<List<IndexBox>> needed,
            Storage source,
            Storage target,
            boolean inPlace) {
        BoxTransfer it = new BoxTransfer(source, target, period);
        int me = communicator.rank();
        IndexBox mine = owned.apply(me);
        for (int rank = 0; rank < communicator.size(); rank++) {
            Message from = new Message(rank);
            List<Piece> pieces = rank == me ? it.local : from.pieces;
            it.addPieces(pieces, owned.apply(rank), needed.apply(me), rank == me && inPlace);
            Message to = new Message(rank);
            if (rank != me) {
                it.addPieces(to.pieces, mine, needed.apply(rank), false);
            }
            it.open(communicator, from, it.received, true);
            it.open(communicator, to, it.sent, false);
        }
        return it;
    }

    private void open(Communicator communicator, Message message, List<Message> messages, boolean receives) {
        if (!message.pieces.isEmpty()) {
            message.open(communicator, receives);
            messages.add(message);
        }
    }

    private void addPieces(List<Piece> pieces, IndexBox owned, List<IndexBox> needed, boolean inPlace) {
        for (IndexBox box : needed) {
            if (box.isEmpty() || owned.isEmpty()) {
                continue;
            }
            int[][] periods = new int[3][];
            for (Axis axis : Axis.values()) {
                periods[axis.ordinal()] = periods(period[axis.ordinal()], box.low(axis), box.high(axis));
            }
            for (int dz : periods[2]) {
                for (int dy : periods[1]) {
                    for (int dx : periods[0]) {
                        boolean itself = inPlace && dx == 0 && dy == 0 && dz == 0;
                        IndexBox piece = owned.shift(dx, dy, dz).intersect(box);
                        if (!piece.isEmpty() && !itself) {
                            pieces.add(piece(piece, dx, dy, dz));
                        }
                    }
                }
            }
        }
    }

    /** Distances by whole periods over which a range meets an axis. */
    private static int[] periods(int period, int low, int high) {
        if (period == 0) {
            return new int[] {0};
        }
        int first = Math.floorDiv(low, period);
        int last = Math.floorDiv(high - 1, period);
        int[] all = new int[last - first + 1];
        for (int n = 0; n < all.length; n++) {
            all[n] = (first + n) * period;
        }
        return all;
    }

    private Piece piece(IndexBox box, int dx, int dy, int dz) {
        return new Piece(
                source == null ? 0 : source.index(box.x0() - dx, box.y0() - dy, box.z0() - dz),
                target == null ? 0 : target.index(box.x0(), box.y0(), box.z0()),
                box.size(Axis.X),
                box.size(Axis.Y),
                box.size(Axis.Z));
    }

    /** Whether there is nothing to do on this rank. */
    boolean isEmpty() {
        return local.isEmpty() && received.isEmpty() && sent.isEmpty();
    }

    /** Whether this rank sends or receives anything. */
    boolean hasMessages() {
        return !received.isEmpty() || !sent.isEmpty();
    }

    /** Brings the values; arrays may be null where this rank has nothing to give or to get. */
    void run(double[] from, double[] to) {
        for (Message message : received) {
            message.request.start();
        }
        for (Message message : sent) {
            pack(message, from);
            message.request.start();
        }
        for (Piece piece : local) {
            copy(piece, from, to);
        }
        for (Message message : received) {
            message.request.await();
            unpack(message, to);
        }
        for (Message message : sent) {
            message.request.await();
        }
    }

    private void pack(Message message, double[] from) {
        int at = 0;
        for (Piece piece : message.pieces) {
            for (int k = 0; k < piece.nz; k++) {
                for (int j = 0; j < piece.ny; j++) {
                    int row = piece.from + j * source.strideY() + k * source.strideZ();
                    copyRow(from, row, message.scratch, at, piece.nx);
                    at += piece.nx;
                }
            }
        }
        message.buffer.put(0, message.scratch, 0, at);
    }

    private void unpack(Message message, double[] to) {
        message.buffer.get(0, message.scratch, 0, message.scratch.length);
        int at = 0;
        for (Piece piece : message.pieces) {
            for (int k = 0; k < piece.nz; k++) {
                for (int j = 0; j < piece.ny; j++) {
                    int row = piece.to + j * target.strideY() + k * target.strideZ();
                    copyRow(message.scratch, at, to, row, piece.nx);
                    at += piece.nx;
                }
            }
        }
    }

    private void copy(Piece piece, double[] from, double[] to) {
        for (int k = 0; k < piece.nz; k++) {
            for (int j = 0; j < piece.ny; j++) {
                copyRow(
                        from,
                        piece.from + j * source.strideY() + k * source.strideZ(),
                        to,
                        piece.to + j * target.strideY() + k * target.strideZ(),
                        piece.nx);
            }
        }
    }

    private static void copyRow(double[] from, int at, double[] to, int position, int count) {
        if (count < 8) {
            for (int i = 0; i < count; i++) {
                to[position + i] = from[at + i];
            }
        } else {
            System.arraycopy(from, at, to, position, count);
        }
    }

    @Override
    public void close() {
        received.forEach(message -> message.request.close());
        sent.forEach(message -> message.request.close());
    }
}
