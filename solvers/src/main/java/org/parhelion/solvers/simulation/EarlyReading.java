package org.parhelion.solvers.simulation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;

/**
 * The case file, read and checked by a thread of its own while MPI starts, which takes as long. Rank 0's text counts: a rank
 * that sees another file, or none, works from the text that rank 0 sends.
 */
final class EarlyReading {
    private final Path path;
    private final List<String> overrides;
    private final FutureTask<CaseSource> source;
    private final FutureTask<CaseFile> file;

    private EarlyReading(Path path, List<String> overrides) {
        this.path = path;
        this.overrides = overrides;
        source = new FutureTask<>(() -> CaseReader.load(path));
        file = new FutureTask<>(() -> CaseFile.parse(result(source), overrides));
    }

    /** Starts reading; returns at once. */
    static EarlyReading start(Path path, List<String> overrides) {
        EarlyReading reading = new EarlyReading(path, overrides);
        Thread thread = new Thread(
                () -> {
                    reading.source.run();
                    reading.file.run();
                },
                "case file");
        thread.setDaemon(true);
        thread.start();
        return reading;
    }

    /**
     * The case, the same on all ranks; to be called by all.
     *
     * @throws ExitCodeException on all ranks: the file cannot be read, or is no case
     */
    CaseFile on(Communicator world) {
        if (world.size() == 1) {
            return result(file);
        }
        byte[] mine = Agreement.on(world, () -> world.rank() == 0 ? utf8(result(source)) : new byte[0]);
        int[] length = {mine.length};
        world.broadcast(length, 0);
        byte[] bytes = world.rank() == 0 ? mine : new byte[length[0]];
        world.broadcast(bytes, 0);
        String text = new String(bytes, StandardCharsets.UTF_8);
        Supplier<CaseFile> work =
                hasRead(text) ? () -> result(file) : () -> CaseFile.parse(path.toString(), text, overrides);
        return Agreement.on(world, work);
    }

    private static byte[] utf8(CaseSource source) {
        return source.text().getBytes(StandardCharsets.UTF_8);
    }

    private boolean hasRead(String text) {
        try {
            return result(source).text().equals(text);
        } catch (ExitCodeException unreadableHere) {
            return false;
        }
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the case file", ended);
        }
    }
}
