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
    private final PersistentRequest request;
    private final List<Parcel.Part> parts = new ArrayList<>();
    private final Set<String> sides;

    private HaloMessage(Communicator communicator, int peer, Contents contents, boolean sent) {
        this.peer = peer;
        this.sides = contents.sides;
        long count = 0;
        for (Box box : contents.boxes) {
            count += box.count();
        }
        if (count * Double.BYTES > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("halo message with rank " + peer + " of " + contents.fields
                    + " is larger than 2 GiB; use more ranks");
        }
        DoubleBuffer buffer = ByteBuffer.allocateDirect((int) count * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
        int position = 0;
        for (int n = 0; n < contents.boxes.size(); n++) {
            Box box = contents.boxes.get(n);
            parts.add(new Parcel.Part(contents.fields.get(n), box, buffer, position));
            position += box.count();
        }
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

    List<Parcel.Part> parts() {
        return parts;
    }

    /** Peer and the sides of the reading block, such as {@code rank 3 (x+)}. */
    @Override
    public String toString() {
        return "rank " + peer + " (" + String.join(", ", sides) + ")";
    }
}
