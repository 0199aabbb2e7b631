package org.parhelion.solvers.simulation;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.io.Checkpoint;
import org.parhelion.mesh.io.CheckpointException;
import org.parhelion.mesh.io.CheckpointFolder;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

/** Damaged checkpoints are noticed, or the damage does not matter: never other numbers; see {@link Fuzz}. */
@Timeout(value = 30, unit = MINUTES)
class CheckpointFuzzTest {
    /** A run from the checkpoint takes longer than a look at it. */
    private static final int RUN_EVERY = 5;

    private static final String CASE = """
            grid: {size: [23, 19], boundary: {dirichlet: 0}}
            fields: {T: {initial: "x*(1 - x)*y", rate: "laplacian(T)"}, S: {initial: "x", rate: "-S*T"}}
            time: {scheme: ssprk3, step: 1e-4, steps: 6}
            """;

    @TempDir
    Path folder;

    private static List<FieldSummary> run(List<String> overrides, Path output, Path restart) {
        CaseFile file = CaseFile.parse("fuzz.yaml", CASE, overrides);
        AtomicReference<List<FieldSummary>> fields = new AtomicReference<>();
        Parallel.threads(2, (world, rest) -> {
            StopRequests never = new StopRequests(reserve -> StopRequests.Reason.NONE, 0);
            RunOptions options = new RunOptions(new Progress(null, false), Optional.ofNullable(restart), never);
            Simulation simulation = Simulation.of(file, world, output, options);
            simulation.run();
            List<FieldSummary> mine = simulation.report().fields();
            if (world.rank() == 0) {
                fields.set(mine);
            }
        });
        return fields.get();
    }

    @Test
    void aDamagedCheckpointIsRefusedOrGivesTheSameBits() throws IOException {
        List<FieldSummary> expected = run(List.of(), folder.resolve("whole"), null);
        run(List.of("time.steps=3", "checkpoint.every=3"), folder.resolve("half"), null);
        Path good = CheckpointFolder.newestFirst(folder.resolve("half").resolve("checkpoints"))
                .get(0);
        byte[] bytes = Files.readAllBytes(good);
        Path damaged = Files.createDirectories(folder.resolve("damaged")).resolve(good.getFileName());
        Fuzz.trials(0.4, (mutation, n) -> {
            byte[] input = n % 50 == 0 ? bytes : mutation.of(bytes);
            Files.write(damaged, input);
            boolean isGood = isGood(damaged);
            if (n % RUN_EVERY == 0 || isGood) {
                assertEquals(isGood, goesOn(damaged, expected), "a restart and 'verify' must judge alike");
            }
            return isGood;
        });
    }

    private static boolean isGood(Path file) {
        try {
            List<String> damages = Checkpoint.verify(file);
            damages.forEach(CheckpointFuzzTest::checkMessage);
            return damages.isEmpty();
        } catch (CheckpointException refusal) {
            checkMessage(refusal.getMessage());
            return false;
        }
    }

    private static void checkMessage(String message) {
        assertTrue(message.length() > 10 && message.length() < 600, message);
        assertFalse(message.contains("Exception"), message);
    }

    /** Whether a run goes on from a checkpoint; then it ends with the numbers that are expected. */
    private boolean goesOn(Path checkpoint, List<FieldSummary> expected) {
        try {
            assertEquals(expected, run(List.of(), folder.resolve("resumed"), checkpoint));
            return true;
        } catch (ExitCodeException refusal) {
            Fuzz.checkRefusal(refusal, checkpoint.toString());
        } catch (RankFailure failure) {
            for (RankFailure.Failure one : failure.failures()) {
                if (!(one.cause() instanceof ExitCodeException)) {
                    throw failure;
                }
            }
        }
        return false;
    }
}
