package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of a run in a folder, {@code NAME_STEP.checkpoint}.
 *
 * @param path the folder
 * @param name of the case
 */
public record CheckpointFolder(Path path, String name) {
    private static final Pattern FORM = Pattern.compile("(.*)_(\\d{8,18})\\.checkpoint", Pattern.DOTALL);

    /** The file of a step. */
    public Path file(long step) {
        return path.resolve(StepName.of(name, step) + ".checkpoint");
    }

    /**
     * All files in a folder that have names of checkpoints, of any case, that of the latest step first.
     *
     * @throws CheckpointException the folder cannot be read
     */
    public static List<Path> newestFirst(Path folder) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> FORM.matcher(file.getFileName().toString()).matches())
                    .forEach(found::add);
        } catch (NoSuchFileException missing) {
            throw new CheckpointException(CheckpointException.Kind.UNREADABLE, "there is no such folder", missing);
        } catch (NotDirectoryException file) {
            throw new CheckpointException(CheckpointException.Kind.UNREADABLE, "it is no folder", file);
        } catch (AccessDeniedException denied) {
            throw new CheckpointException(
                    CheckpointException.Kind.UNREADABLE, "there is no permission to read it", denied);
        } catch (IOException | java.io.UncheckedIOException failed) {
            throw new CheckpointException(
                    CheckpointException.Kind.UNREADABLE, "it cannot be read: " + failed.getMessage(), failed);
        }
        found.sort(Comparator.comparingLong(CheckpointFolder::step)
                .reversed()
                .thenComparing(file -> file.getFileName().toString()));
        return found;
    }

    private static long step(Path file) {
        Matcher form = FORM.matcher(file.getFileName().toString());
        return form.matches() ? Long.parseLong(form.group(2)) : -1;
    }

    /**
     * Removes this case's checkpoints but for the last few up to a step, which is the latest that this run has written: those
     * of later steps are of another run before this one.
     */
    void keepUpTo(long step, int count) {
        int kept = 0;
        try {
            for (Path file : newestFirst(path)) {
                Matcher form = FORM.matcher(file.getFileName().toString());
                if (!form.matches() || !form.group(1).equals(name)) {
                    continue;
                }
                if (step(file) <= step && kept < count) {
                    kept++;
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | CheckpointException harmless) {
            // one too many takes room, no more
        }
    }
}
