package org.parhelion.mpi.profile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parhelion.mpi.CommFile;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.profile.SafepointLog.Safepoint;

/**
 * A trace as JSON in Google's trace event format, which Perfetto and Chrome's tracing page read: each rank is a process, times
 * are those of rank 0's clock in microseconds from the beginning of the run. All ranks write at once, each its own part.
 */
final class TraceFile {
    private static final int PIECE = 1 << 20;
    private static final String END = "\n]}\n";

    private TraceFile() {}

    static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException unusable) {
            throw badInput(name, unusable.getMessage());
        }
    }

    private static ExitCodeException badInput(Object file, String why) {
        return new ExitCodeException(
                ExitCodeException.BAD_INPUT,
                "--trace: cannot write " + file + ": " + why + "; name a file in a folder that is there");
    }

    /**
     * Makes the file, without events: what is there if the run is killed.
     *
     * @throws ExitCodeException it cannot be written
     */
    static void begin(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw badInput(file, Files.isDirectory(file) ? "it is a folder" : "there is no folder " + folder);
        }
        try {
            Files.writeString(file, head(List.of("\"state\":\"the run did not come to its end\"")) + END);
        } catch (IOException unwritable) {
            throw badInput(file, unwritable.toString());
        }
    }

    private static String head(List<String> facts) {
        return "{\"displayTimeUnit\":\"ns\",\"otherData\":{" + String.join(",", facts) + "},\"traceEvents\":[\n";
    }

    /** Collective: the events of all ranks. */
    static void write(Communicator world, Path file, Profile profile, Clock clock, List<Safepoint> safepoints) {
        long origin = world.allReduce(clock.toCommon(profile.root().since()), ReduceOp.MIN);
        TraceText text = new TraceText(profile, clock, origin, safepoints);
        String head = facts(world, profile, clock);
        byte[] before = world.rank() == 0 ? head.getBytes(StandardCharsets.US_ASCII) : new byte[0];
        byte[] after = world.rank() == world.size() - 1 ? END.getBytes(StandardCharsets.US_ASCII) : new byte[0];
        Length length = new Length();
        text.write(world.rank() == 0, length);
        long[] mine = {before.length + length.bytes + after.length};
        long[] offset = {0};
        world.exscan(mine, offset, ReduceOp.SUM);
        try (CommFile out = world.open(file, CommFile.Mode.WRITE)) {
            Pieces pieces = new Pieces(out, world.rank() == 0 ? 0 : offset[0]);
            pieces.add(before);
            text.write(world.rank() == 0, line -> pieces.add(line.getBytes(StandardCharsets.US_ASCII)));
            pieces.add(after);
            pieces.flush();
        }
    }

    /** What is worth knowing of the whole trace, on rank 0; says on the terminal what was dropped. */
    private static String facts(Communicator world, Profile profile, Clock clock) {
        long[] mine = {
            profile.events().dropped(),
            profile.events().size(),
            clock.first().nanoseconds(),
            clock.first().roundTrip(),
            clock.last().nanoseconds(),
            clock.last().roundTrip()
        };
        boolean first = world.rank() == 0;
        long[] all = new long[first ? mine.length * world.size() : 0];
        world.gather(mine, all, 0);
        if (!first) {
            return "";
        }
        List<String> clocks = new ArrayList<>();
        long dropped = 0;
        int most = 0;
        for (int rank = 0; rank < world.size(); rank++) {
            int at = rank * mine.length;
            dropped += all[at];
            most = all[at] > all[most * mine.length] ? rank : most;
            clocks.add(String.format(
                    Locale.ROOT,
                    "{\"rank\":%d,\"offset_ns\":%d,\"round_trip_ns\":%d,\"offset_at_end_ns\":%d,"
                            + "\"round_trip_at_end_ns\":%d,\"events\":%d,\"dropped\":%d}",
                    rank,
                    all[at + 2],
                    all[at + 3],
                    all[at + 4],
                    all[at + 5],
                    all[at + 1],
                    all[at]));
        }
        if (dropped > 0) {
            System.err.println(
                    "parhelion: --trace: the first " + dropped + " events of all ranks are left out (most on rank "
                            + most + ", of which the last " + all[most * mine.length + 1]
                            + " are kept); -Dparhelion.trace.events=N keeps N of each rank");
        }
        return head(List.of(
                "\"ranks\":" + world.size(),
                "\"transport\":" + TraceText.quoted(world.transport()),
                "\"clock\":\"rank 0\"",
                "\"dropped\":" + dropped,
                "\"clocks\":[\n" + String.join(",\n", clocks) + "]"));
    }

    /** After a failure: what the ranks of this process have done, written aside and renamed, as others may do it too. */
    static void writeUnfinished(Path file, Collection<Profile> profiles, Map<Integer, Clock.Offset> offsets) {
        Path aside = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(aside)) {
                writeUnfinished(out, profiles, offsets);
            }
            try {
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException otherWay) {
                Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException | UncheckedIOException unwritable) {
            System.err.println("parhelion: --trace: cannot write " + file + ": " + unwritable);
        }
    }

    private static void writeUnfinished(
            BufferedWriter out, Collection<Profile> profiles, Map<Integer, Clock.Offset> offsets) throws IOException {
        long origin = Long.MAX_VALUE;
        List<Clock> clocks = new ArrayList<>();
        for (Profile profile : profiles) {
            Clock.Offset offset = offsets.getOrDefault(profile.rank(), Clock.Offset.none());
            clocks.add(new Clock(offset, offset));
            origin = Math.min(
                    origin,
                    clocks.get(clocks.size() - 1).toCommon(profile.root().since()));
        }
        out.write(head(List.of("\"state\":\"the run has failed\"")));
        boolean first = true;
        for (Profile profile : profiles) {
            new TraceText(profile, clocks.remove(0), origin, List.of()).write(first, line -> {
                try {
                    out.write(line);
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
            });
            first = false;
        }
        out.write(END);
    }

    /** Counts what would be written; all of it is ASCII. */
    private static final class Length implements TraceText.Sink {
        private long bytes;

        @Override
        public void add(String line) {
            bytes += line.length();
        }
    }

    /** Writes in pieces of a megabyte. */
    private static final class Pieces {
        private final CommFile file;
        private final byte[] piece = new byte[PIECE];
        private long offset;
        private int filled;

        Pieces(CommFile file, long offset) {
            this.file = file;
            this.offset = offset;
        }

        void add(byte[] bytes) {
            for (int from = 0; from < bytes.length; ) {
                int count = Math.min(bytes.length - from, piece.length - filled);
                System.arraycopy(bytes, from, piece, filled, count);
                filled += count;
                from += count;
                if (filled == piece.length) {
                    flush();
                }
            }
        }

        void flush() {
            byte[] full = filled == piece.length ? piece : Arrays.copyOf(piece, filled);
            file.writeAt(offset, full);
            offset += filled;
            filled = 0;
        }
    }
}
