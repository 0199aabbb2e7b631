package org.parhelion.mesh.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.Communicator;

/**
 * Checkpoints: all that a run needs to go on later, in one file for each time, the same bytes whatever the number of ranks.
 *
 * <pre>{@code
 * CheckpointFolder folder = new CheckpointFolder(Path.of("out/checkpoints"), "heat");
 * OutputFolder.prepare(folder.path(), world);
 * Checkpoint.write(folder, header, fields, List.of(), 2);
 * …
 * CheckpointHeader header = Checkpoint.header(file);
 * Checkpoint.load(file, header, fields, world);   // on any number of ranks
 * }</pre>
 *
 * <p>A file begins with text (two lines, then JSON: place in time, the layout of all fields, the case, versions, and CRC-32C
 * checksums of blocks of 64 KB and more), followed by the fields, each whole in {@code [z][y][x]} order as little-endian
 * doubles. Each rank writes and reads its own points at their offsets. A file is written aside, forced to the disk and
 * renamed: one with its proper name is whole.
 */
public final class Checkpoint {
    private final CheckpointFolder folder;
    private final CheckpointWriter writer;
    private final long step;
    private final int keep;
    private Thread thread;

    private Checkpoint(CheckpointFolder folder, CheckpointWriter writer, long step, int keep) {
        this.folder = folder;
        this.writer = writer;
        this.step = step;
        this.keep = keep;
    }

    /**
     * Writes a checkpoint; collective.
     *
     * @param header without fields
     * @param fields with their values, of one grid
     * @param history what a scheme remembers of earlier steps; the names differ from those of the fields
     * @param keep so many are left of this case, this one included; those of later steps are removed
     * @return the file
     * @throws OutputException on every rank, if it cannot be written; nothing is left behind, and earlier ones are kept
     */
    public static Path write(
            CheckpointFolder folder, CheckpointHeader header, List<Field> fields, List<Field> history, int keep) {
        List<Field> all = joined(fields, history);
        Checkpoint checkpoint = begin(
                folder,
                header,
                all,
                history.size(),
                all.stream().map(FieldRows::of).toList(),
                keep);
        checkpoint.writer.writePart();
        return checkpoint.commit();
    }

    /**
     * Copies the values and begins to write them behind the computation; collective.
     *
     * @param memory of the copies, to be used again for the next one of the same fields; empty at first
     * @return to be committed by all ranks
     */
    public static Checkpoint start(
            CheckpointFolder folder,
            CheckpointHeader header,
            List<Field> fields,
            List<Field> history,
            int keep,
            List<double[]> memory) {
        List<Field> all = joined(fields, history);
        List<FieldRows> copies = new ArrayList<>();
        for (Field field : all) {
            if (memory.size() == copies.size()) {
                memory.add(new double[Math.toIntExact(field.owned().count())]);
            }
            copies.add(FieldRows.copyOf(field, memory.get(copies.size())));
        }
        Checkpoint checkpoint = begin(folder, header, all, history.size(), copies, keep);
        checkpoint.thread = new Thread(checkpoint.writer::writePart, "checkpoint");
        checkpoint.thread.setDaemon(true);
        checkpoint.thread.start();
        return checkpoint;
    }

    private static List<Field> joined(List<Field> fields, List<Field> history) {
        List<Field> all = new ArrayList<>(fields);
        all.addAll(history);
        Set<String> names = new LinkedHashSet<>();
        for (Field field : all) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("two fields named " + field.name() + " in one checkpoint");
            }
        }
        return all;
    }

    private static Checkpoint begin(
            CheckpointFolder folder,
            CheckpointHeader header,
            List<Field> fields,
            int history,
            List<FieldRows> rows,
            int keep) {
        CheckpointWriter writer = CheckpointWriter.begin(folder.file(header.step()), header, fields, history, rows);
        return new Checkpoint(folder, writer, header.step(), keep);
    }

    /** Whether this rank's part is written, so that {@link #commit} need not wait for it. */
    public boolean isWritten() {
        return thread == null || !thread.isAlive();
    }

    /**
     * Waits for all parts and gives the file its name; collective.
     *
     * @return the file
     * @throws OutputException on every rank, if anything could not be written on any
     */
    public Path commit() {
        await();
        writer.commit();
        Agreement.on(writer.communicator(), () -> {
            if (writer.communicator().rank() == 0) {
                folder.keepUpTo(step, keep);
            }
        });
        return folder.file(step);
    }

    private void await() {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            abandon();
            throw new OutputException("interrupted while writing " + folder.file(step), ended);
        }
    }

    /** Gives up what is not committed, without a word to other ranks; for a run that fails. */
    public void abandon() {
        writer.abandon();
    }

    /**
     * What a checkpoint says of itself; the values of the fields are not looked at.
     *
     * @throws CheckpointException it is no checkpoint, of another version, damaged or cut off
     */
    public static CheckpointHeader header(Path file) {
        CheckpointHeader header = HeaderParser.parse(HeaderParser.read(file));
        CheckpointReader.checkLength(file, header);
        return header;
    }

    /** The bytes of the header of a file, to be sent to other ranks, which {@link #header(byte[])} understands. */
    public static byte[] headerBytes(Path file) {
        byte[] bytes = HeaderParser.read(file);
        CheckpointReader.checkLength(file, HeaderParser.parse(bytes));
        return bytes;
    }

    /** What bytes from {@link #headerBytes} say. */
    public static CheckpointHeader header(byte[] bytes) {
        return HeaderParser.parse(bytes);
    }

    /**
     * Reads fields by their names, each rank its own points, and checks all blocks; collective.
     *
     * @throws CheckpointException on every rank, if it lacks a field, a block is damaged or a rank cannot read; the fields may
     *     hold anything then
     */
    public static void load(Path file, CheckpointHeader header, List<Field> fields, Communicator world) {
        List<StoredField> stored = new ArrayList<>();
        for (Field field : fields) {
            StoredField found = header.fields().stream()
                    .filter(candidate -> candidate.name().equals(field.name()))
                    .findFirst()
                    .orElseThrow(() ->
                            new CheckpointException(CheckpointException.Kind.OTHER, "it has no field " + field.name()));
            if (!found.fits(field)) {
                throw new CheckpointException(
                        CheckpointException.Kind.OTHER,
                        "its field " + field.name() + " has " + found.points() + " points, on " + found.location()
                                + ", and not those of the grid");
            }
            stored.add(found);
        }
        CheckpointReader.load(file, header, stored, fields, world);
    }

    /**
     * Reads a whole checkpoint and compares all checksums.
     *
     * @return the blocks that are damaged, in words; empty if it is good
     * @throws CheckpointException it is no checkpoint, its header is damaged, or it is cut off
     */
    public static List<String> verify(Path file) {
        return CheckpointReader.damages(file, header(file));
    }
}
