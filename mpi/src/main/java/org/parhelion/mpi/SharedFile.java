package org.parhelion.mpi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.parhelion.mpi.spi.ElementType;

/**
 * A file that ranks read and write at offsets through {@link FileChannel}: positioned access needs no help from MPI-IO,
 * and works alike on every transport. Bytes are in native order. The collective operations agree on success, so that a
 * failure on one rank is an exception on all.
 */
final class SharedFile implements CommFile {
    private static final int PIECE = 1 << 20;

    private final Communicator group;
    private final Path path;
    private final FileChannel channel;
    private boolean closed;

    private SharedFile(Communicator group, Path path, FileChannel channel) {
        this.group = group;
        this.path = path;
        this.channel = channel;
    }

    /** File work of this rank. */
    @FunctionalInterface
    private interface FileWork {
        void run() throws IOException;
    }

    static SharedFile open(Communicator group, Path path, Mode mode) {
        Communicator own = group.duplicate();
        FileChannel[] channel = new FileChannel[1];
        try {
            // Rank 0 makes or empties it before anybody else looks at it.
            agree(own, "open", path, () -> channel[0] = own.rank() == 0 ? FileChannel.open(path, first(mode)) : null);
            agree(own, "open", path, () -> {
                if (own.rank() != 0) {
                    channel[0] = FileChannel.open(path, others(mode));
                }
            });
        } catch (MpiException failed) {
            closeQuietly(channel[0]);
            own.close();
            throw failed;
        }
        return new SharedFile(own, path, channel[0]);
    }

    private static Set<StandardOpenOption> first(Mode mode) {
        return switch (mode) {
            case READ -> Set.of(StandardOpenOption.READ);
            case WRITE ->
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            case READ_WRITE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        };
    }

    private static Set<StandardOpenOption> others(Mode mode) {
        return switch (mode) {
            case READ -> Set.of(StandardOpenOption.READ);
            case WRITE -> Set.of(StandardOpenOption.WRITE);
            case READ_WRITE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        };
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The failure to open is what the user must read.
                return;
            }
        }
    }

    /** Runs it on this rank and throws on every rank if it failed on any. */
    private static void agree(Communicator group, String operation, Path path, FileWork work) {
        IOException failure = null;
        try {
            work.run();
        } catch (IOException e) {
            failure = e;
        }
        long failed = group.allReduce(failure == null ? group.size() : (long) group.rank(), ReduceOp.MIN);
        if (failed < group.size()) {
            String reason =
                    group.broadcastObject(String.class, failure == null ? "" : words(failure, path), (int) failed);
            throw new MpiException(
                    operation + " of file " + path + " failed on rank " + failed + ": " + reason, failure);
        }
    }

    private static String words(IOException failure, Path path) {
        if (failure instanceof NoSuchFileException) {
            Path parent = path.toAbsolutePath().getParent();
            return parent != null && !Files.isDirectory(parent) ? "no folder " + parent : "no such file";
        }
        return failure.toString();
    }

    private MpiException failed(String operation, long byteOffset, IOException cause) {
        return new MpiException(
                operation + " at byte " + byteOffset + " of file " + path + " failed on rank " + group.rank() + " of "
                        + group.size() + ": " + cause.getMessage(),
                cause);
    }

    @Override
    public long readAt(long byteOffset, Object data) {
        ElementType type = Elements.type(data, "data");
        Elements.requireWritable(data, "data");
        requireUsable(byteOffset);
        if (data instanceof ByteBuffer bytes && bytes.isDirect()) {
            return readDirect(byteOffset, bytes.duplicate());
        }
        long total = (long) Elements.count(data) * type.bytes();
        ByteBuffer piece = piece(total);
        long done = 0;
        try {
            while (done < total) {
                piece.clear().limit((int) Math.min(piece.capacity(), total - done));
                fill(piece, byteOffset + done);
                boolean atEnd = piece.hasRemaining();
                piece.flip();
                int whole = piece.limit() / type.bytes();
                FilePieces.copyOut(piece, type, data, (int) (done / type.bytes()), whole);
                done += piece.limit();
                if (atEnd) {
                    break;
                }
            }
        } catch (IOException e) {
            throw failed("readAt", byteOffset + done, e);
        }
        return done;
    }

    private long readDirect(long byteOffset, ByteBuffer bytes) {
        int begin = bytes.position();
        try {
            fill(bytes, byteOffset - begin);
        } catch (IOException e) {
            throw failed("readAt", byteOffset + bytes.position() - begin, e);
        }
        return bytes.position() - begin;
    }

    /** Reads until the piece is full or the file has ended. */
    private void fill(ByteBuffer piece, long offset) throws IOException {
        int read = 0;
        while (piece.hasRemaining() && read >= 0) {
            read = channel.read(piece, offset + piece.position());
        }
    }

    @Override
    public void writeAt(long byteOffset, Object data) {
        ElementType type = Elements.type(data, "data");
        requireUsable(byteOffset);
        if (data instanceof ByteBuffer bytes && bytes.isDirect()) {
            writeDirect(byteOffset, bytes.duplicate());
            return;
        }
        long total = (long) Elements.count(data) * type.bytes();
        ByteBuffer piece = piece(total);
        long done = 0;
        try {
            while (done < total) {
                int length = (int) Math.min(piece.capacity(), total - done);
                piece.clear().limit(length);
                FilePieces.copyIn(data, (int) (done / type.bytes()), length / type.bytes(), type, piece);
                while (piece.hasRemaining()) {
                    channel.write(piece, byteOffset + done + piece.position());
                }
                done += length;
            }
        } catch (IOException e) {
            throw failed("writeAt", byteOffset + done, e);
        }
    }

    /** Needs no memory between. */
    private void writeDirect(long byteOffset, ByteBuffer bytes) {
        long next = byteOffset;
        try {
            while (bytes.hasRemaining()) {
                next += channel.write(bytes, next);
            }
        } catch (IOException e) {
            throw failed("writeAt", next, e);
        }
    }

    @Override
    public void force() {
        requireUsable(0);
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failed("force", 0, e);
        }
    }

    private static ByteBuffer piece(long total) {
        return ByteBuffer.allocateDirect((int) Math.max(8, Math.min(PIECE, total)))
                .order(ByteOrder.nativeOrder());
    }

    private void requireUsable(long byteOffset) {
        if (closed) {
            throw new IllegalStateException("file " + path + " has been closed");
        }
        if (byteOffset < 0) {
            throw new IllegalArgumentException("byte offset must not be negative, got " + byteOffset);
        }
    }

    @Override
    public long size() {
        requireUsable(0);
        try {
            return channel.size();
        } catch (IOException e) {
            throw failed("size", 0, e);
        }
    }

    @Override
    public void resize(long bytes) {
        requireUsable(bytes);
        agree(group, "resize", path, () -> {
            if (group.rank() == 0) {
                long size = channel.size();
                if (bytes < size) {
                    channel.truncate(bytes);
                } else if (bytes > size) {
                    channel.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
                }
            }
        });
    }

    @Override
    public void sync() {
        requireUsable(0);
        agree(group, "sync", path, () -> channel.force(true));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                agree(group, "close", path, channel::close);
            } finally {
                group.close();
            }
        }
    }
}
