package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A file that is either wholly there or not at all: written aside under a temporary name in the same folder, forced to
 * the disk, then renamed. A file of the same name that was there before stays until the rename.
 *
 * <pre>{@code
 * AtomicFile.writeText(folder.resolve("report.json"), json);
 * }</pre>
 *
 * <p>{@link #stage} and {@link #commit} part the two steps, for files that are valid only together.
 */
public final class AtomicFile {
    /** Writes what the file holds; the channel is empty, open for writing, and may be positioned. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** How the temporary file is opened: tests put a full disk here. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path temporary) throws IOException;
    }

    static final Opener ON_DISK = temporary -> FileChannel.open(
            temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final Path target;
    private final Path temporary;

    private AtomicFile(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /**
     * Writes a file and puts it in its place.
     *
     * @throws OutputException if that fails; nothing is left behind, and a previous file of that name is untouched
     */
    public static void write(Path target, Content content) {
        stage(target, content).commit();
    }

    /** As {@link #write}, in UTF-8. */
    public static void writeText(Path target, String text) {
        writeBytes(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #write}. */
    public static void writeBytes(Path target, byte[] bytes) {
        write(target, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    /**
     * Writes the content aside and forces it to the disk.
     *
     * @return the file to {@link #commit} or {@link #discard}
     * @throws OutputException if that fails; nothing is left behind
     */
    public static AtomicFile stage(Path target, Content content) {
        return stage(target, content, ON_DISK);
    }

    static AtomicFile stage(Path target, Content content, Opener opener) {
        AtomicFile file = new AtomicFile(target, TemporaryName.beside(target));
        try (FileChannel channel = opener.open(file.temporary)) {
            content.writeTo(channel);
            channel.force(true);
        } catch (IOException failure) {
            file.discard();
            throw explained(target, failure);
        } catch (RuntimeException | Error failure) {
            file.discard();
            throw failure;
        }
        return file;
    }

    /** A temporary file that others write and force to the disk, to {@link #commit} or {@link #discard}. */
    static AtomicFile written(Path target, Path temporary) {
        return new AtomicFile(target, temporary);
    }

    /** Renames the written file to its target. */
    public void commit() {
        try {
            move();
            forceFolder();
        } catch (IOException failure) {
            discard();
            throw explained(target, failure);
        }
    }

    /** Removes the temporary file, if it is still there. */
    public void discard() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException kept) {
            // Nothing better can be done: the next run's OutputFolder removes it.
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void move() throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "a folder of that name is in the way");
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the rename itself last through a power cut, where the system can do so. */
    private void forceFolder() {
        Path folder = target.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Not all file systems force folders; the file itself is on the disk.
        }
    }

    static OutputException explained(Path target, IOException failure) {
        String reason = reason(failure);
        String plain = reason.toLowerCase(Locale.ROOT);
        String said;
        if (plain.contains("no space left") || plain.contains("quota exceeded") || plain.contains("not enough space")) {
            said = "the disk is full (" + reason + "). Free some space there or choose an output directory on another"
                    + " disk; a file of that name written before is kept";
        } else if (failure instanceof AccessDeniedException) {
            said = "no permission to write there. Choose another output directory or change the folder's permissions";
        } else if (failure instanceof NoSuchFileException) {
            said = "its folder does not exist (any more). Do not remove or rename the output directory during a run";
        } else {
            said = reason + ". Check the output directory, or choose another one";
        }
        return new OutputException("cannot write " + target + ": " + said, failure);
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
