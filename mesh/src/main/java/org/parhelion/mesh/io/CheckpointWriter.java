package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.CommFile;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.MpiException;
import org.parhelion.mpi.ReduceOp;

/**
 * One checkpoint on its way to the disk: begun and committed by all ranks together, while each writes its own part in
 * between without a message, on any thread. Until the commit the file has a temporary name.
 */
final class CheckpointWriter {
    /** So much stays in a core's cache from packing through the checksum to the system's copy. */
    private static final int BUFFER = 1 << 19;

    /** From so many bytes of a rank on the disk is set to work before all is handed over. */
    private static final long EARLY = 64L << 20;

    private final Communicator communicator;
    private final Path target;
    private final CheckpointHeader header;
    private final List<FieldRows> rows;
    private final List<BlockChecksums> checksums = new ArrayList<>();
    private final int dataStart;
    private final AtomicFile aside;
    private final CommFile file;
    private OutputException failure;

    private CheckpointWriter(
            Communicator communicator, Path target, CheckpointHeader header, List<FieldRows> rows, String temporary) {
        this.communicator = communicator;
        this.target = target;
        this.header = header;
        this.rows = rows;
        this.dataStart = HeaderText.bytes(header).length;
        for (StoredField field : header.fields()) {
            checksums.add(new BlockChecksums(field.bytes(), field.blockBytes()));
        }
        Path path = target.resolveSibling(temporary);
        this.aside = AtomicFile.written(target, path);
        CommFile[] opened = new CommFile[1];
        Agreement.on(communicator, () -> opened[0] = open(path));
        if (opened[0] == null) {
            throw new OutputException("cannot write " + target + ": it could not be opened on all ranks");
        }
        this.file = opened[0];
    }

    /** Collective. Where it fails, the rank that knows why says so, and the others have nothing. */
    private CommFile open(Path path) {
        try {
            return communicator.open(path, CommFile.Mode.WRITE);
        } catch (MpiException failed) {
            if (failed.getCause() instanceof IOException) {
                abandon();
                throw explained(failed);
            }
            return null;
        }
    }

    /**
     * Makes the file under a temporary name; collective.
     *
     * @param header without fields
     * @param fields to be written, history last
     * @param history how many of them are {@link StoredField.Role#HISTORY}
     * @param rows their values, each as it is to be when written
     * @throws OutputException on every rank, if it cannot be made
     */
    static CheckpointWriter begin(
            Path target, CheckpointHeader header, List<Field> fields, int history, List<FieldRows> rows) {
        Communicator communicator = fields.get(0).grid().communicator();
        List<StoredField> stored = new ArrayList<>();
        long offset = 0;
        for (Field field : fields) {
            boolean remembered = stored.size() >= fields.size() - history;
            stored.add(StoredField.of(field, remembered ? StoredField.Role.HISTORY : StoredField.Role.FIELD, offset));
            offset = stored.get(stored.size() - 1).end();
        }
        String mine = communicator.rank() == 0
                ? TemporaryName.beside(target).getFileName().toString()
                : "";
        String temporary = communicator.broadcastObject(String.class, mine, 0);
        return new CheckpointWriter(communicator, target, header.withFields(stored), rows, temporary);
    }

    /** Writes this rank's part and forces it to the disk; a failure is told by {@link #commit}. */
    void writePart() {
        int bytes = (int) Math.min(BUFFER, Math.max(Double.BYTES, header.fieldBytes()));
        try (EarlyForce early = new EarlyForce(file, EARLY)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int n = 0; n < rows.size(); n++) {
                long start = dataStart + header.fields().get(n).offset();
                BlockChecksums sums = checksums.get(n);
                rows.get(n).write(buffer, (offset, piece) -> {
                    sums.add(offset, piece);
                    file.writeAt(start + offset, piece);
                    early.written(piece.limit());
                });
            }
            file.force();
        } catch (MpiException failed) {
            failure = explained(failed);
        } catch (RuntimeException | Error unexpected) {
            failure = new OutputException("cannot write " + target + ": " + unexpected, unexpected);
        }
    }

    /**
     * Writes the header, which makes the file whole, and gives it its name; collective, after {@link #writePart} on all ranks.
     *
     * @throws OutputException on every rank, if anything of the file could not be written on any; nothing is left then
     */
    void commit() {
        try {
            agree(() -> {});
            List<List<Integer>> sums = combinedChecksums();
            agree(() -> {
                if (communicator.rank() == 0) {
                    writeHeader(sums);
                }
            });
            file.close();
            agree(() -> {
                if (communicator.rank() == 0) {
                    aside.commit();
                }
            });
        } catch (MpiException failed) {
            closeFailed();
            throw explained(failed);
        } catch (OutputException failed) {
            closeFailed();
            throw failed;
        }
    }

    private void closeFailed() {
        abandon();
        try {
            file.close();
        } catch (MpiException alreadyTold) {
            // the first failure is the one to tell
        }
    }

    private void agree(Runnable part) {
        Agreement.on(communicator, () -> {
            if (failure != null) {
                throw failure;
            }
            part.run();
        });
    }

    private List<List<Integer>> combinedChecksums() {
        int count = checksums.stream().mapToInt(sums -> sums.parts().length).sum();
        int[] all = new int[count];
        int at = 0;
        for (BlockChecksums sums : checksums) {
            System.arraycopy(sums.parts(), 0, all, at, sums.parts().length);
            at += sums.parts().length;
        }
        communicator.allReduce(all, ReduceOp.BITWISE_XOR);
        List<List<Integer>> whole = new ArrayList<>();
        at = 0;
        for (BlockChecksums sums : checksums) {
            int length = sums.parts().length;
            int[] combined = Arrays.copyOfRange(all, at, at + length);
            whole.add(Arrays.stream(sums.whole(combined)).boxed().toList());
            at += length;
        }
        return whole;
    }

    private void writeHeader(List<List<Integer>> sums) {
        List<StoredField> stored = new ArrayList<>();
        for (int n = 0; n < sums.size(); n++) {
            stored.add(header.fields().get(n).withChecksums(sums.get(n)));
        }
        try {
            file.writeAt(0, HeaderText.bytes(header.withFields(stored)));
            file.force();
        } catch (MpiException failed) {
            throw explained(failed);
        }
    }

    Communicator communicator() {
        return communicator;
    }

    /** Removes what there is of the file; of this rank alone. */
    void abandon() {
        if (communicator.rank() == 0) {
            aside.discard();
        }
    }

    private OutputException explained(MpiException failed) {
        return failed.getCause() instanceof IOException cause
                ? AtomicFile.explained(target, cause)
                : new OutputException("cannot write " + target + ": " + failed.getMessage(), failed);
    }
}
