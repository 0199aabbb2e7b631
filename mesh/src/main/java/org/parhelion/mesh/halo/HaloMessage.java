package org.parhelion.mesh.halo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.PersistentRequest;

/** All that one rank sends to another in an exchange: boxes of several fields in one buffer, one persistent request. */
final class HaloMessage {
    /** Messages of halo exchanges carry this tag, on the grid's communicator. */
    static final int TAG = 20_552;

    private final int peer;
    private final DoubleBuffer buffer;
    private final PersistentRequest request;
    private final Field[] fields;
    private final Box[] boxes;
    private final int[] positions;
    private final int planes;
    private final Set<String> sides;

    private HaloMessage(Communicator communicator, int peer, Contents contents, boolean sent) {
        this.peer = peer;
        this.fields = contents.fields.toArray(new Field[0]);
        this.boxes = contents.boxes.toArray(new Box[0]);
        this.sides = contents.sides;
        this.positions = new int[boxes.length];
        long count = 0;
        int most = 0;
        for (int n = 0; n < boxes.length; n++) {
            positions[n] = (int) count;
            count += boxes[n].count();
            most = Math.max(most, boxes[n].nz());
        }
        this.planes = most;
        if (count * Double.BYTES > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("halo message with rank " + peer + " of " + contents.fields
                    + " is larger than 2 GiB; use more ranks");
        }
        this.buffer = ByteBuffer.allocateDirect((int) count * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
        this.request = sent ? communicator.sendInit(buffer, peer, TAG) : communicator.recvInit(buffer, peer, TAG);
    }

    /** The boxes of a message, gathered one by one in the order in which both ranks know them. */
    static final class Contents {
        private final List<Field> fields = new ArrayList<>();
        private final List<Box> boxes = new ArrayList<>();
        private final Set<String> sides = new TreeSet<>();

        void add(Field field, Box box, String side) {
            fields.add(field);
            boxes.add(box);
            sides.add(side);
        }

        HaloMessage sentTo(Communicator communicator, int peer) {
            return new HaloMessage(communicator, peer, this, true);
        }

        HaloMessage receivedFrom(Communicator communicator, int peer) {
            return new HaloMessage(communicator, peer, this, false);
        }
    }

    PersistentRequest request() {
        return request;
    }

    /** Points that packing or unpacking collects at a time. */
    int scratch() {
        int most = 0;
        for (Box box : boxes) {
            most = Math.max(most, box.scratch());
        }
        return most;
    }

    /**
     * Boxes of short rows go plane by plane side by side: the last points of a row and the first of the next are
     * neighbours in memory, so that the two faces across x of one field come out of the same cache lines.
     */
    void pack(double[] scratch) {
        for (int k = 0; k < planes; k++) {
            for (int n = 0; n < boxes.length; n++) {
                for (int plane = k; plane < boxes[n].endOfTurn(k); plane++) {
                    boxes[n].pack(plane, fields[n].data(), buffer, positions[n], scratch);
                }
            }
        }
    }

    /** Side by side as {@link #pack}, but the last planes first: their cache lines are still near from the packing. */
    void unpack(double[] scratch) {
        for (int k = planes - 1; k >= 0; k--) {
            for (int n = 0; n < boxes.length; n++) {
                for (int plane = k; plane < boxes[n].endOfTurn(k); plane++) {
                    boxes[n].unpack(plane, fields[n].data(), buffer, positions[n], scratch);
                }
            }
        }
    }

    /** Peer and the sides of the reading block, such as {@code rank 3 (x+)}. */
    @Override
    public String toString() {
        return "rank " + peer + " (" + String.join(", ", sides) + ")";
    }
}
