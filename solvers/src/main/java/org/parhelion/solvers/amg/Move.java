package org.parhelion.solvers.amg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.PersistentRequest;
import org.parhelion.solvers.linear.RowPartition;

/** From one way of cutting numbers over ranks to another one, and back. */
final class Move implements AutoCloseable {
    private static final int THERE = 7422;
    private static final int BACK = 7423;

    /** What goes from an array at {@code from} on to one at {@code to} on: by message, or on the same rank. */
    private record Part(
            int from, int to, int count, DoubleBuffer buffer, PersistentRequest send, PersistentRequest receive) {}

    private final Layout from;
    private final Layout to;
    private List<Part> leaving;
    private List<Part> coming;

    Move(Layout from, Layout to) {
        this.from = from;
        this.to = to;
    }

    Layout target() {
        return to;
    }

    /** How many of the own numbers of {@code mine} each rank has in the other partition. */
    private static int[] counts(Layout mine, RowPartition other) {
        int[] counts = new int[mine.ranks().size()];
        for (int rank = 0; rank < counts.length; rank++) {
            long low = Math.max(mine.first(), other.first(rank));
            long high = Math.min(mine.first() + mine.owned(), other.end(rank));
            counts[rank] = (int) Math.max(0, high - low);
        }
        return counts;
    }

    /** For set-up: {@code width} numbers for each own number. Collective. */
    double[] move(double[] numbers, int width) {
        int[] out =
                Arrays.stream(counts(from, to.partition())).map(n -> n * width).toArray();
        int[] in =
                Arrays.stream(counts(to, from.partition())).map(n -> n * width).toArray();
        double[] moved = new double[to.owned() * width];
        from.ranks().allToAllv(Arrays.copyOf(numbers, from.owned() * width), out, moved, in);
        return moved;
    }

    /** Rows of a square matrix, with what local numbers mean then. */
    record Rows(SparseRows rows, Layout layout) {}

    /** Moves rows and columns of a square matrix. Collective. */
    Rows move(SparseRows matrix, Layout columns) {
        int[] all = new int[from.owned()];
        Arrays.setAll(all, i -> i);
        Parcels.Rows rows = new Parcels(from.ranks(), all, counts(from, to.partition())).send(matrix, columns);
        Layout layout = to.including(rows.columns());
        int[] local = new int[rows.columns().length];
        Arrays.setAll(local, k -> layout.local(rows.columns()[k]));
        return new Rows(new SparseRows(rows.start(), local, rows.values()), layout);
    }

    /** A vector's own numbers go where the other partition has them; no collective call. */
    void there(double[] x, double[] moved) {
        connect();
        run(leaving, x, coming, moved);
    }

    /** And back. */
    void back(double[] moved, double[] x) {
        connect();
        run(coming, moved, leaving, x);
    }

    private void run(List<Part> outgoing, double[] x, List<Part> incoming, double[] y) {
        for (int n = 0; n < incoming.size(); n++) {
            if (incoming.get(n).receive != null) {
                incoming.get(n).receive.start();
            }
        }
        for (int n = 0; n < outgoing.size(); n++) {
            Part part = outgoing.get(n);
            if (part.send == null) {
                System.arraycopy(x, part.from, y, part.to, part.count);
            } else {
                part.buffer.put(0, x, part.from, part.count);
                part.send.start();
            }
        }
        for (int n = 0; n < incoming.size(); n++) {
            Part part = incoming.get(n);
            if (part.receive != null) {
                part.receive.await();
                part.buffer.get(0, y, part.from, part.count);
            }
        }
        for (int n = 0; n < outgoing.size(); n++) {
            if (outgoing.get(n).send != null) {
                outgoing.get(n).send.await();
            }
        }
    }

    private void connect() {
        if (leaving == null) {
            leaving = parts(from, to, THERE, BACK);
            coming = parts(to, from, BACK, THERE);
        }
    }

    private static List<Part> parts(Layout mine, Layout other, int sendTag, int receiveTag) {
        Communicator ranks = mine.ranks();
        int[] counts = counts(mine, other.partition());
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int rank = 0; rank < counts.length; rank++) {
            if (counts[rank] > 0) {
                boolean here = rank == ranks.rank();
                DoubleBuffer buffer = here
                        ? null
                        : ByteBuffer.allocateDirect(counts[rank] * Double.BYTES)
                                .order(ByteOrder.nativeOrder())
                                .asDoubleBuffer();
                int there = (int) (mine.first() + at - other.first());
                parts.add(new Part(
                        at,
                        there,
                        counts[rank],
                        buffer,
                        here ? null : ranks.sendInit(buffer, rank, sendTag),
                        here ? null : ranks.recvInit(buffer, rank, receiveTag)));
                at += counts[rank];
            }
        }
        return parts;
    }

    @Override
    public void close() {
        if (leaving != null) {
            for (List<Part> parts : List.of(leaving, coming)) {
                for (Part part : parts) {
                    if (part.send != null) {
                        part.send.close();
                        part.receive.close();
                    }
                }
            }
            leaving = null;
        }
    }
}
