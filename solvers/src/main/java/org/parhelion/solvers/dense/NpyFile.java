package org.parhelion.solvers.dense;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mpi.CommFile;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.MpiException;

/**
 * Reads and writes {@code .npy} files from all ranks at once: they take turns at strips of neighbouring rows (or columns, in Fortran
 * order), each a single access to the file, and pass on or gather what belongs to others.
 */
final class NpyFile {
    private NpyFile() {}

    static DistributedMatrix load(ProcessGrid grid, Path file, int block) {
        Communicator world = grid.world();
        NpyHeader header = header(world, file);
        DistributedMatrix matrix = DistributedMatrix.zeros(grid, header.rows(), header.columns(), block);
        String problem;
        try (CommFile open = world.open(file, CommFile.Mode.READ)) {
            problem = MatrixFiles.firstFailure(world, read(open, header, matrix));
        }
        if (problem != null) {
            throw MatrixFiles.bad(file, problem);
        }
        return matrix;
    }

    /** Rank 0 reads the header; all ranks get it, or its error. */
    private static NpyHeader header(Communicator world, Path file) {
        NpyHeader header = null;
        ExitCodeException failure = null;
        if (world.rank() == 0) {
            try (var stream = Files.newInputStream(file)) {
                header = NpyHeader.decode(file, stream.readNBytes(NpyHeader.LONGEST), Files.size(file));
            } catch (IOException e) {
                failure = MatrixFiles.unreadable(file, e);
            } catch (ExitCodeException e) {
                failure = e;
            }
        }
        String words = MatrixFiles.firstFailure(world, failure == null ? null : failure.getMessage());
        if (words != null) {
            throw new ExitCodeException(ExitCodeException.BAD_INPUT, words, failure);
        }
        return world.broadcastObject(NpyHeader.class, header, 0);
    }

    /** Returns what went wrong on this rank, or null; goes on to the end in either case, as all ranks must. */
    private static String read(CommFile file, NpyHeader header, DistributedMatrix matrix) {
        Communicator world = matrix.grid().world();
        String problem = null;
        int strips = strips(matrix, header.fortranOrder());
        for (int strip = 0; strip < strips; strip++) {
            Strip part = Strip.of(matrix, header.fortranOrder(), strip);
            int reader = strip % world.size();
            double[] values = null;
            if (world.rank() == reader) {
                values = new double[part.elements()];
                try {
                    decode(file, header, part, values);
                } catch (MpiException e) {
                    problem = e.getMessage();
                }
            }
            part.rectangle().deal(reader, values, 0, part.rowStride(), part.columnStride());
        }
        return problem;
    }

    private static void decode(CommFile file, NpyHeader header, Strip part, double[] values) {
        byte[] bytes = new byte[Math.multiplyExact(values.length, header.bytes())];
        long from = header.offset() + part.start() * header.bytes();
        if (file.readAt(from, bytes) < bytes.length) {
            throw new MpiException("the file ended while it was read; do not change it meanwhile", null);
        }
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = header.bytes() == Double.BYTES ? buffer.getDouble() : buffer.getFloat();
        }
    }

    /** Writes aside and renames. */
    static void save(DistributedMatrix matrix, Path file) {
        Communicator world = matrix.grid().world();
        Path aside = file.resolveSibling(
                "." + file.getFileName() + ".-" + ProcessHandle.current().pid() + "-0.parhelion-part");
        aside = Path.of(world.broadcastObject(String.class, aside.toString(), 0));
        RuntimeException failure = null;
        try (CommFile open = world.open(aside, CommFile.Mode.WRITE)) {
            failure = write(open, matrix);
            open.sync();
        } catch (MpiException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            failure = new OutputException("cannot write " + file + ": " + failure.getMessage(), failure);
        }
        failAside(world, aside, failure);
        agreeOnRename(world, aside, file);
    }

    private static RuntimeException write(CommFile file, DistributedMatrix matrix) {
        Communicator world = matrix.grid().world();
        NpyHeader header = NpyHeader.ofDoubles(matrix.rows(), matrix.columns());
        byte[] start = header.encode();
        RuntimeException failure = world.rank() == 0 ? attempt(file, 0, start) : null;
        int strips = strips(matrix, false);
        for (int strip = 0; strip < strips; strip++) {
            Strip part = Strip.of(matrix, false, strip);
            int writer = strip % world.size();
            double[] values = world.rank() == writer ? new double[part.elements()] : null;
            part.rectangle().collect(writer, values, 0, part.rowStride(), part.columnStride());
            if (values != null && failure == null) {
                ByteBuffer bytes =
                        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asDoubleBuffer().put(values);
                failure = attempt(file, start.length + part.start() * Double.BYTES, bytes.array());
            }
        }
        return failure;
    }

    private static RuntimeException attempt(CommFile file, long offset, byte[] bytes) {
        try {
            file.writeAt(offset, bytes);
            return null;
        } catch (MpiException e) {
            return e;
        }
    }

    /** If any rank failed, removes what was written aside and throws on all. */
    private static void failAside(Communicator world, Path aside, RuntimeException failure) {
        try {
            MatrixFiles.agreeOnOutput(world, failure);
        } catch (OutputException e) {
            remove(world, aside);
            throw e;
        }
    }

    private static void remove(Communicator world, Path aside) {
        if (world.rank() == 0) {
            try {
                Files.deleteIfExists(aside);
            } catch (IOException kept) {
                // Nothing better can be done; the message that follows names the trouble.
            }
        }
    }

    private static void agreeOnRename(Communicator world, Path aside, Path file) {
        RuntimeException failure = null;
        if (world.rank() == 0) {
            try {
                move(aside, file);
            } catch (IOException e) {
                failure = new OutputException("cannot write " + file + ": " + e.getMessage(), e);
            }
        }
        failAside(world, aside, failure);
    }

    private static void move(Path aside, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("a folder of that name is in the way");
        }
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int strips(DistributedMatrix matrix, boolean ofColumns) {
        int lines = ofColumns ? matrix.columns() : matrix.rows();
        int height = Rectangle.linesAtOnce(ofColumns ? matrix.rows() : matrix.columns());
        return (int) (((long) lines + height - 1) / height);
    }

    /**
     * Some neighbouring lines of a file.
     *
     * @param rectangle where they are in the matrix
     * @param start of how many elements they come after
     * @param elements how many they have
     * @param rowStride elements from row to row
     * @param columnStride elements from column to column
     */
    private record Strip(Rectangle rectangle, long start, int elements, int rowStride, int columnStride) {
        static Strip of(DistributedMatrix matrix, boolean ofColumns, int number) {
            int length = ofColumns ? matrix.rows() : matrix.columns();
            int lines = ofColumns ? matrix.columns() : matrix.rows();
            int height = Rectangle.linesAtOnce(length);
            int from = number * height;
            int to = (int) Math.min(lines, (long) from + height);
            Rectangle rectangle =
                    ofColumns ? new Rectangle(matrix, 0, length, from, to) : new Rectangle(matrix, from, to, 0, length);
            return new Strip(
                    rectangle,
                    (long) from * length,
                    (to - from) * length,
                    ofColumns ? 1 : length,
                    ofColumns ? length : 1);
        }
    }
}
