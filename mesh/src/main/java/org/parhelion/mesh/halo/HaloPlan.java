package org.parhelion.mesh.halo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.BlockDecomposition;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.CommunicationTimes;
import org.parhelion.mesh.CommunicationTimes.Part;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.MpiException;
import org.parhelion.mpi.PersistentRequest;
import org.parhelion.mpi.Request;

/** The messages and local copies that make the ghosts of some fields current; good as long as their halos do not widen. */
final class HaloPlan {
    private final boolean[] chosen;
    private final Field[] fields;
    private final int[] halos;
    private final boolean corners;
    private final HaloMessage[] sent;
    private final HaloMessage[] received;
    private final Request[] requests;
    private final LocalCopies copies;
    private final boolean[] atStart = new boolean[3];
    private final CommunicationTimes times;
    /** By message sent. */
    private final Parcel[][] toPack;
    /** By message received. */
    private final Parcel[][] toUnpack;

    HaloPlan(Field[] all, boolean[] chosen, boolean corners) {
        this.chosen = chosen.clone();
        this.corners = corners;
        List<Field> some = new ArrayList<>();
        for (int n = 0; n < all.length; n++) {
            if (chosen[n]) {
                some.add(all[n]);
            }
        }
        this.fields = some.toArray(new Field[0]);
        this.halos = some.stream().mapToInt(Field::halo).toArray();
        CartesianGrid grid = fields[0].grid();
        int me = grid.communicator().rank();
        this.copies = LocalCopies.of(fields, position(grid, me), corners);
        for (int a = 0; a < grid.dimensions(); a++) {
            atStart[a] = fillsAtStart(grid, Axis.of(a), corners);
        }
        this.times = grid.communicationTimes();
        this.received = received(me);
        this.sent = sent(me);
        this.requests = new Request[received.length + sent.length];
        for (int n = 0; n < requests.length; n++) {
            requests[n] = (n < received.length ? received[n] : sent[n - received.length]).request();
        }
        this.toPack = Parcel.of(sent);
        this.toUnpack = Parcel.of(received);
    }

    private HaloMessage[] received(int me) {
        Map<Integer, HaloMessage.Contents> contents = new TreeMap<>();
        for (Field field : fields) {
            for (Piece piece : Piece.of(field, position(field.grid(), me), corners)) {
                int owner = piece.owner(field);
                if (owner != me) {
                    contents.computeIfAbsent(owner, rank -> new HaloMessage.Contents())
                            .add(field, piece.ghosts(field), piece.side());
                }
            }
        }
        List<HaloMessage> messages = new ArrayList<>();
        contents.forEach((rank, content) ->
                messages.add(content.receivedFrom(fields[0].grid().communicator(), rank)));
        return messages.toArray(new HaloMessage[0]);
    }

    private HaloMessage[] sent(int me) {
        Map<Integer, HaloMessage.Contents> contents = new TreeMap<>();
        for (Field field : fields) {
            int[] mine = position(field.grid(), me);
            for (int z : Segment.readers(field, Axis.Z, mine[2])) {
                for (int y : Segment.readers(field, Axis.Y, mine[1])) {
                    for (int x : Segment.readers(field, Axis.X, mine[0])) {
                        addSent(contents, field, new int[] {x, y, z}, me);
                    }
                }
            }
        }
        List<HaloMessage> messages = new ArrayList<>();
        contents.forEach(
                (rank, content) -> messages.add(content.sentTo(fields[0].grid().communicator(), rank)));
        return messages.toArray(new HaloMessage[0]);
    }

    private void addSent(Map<Integer, HaloMessage.Contents> contents, Field field, int[] reader, int me) {
        int rank = field.grid().decomposition().rankAt(reader[0], reader[1], reader[2]);
        if (rank == me) {
            return;
        }
        for (Piece piece : Piece.of(field, reader, corners)) {
            if (piece.owner(field) == me) {
                contents.computeIfAbsent(rank, peer -> new HaloMessage.Contents())
                        .add(field, piece.sources(field), piece.side());
            }
        }
    }

    private static int[] position(CartesianGrid grid, int rank) {
        BlockDecomposition cut = grid.decomposition();
        return new int[] {cut.block(rank, Axis.X), cut.block(rank, Axis.Y), cut.block(rank, Axis.Z)};
    }

    /** Whether this is the plan for these of the fields. */
    boolean isFor(boolean[] wanted) {
        return Arrays.equals(chosen, wanted);
    }

    /** Whether no halo has widened since the plan was made. */
    boolean fits() {
        for (int n = 0; n < fields.length; n++) {
            if (fields[n].halo() != halos[n]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the ghosts across an axis are filled at the start of an exchange, because none of them has to do with another
     * rank. Those behind edges belong to two axes, and to the later one.
     */
    static boolean fillsAtStart(CartesianGrid grid, Axis axis, boolean corners) {
        return grid.communicator().size() == 1
                || (!corners && grid.decomposition().ranks(axis) == 1);
    }

    void start() {
        long since = times.begin(Part.HALO_PACK);
        try {
            for (HaloMessage message : received) {
                message.request().start();
            }
            for (Field field : fields) {
                field.fixWalls();
            }
            for (int n = 0; n < sent.length; n++) {
                for (Parcel parcel : toPack[n]) {
                    parcel.pack();
                }
                sent[n].request().start();
            }
        } catch (MpiException failure) {
            throw named(failure);
        }
        since = times.change(Part.HALO_PACK, Part.HALO_FILL, since);
        copies.run();
        fillBeyondWalls(true);
        times.end(Part.HALO_FILL, since);
    }

    void finish() {
        long since = times.begin(Part.HALO_WAIT);
        try {
            Request.awaitAll(requests);
        } catch (MpiException failure) {
            throw named(failure);
        }
        since = times.change(Part.HALO_WAIT, Part.HALO_FILL, since);
        for (Parcel[] parcels : toUnpack) {
            for (Parcel parcel : parcels) {
                parcel.unpack();
            }
        }
        fillBeyondWalls(false);
        for (Field field : fields) {
            field.markExchanged(corners);
        }
        times.end(Part.HALO_FILL, since);
    }

    /** Fills the ghosts beyond the walls across those axes that are due at the start, or at the end. */
    private void fillBeyondWalls(boolean start) {
        for (int axis = 0; axis < atStart.length; axis++) {
            for (int n = 0; atStart[axis] == start && n < fields.length; n++) {
                fields[n].fillBeyondWalls(Axis.of(axis), corners);
            }
        }
    }

    private MpiException named(MpiException failure) {
        return new MpiException(
                "halo exchange of " + Arrays.toString(fields) + ", to " + Arrays.toString(sent) + ", from "
                        + Arrays.toString(received) + ": " + failure.getMessage(),
                failure);
    }

    void close() {
        for (int n = requests.length - 1; n >= 0; n--) {
            ((PersistentRequest) requests[n]).close();
        }
    }
}
