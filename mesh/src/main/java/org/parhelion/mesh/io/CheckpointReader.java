package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.CommFile;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.MpiException;
import org.parhelion.mpi.ReduceOp;

/** Reads fields from checkpoints, each rank its own points, and checks the checksums of all blocks on the way. */
final class CheckpointReader {
    private static final int BUFFER = 4 << 20;

    private CheckpointReader() {}

    /** No more than there is to read. */
    private static int bufferBytes(CheckpointHeader header) {
        return (int) Math.min(BUFFER, Math.max(Double.BYTES, header.fieldBytes()));
    }

    /** What is wrong with the length of a file, if anything is. */
    static void checkLength(Path file, CheckpointHeader header) {
        long present;
        try {
            present = Files.size(file);
        } catch (IOException failed) {
            throw new CheckpointException(
                    CheckpointException.Kind.UNREADABLE, "it cannot be read: " + failed.getMessage(), failed);
        }
        if (present != header.fileBytes()) {
            String what = present < header.fileBytes() ? "it is cut off: " : "something was appended to it: ";
            throw new CheckpointException(
                    CheckpointException.Kind.DAMAGED,
                    what + present + " bytes are there, " + header.fileBytes() + " were written");
        }
    }

    /**
     * Reads fields; collective.
     *
     * @param stored where the values of each are
     * @throws CheckpointException on every rank, if a checksum is wrong or a rank could not read; the fields hold anything then
     */
    static void load(
            Path path, CheckpointHeader header, List<StoredField> stored, List<Field> fields, Communicator world) {
        CommFile file;
        try {
            file = world.open(path, CommFile.Mode.READ);
        } catch (MpiException failed) {
            throw new CheckpointException(
                    CheckpointException.Kind.UNREADABLE, "it cannot be read: " + failed.getMessage(), failed);
        }
        try (file) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(bufferBytes(header)).order(ByteOrder.LITTLE_ENDIAN);
            for (int n = 0; n < fields.size(); n++) {
                load(file, header, stored.get(n), fields.get(n), world, buffer);
            }
        }
    }

    private static void load(
            CommFile file,
            CheckpointHeader header,
            StoredField stored,
            Field field,
            Communicator world,
            ByteBuffer buffer) {
        BlockChecksums sums = new BlockChecksums(stored.bytes(), stored.blockBytes());
        String problem = "";
        try {
            FieldRows.of(field).read(buffer, (offset, piece) -> {
                long read = file.readAt(header.length() + stored.offset() + offset, piece);
                sums.add(offset, piece.duplicate().limit((int) read));
            });
        } catch (MpiException failed) {
            problem = failed.getMessage();
        }
        field.markWritten();
        agree(world, problem);
        int[] parts = sums.parts();
        world.allReduce(parts, ReduceOp.BITWISE_XOR);
        int[] whole = sums.whole(parts);
        for (int block = 0; block < whole.length; block++) {
            if (whole[block] != stored.checksums().get(block)) {
                throw new CheckpointException(
                        CheckpointException.Kind.DAMAGED,
                        stored.blockName(block, header.length()) + " is damaged: the checksum is wrong");
            }
        }
    }

    private static void agree(Communicator world, String problem) {
        long failed = world.allReduce(problem.isEmpty() ? 0L : 1L, ReduceOp.SUM);
        if (failed > 0) {
            String first = world.allGatherObjects(String.class, problem).stream()
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            throw new CheckpointException(CheckpointException.Kind.UNREADABLE, "it cannot be read: " + first);
        }
    }

    /** What is damaged of the fields of a file, block by block; nothing if all checksums are right. */
    static List<String> damages(Path path, CheckpointHeader header) {
        List<String> damages = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocateDirect(bufferBytes(header));
        try (FileChannel channel = FileChannel.open(path)) {
            for (StoredField field : header.fields()) {
                for (int block = 0; block < field.blocks(); block++) {
                    if (checksum(channel, header, field, block, buffer)
                            != field.checksums().get(block)) {
                        damages.add(field.blockName(block, header.length()));
                    }
                }
            }
        } catch (IOException failed) {
            throw new CheckpointException(
                    CheckpointException.Kind.UNREADABLE, "it cannot be read: " + failed.getMessage(), failed);
        }
        return damages;
    }

    private static int checksum(
            FileChannel channel, CheckpointHeader header, StoredField field, int block, ByteBuffer buffer)
            throws IOException {
        CRC32C crc = new CRC32C();
        long at = header.length() + field.offset() + (long) block * field.blockBytes();
        long end = Math.min(header.length() + field.end(), at + field.blockBytes());
        while (at < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int read = channel.read(buffer, at);
            if (read < 0) {
                break;
            }
            crc.update(buffer.flip());
            at += read;
        }
        return (int) crc.getValue();
    }
}
