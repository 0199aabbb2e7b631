package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

@Timeout(20)
class EarlyReadingTest {
    private static final String CASE = """
            title: the case of rank 0
            grid: {size: [8], extent: [1.0], boundary: periodic}
            fields: {u: {initial: "x", rate: "laplacian(u)"}}
            time: {scheme: euler, step: 1.0e-5, steps: 3}
            """;

    @TempDir
    Path folder;

    @Test
    void ranksThatSeeAnotherFileOrNoneWorkFromThatOfRankZero() throws IOException {
        Path seen = Files.writeString(folder.resolve("seen.yaml"), CASE);
        Path other = Files.writeString(folder.resolve("other.yaml"), CASE.replace("rank 0", "another rank"));
        List<Path> paths = List.of(seen, other, folder.resolve("missing.yaml"), seen);
        Parallel.threads(4, (world, rest) -> {
            EarlyReading reading = EarlyReading.start(paths.get(world.rank()), List.of("time.steps=5"));
            assertEquals("the case of rank 0", reading.on(world).title());
        });
    }

    @Test
    void aMistakeIsToldOnceForAll() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), CASE.replace("grid:", "gird:"));
        RankFailure failure = assertThrows(
                RankFailure.class,
                () -> Parallel.threads(
                        3, (world, rest) -> EarlyReading.start(wrong, List.of()).on(world)));
        assertEquals(ExitCode.BAD_INPUT, failure.exitCode());
        assertTrue(failure.getMessage().startsWith(wrong + ":"), failure.getMessage());
        assertEquals(1, failure.getMessage().split("unknown key", -1).length - 1, failure.getMessage());
    }

    @Test
    void aFileThatOnlyRankZeroMissesEndsTheJob() throws IOException {
        Path there = Files.writeString(folder.resolve("there.yaml"), CASE);
        Path missing = folder.resolve("missing.yaml");
        RankFailure failure = assertThrows(
                RankFailure.class,
                () -> Parallel.threads(
                        2,
                        (world, rest) -> EarlyReading.start(world.rank() == 0 ? missing : there, List.of())
                                .on(world)));
        assertTrue(failure.getMessage().contains("no such file"), failure.getMessage());
    }
}
