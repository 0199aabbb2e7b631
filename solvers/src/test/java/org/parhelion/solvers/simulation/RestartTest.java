package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.io.CheckpointFolder;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;
import org.parhelion.solvers.simulation.StopRequests.Reason;

/** A run that goes on from a checkpoint gives the bits of one that was never interrupted. */
class RestartTest {
    private static final String HEAT = """
            grid: {size: [24, 20], boundary: {x: {dirichlet: "sin(40*t)"}, y: neumann}}
            parameters: {kappa: 1, shown: 3}
            expressions: {twice: "2*T", flux: kappa*dx(T)}
            fields:
              T: {initial: "16*x*(1 - x)*y*(1 - y)", rate: "kappa*laplacian(T) + 0.1*sin(T)"}
              S: {initial: "x", rate: "-S*T"}
              fixed: {initial: "x*y"}
            time: {scheme: ssprk3, step: 1e-4, steps: 20}
            """;

    @TempDir
    Path folder;

    /** What a run ended with, and why it stopped early, if it did. */
    private record End(RunReport report, Optional<String> stopped) {
        Object numbers() {
            RunReport.Stepping s = report.stepping().orElseThrow();
            return List.of(report.fields(), s.steps(), s.rejected(), s.time(), s.dt());
        }

        Object solves() {
            return report.solver()
                    .map(solver -> List.of(solver.solves(), solver.iterations(), solver.most(), solver.residual()))
                    .orElse(List.of());
        }
    }

    private static End run(CaseFile file, int ranks, Path output, Optional<Path> restart, StopRequests.Source source) {
        AtomicReference<End> end = new AtomicReference<>();
        Parallel.threads(ranks, (world, rest) -> {
            StopRequests stops = new StopRequests(
                    reserve -> world.rank() == world.size() - 1 ? source.now(reserve) : Reason.NONE, 0);
            Simulation simulation =
                    Simulation.of(file, world, output, new RunOptions(new Progress(null, false), restart, stops));
            simulation.run();
            RunReport report = simulation.report();
            if (world.rank() == 0) {
                end.set(new End(report, simulation.stoppedEarly()));
            }
        });
        return end.get();
    }

    private static End run(CaseFile file, int ranks, Path output, Path restart) {
        return run(file, ranks, output, Optional.ofNullable(restart), reserve -> Reason.NONE);
    }

    /** Asks to stop after so many steps. */
    private static StopRequests.Source after(int steps) {
        int[] left = {steps};
        return reserve -> --left[0] <= 0 ? Reason.TERM : Reason.NONE;
    }

    private static CaseFile heat(String... overrides) {
        return CaseFile.parse("heat.yaml", HEAT, List.of(overrides));
    }

    private static String refusal(CaseFile file, int ranks, Path restart) {
        RankFailure failure = assertThrows(RankFailure.class, () -> run(file, ranks, restart, restart));
        return failure.failures().stream()
                .map(RankFailure.Failure::cause)
                .filter(InputException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst()
                .or(() -> failure.failures().stream()
                        .map(RankFailure.Failure::cause)
                        .filter(ExitCodeException.class::isInstance)
                        .filter(cause -> ((ExitCodeException) cause).exitCode() == ExitCode.BAD_INPUT)
                        .map(Throwable::getMessage)
                        .findFirst())
                .orElseThrow(() -> failure);
    }

    static Stream<Path> casesWithTime() {
        return ShippedCases.all().stream().filter(ShippedCases::hasSteps);
    }

    @ParameterizedTest
    @MethodSource("casesWithTime")
    void everyCaseGoesOnWithTheSameBitsOnOtherRanks(Path path) {
        goesOnWithTheSameBitsOnOtherRanks(path, with(ShippedCases.tiny(path, 9), "output={}"));
    }

    /** On three ranks blocks are stored otherwise than on one. */
    @Test
    void aCaseThatIsCutAcrossXGoesOnWithTheSameBitsOnOtherRanks() {
        Path path = ShippedCases.folder().resolve("heat-3d.yaml");
        goesOnWithTheSameBitsOnOtherRanks(path, with(ShippedCases.longAlongX(path, 9), "output={}"));
    }

    private void goesOnWithTheSameBitsOnOtherRanks(Path path, List<String> overrides) {
        End expected = run(CaseFile.read(path, overrides), 2, folder, null);
        int[][] ways = {{3, 2}, {2, 5}, {4, 1}};
        for (int n = 0; n < ways.length; n++) {
            Path output = folder.resolve("way" + n);
            run(
                    CaseFile.read(path, with(overrides, "time.steps=" + (3 + n), "checkpoint.every=" + (3 + n))),
                    ways[n][0],
                    output,
                    null);
            End resumed = run(CaseFile.read(path, overrides), ways[n][1], output, output);
            assertEquals(expected.numbers(), resumed.numbers(), ways[n][0] + " to " + ways[n][1] + " ranks");
            assertEquals(expected.solves(), resumed.solves());
            assertEquals(3 + n, resumed.report().stepping().orElseThrow().restartedAt());
        }
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    @ParameterizedTest
    @CsvSource({"euler, 1e-4", "dopri5, auto", "bdf2, 1e-3"})
    void schemesThatRememberGoOnWithTheSameBits(String scheme, String step) {
        goesOnWithTheSameBits(scheme, step);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "ssprk2, auto",
        "rk4, 1e-4",
        "bs32, auto",
        "backward-euler, 1e-3",
        "bdf2, auto",
        "crank-nicolson, 1e-3",
        "sdirk3, 1e-3",
        "imex-ssp2, 1e-3",
        "imex-ssp3, auto"
    })
    void everySchemeGoesOnWithTheSameBits(String scheme, String step) {
        goesOnWithTheSameBits(scheme, step);
    }

    private void goesOnWithTheSameBits(String scheme, String step) {
        List<String> changes = new ArrayList<>(List.of("time.scheme=" + scheme, "time.step=" + step));
        if (!scheme.matches("euler|ssprk2|rk4|bs32|dopri5")) {
            changes.add("time.max_step=1e-3");
            changes.add("fields.T={initial: 'x*(1 - x)', rate: '-T^2', implicit: 'laplacian(T)'}");
        }
        String[] base = changes.toArray(String[]::new);
        End expected = run(heat(base), 1, folder, null);
        for (int every : new int[] {1, 7}) {
            Path output = folder.resolve("every" + every);
            run(
                    heat(with(changes, "time.steps=" + every, "checkpoint.every=" + every)
                            .toArray(String[]::new)),
                    3,
                    output,
                    null);
            End resumed = run(heat(base), 2, output, output);
            assertEquals(expected.numbers(), resumed.numbers(), "from step " + every);
            assertEquals(expected.solves(), resumed.solves());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"async: false", "async: true"})
    void aRunThatIsAskedToStopStopsWithACheckpointAndItsOutputsAreThoseOfAWholeRun(String how) throws IOException {
        String[] changes = {
            "output={interval: 0.00035, png: [T], vtk: [T, twice], animation: apng}",
            "checkpoint={every: 2, " + how + "}"
        };
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        End expected = run(heat(changes), 2, whole, null);
        End stopped = run(heat(changes), 3, parts, Optional.empty(), after(5));
        assertTrue(
                stopped.stopped()
                        .orElseThrow()
                        .matches("heat: stopped early by SIGTERM after step 5, at time .*"
                                + "heat_00000005.checkpoint has all of it. Go on with --restart .*checkpoints"),
                stopped.stopped().toString());
        assertFalse(Files.exists(parts.resolve("T_animation.png")));
        run(heat(changes), 4, parts, Optional.of(parts), after(6));
        End resumed = run(heat(changes), 2, parts, parts);
        assertEquals(expected.numbers(), resumed.numbers());
        assertEquals(11, resumed.report().stepping().orElseThrow().restartedAt());
        assertEquals(contents(whole), contents(parts));
    }

    /** Of all files but for those whose number, or text, tells that of the ranks. */
    private static Map<String, Integer> contents(Path output) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file :
                    files.filter(one -> one.toString().matches(".*(png|pvd)")).toList()) {
                contents.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void aStoppedRunWithoutACheckpointSectionKeepsAllToo() {
        End expected = run(heat(), 1, folder, null);
        End stopped = run(heat(), 2, folder, Optional.empty(), after(3));
        assertTrue(stopped.stopped().isPresent());
        assertEquals(expected.numbers(), run(heat(), 3, folder, folder).numbers());
        // the last step is the end and no stop
        assertTrue(run(heat(), 2, folder, Optional.empty(), after(20)).stopped().isEmpty());
    }

    @Test
    void tornCheckpointsAreSkippedForTheNewestGoodOne() throws IOException {
        run(heat("checkpoint={every: 4, keep: 3}"), 2, folder, null);
        End expected = run(heat(), 1, folder.resolve("plain"), null);
        List<Path> files = CheckpointFolder.newestFirst(folder.resolve("checkpoints"));
        assertEquals(3, files.size());
        byte[] bytes = Files.readAllBytes(files.get(0));
        Files.write(files.get(0), Arrays.copyOf(bytes, bytes.length - 100));
        byte[] middle = Files.readAllBytes(files.get(1));
        middle[middle.length - 9] ^= 16;
        Files.write(files.get(1), middle);
        End resumed = run(heat(), 3, folder, folder);
        assertEquals(12, resumed.report().stepping().orElseThrow().restartedAt());
        assertEquals(expected.numbers(), resumed.numbers());
        String damaged = refusal(heat(), 2, files.get(1));
        assertTrue(damaged.contains(" is damaged: the checksum is wrong; give its folder"), damaged);
        Files.write(files.get(2), new byte[10]);
        String none = refusal(heat(), 2, folder);
        assertTrue(none.contains("none of the 3 checkpoints in ") && none.contains(" is good"), none);
    }

    @Test
    void whatChangesNothingMayChange() {
        run(heat("time.steps=6", "checkpoint.every=6"), 2, folder, null);
        End expected = run(heat("time.steps=30"), 1, folder.resolve("plain"), null);
        End resumed = run(
                heat(
                        "time.steps=30",
                        "title=Other",
                        "output={every: 5, vtk: [twice]}",
                        "parameters.shown=4",
                        "parameters.kappa=1.0",
                        "expressions.flux=dy(T)",
                        "checkpoint={every: 9, keep: 1}"),
                3,
                folder,
                folder);
        assertEquals(expected.numbers(), resumed.numbers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grid.size.1=21 | grid.size.1: was \"20\", is \"21\"",
                "parameters.kappa=2 | parameters.kappa: was \"1\", is \"2\"",
                "fields.T.rate=laplacian(T) | fields.T.rate: was \"kappa*laplacian(T) + 0.1*sin(T)\", is \"laplacian(T)\"",
                "fields.S.initial=1 | fields.S.initial: was \"x\", is \"1\"",
                "time.scheme=rk4 | time.scheme: was \"ssprk3\", is \"rk4\"",
                "time.step=2e-4 | time.step: was \"1e-4\", is \"2e-4\"",
                "order=4 | order: was not there, is \"4\"",
                "grid.boundary={x: neumann, y: neumann} | grid.boundary.x.dirichlet: was \"sin(40*t)\", is not there"
            })
    void whatChangesTheNumbersIsRefusedWithOldAndNew(String change, String told) {
        run(heat("time.steps=2", "checkpoint.every=2"), 1, folder, null);
        String message = refusal(heat(change), 2, folder);
        assertTrue(message.contains(" is of another case (\"heat\"):\n"), message);
        assertTrue(message.contains("\n  " + told + "\n"), message);
    }

    @Test
    void foldersWithoutAnythingAndCasesWithoutTimeAreRefused() throws IOException {
        String empty = refusal(heat(), 2, folder);
        assertTrue(empty.contains("there is no checkpoint in " + folder), empty);
        String missing = refusal(heat(), 1, folder.resolve("none"));
        assertTrue(missing.contains("there is no file or folder "), missing);
        String text = refusal(heat(), 2, Files.writeString(folder.resolve("x.checkpoint"), "hello"));
        assertTrue(text.contains("x.checkpoint: it is no checkpoint of Parhelion"), text);
        CaseFile poisson = CaseFile.parse(
                "p.yaml", "model: poisson\ngrid: {size: [8], boundary: {x: {dirichlet: 0}}}\nsource: 1\n", List.of());
        String once = refusal(poisson, 1, folder);
        assertTrue(once.contains("solved once"), once);
    }

    @Test
    void infoAndVerifyTellOfACheckpoint() throws IOException {
        run(heat("checkpoint={every: 10, keep: 5}"), 2, folder, null);
        Path file = folder.resolve("checkpoints").resolve("heat_00000010.checkpoint");
        String info = InfoCommand.describe(file);
        assertTrue(info.contains(": checkpoint of heat at step 10, t = 0.001, "), info);
        assertTrue(info.contains("T: 24 × 20 cell values") && info.contains("fixed.since_origin = 10"), info);
        assertEquals(ExitCode.DONE, ParhelionCommand.execute("verify", folder.toString()));
        byte[] bytes = Files.readAllBytes(file);
        bytes[5000] ^= 1;
        Files.write(file, bytes);
        assertEquals(ExitCode.FAILED, ParhelionCommand.execute("verify", folder.toString()));
        assertEquals(
                ExitCode.BAD_INPUT,
                ParhelionCommand.execute("verify", folder.resolve("none").toString()));
        assertEquals(
                ExitCode.BAD_INPUT,
                ParhelionCommand.execute("info", folder.resolve("none").toString()));
    }
}
