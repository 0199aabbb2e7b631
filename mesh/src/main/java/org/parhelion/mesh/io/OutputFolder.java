package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.parhelion.mpi.Communicator;

/**
 * The folder that a run's output goes to, checked before anything is computed: it exists or has been made, a file
 * can be written in it, and what earlier crashed runs left half-written is gone.
 *
 * @param path the folder
 */
public record OutputFolder(Path path) {
    private static final int DEPTH = 2;

    /**
     * Makes and checks the folder.
     *
     * @throws OutputException if it cannot be made or written to
     */
    public static OutputFolder prepare(Path path) {
        refuseFiles(path);
        try {
            Files.createDirectories(path);
        } catch (AccessDeniedException e) {
            throw new OutputException(
                    "cannot make the output directory " + path + ": no permission. Choose another directory", e);
        } catch (IOException e) {
            throw new OutputException(
                    "cannot make the output directory " + path + ": " + e.getMessage() + ". Choose another directory",
                    e);
        }
        AtomicFile.stage(path.resolve("write-test"), channel -> channel.write(ByteBuffer.allocate(1)))
                .discard();
        OutputFolder folder = new OutputFolder(path);
        folder.removeLeftOvers();
        return folder;
    }

    /**
     * Makes and checks the folder on behalf of all ranks; collective.
     *
     * @throws OutputException on every rank, if it cannot be made or written to, or if a rank does not see it
     */
    public static OutputFolder prepare(Path path, Communicator communicator) {
        Agreement.on(communicator, () -> {
            if (communicator.rank() == 0) {
                prepare(path);
            }
        });
        Agreement.on(communicator, () -> {
            if (!Files.isDirectory(path)) {
                throw new OutputException("rank " + communicator.rank() + " on " + TemporaryName.host()
                        + " does not see the output directory " + path.toAbsolutePath()
                        + " that rank 0 has made. Choose a directory on a file system that all nodes share");
            }
        });
        return new OutputFolder(path);
    }

    /** Path of a file or folder in this folder. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    private static void refuseFiles(Path path) {
        for (Path part = path.toAbsolutePath(); part != null; part = part.getParent()) {
            if (Files.isDirectory(part)) {
                return;
            }
            if (Files.exists(part)) {
                String what = part.equals(path.toAbsolutePath())
                        ? path + " is a file"
                        : path + " lies below " + part + ", which is a file";
                throw new OutputException(
                        "cannot use the output directory: " + what + ". Remove the file or choose another directory");
            }
        }
    }

    private void removeLeftOvers() {
        try (Stream<Path> files =
                Files.find(path, DEPTH, (file, facts) -> facts.isRegularFile() && TemporaryName.isLeftOver(file))) {
            List<Path> left = files.toList();
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException harmless) {
            // They waste space but harm nobody.
        }
    }
}
