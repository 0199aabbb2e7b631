package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;
import org.parhelion.mpi.testing.RankTest;

class SimulationTest {
    private static final String HEAT = """
            grid: {size: [24, 20], boundary: {dirichlet: 0}}
            fields:
              T: {initial: "16*x*(1 - x)*y*(1 - y)", rate: "laplacian(T)"}
            time: {scheme: ssprk3, step: 1e-4, until: 0.01}
            """;

    @TempDir
    Path folder;

    static List<Path> shippedCases() {
        return ShippedCases.all();
    }

    /** What a run ends with, as rank 0 knows it. */
    private RunReport run(CaseFile file, int ranks) {
        AtomicReference<RunReport> report = new AtomicReference<>();
        Parallel.threads(ranks, (world, rest) -> {
            Simulation simulation = Simulation.of(file, world, folder);
            simulation.run();
            RunReport mine = simulation.report();
            if (world.rank() == 0) {
                report.set(mine);
            }
        });
        return report.get();
    }

    private static CaseFile heat(String... overrides) {
        return CaseFile.parse("heat.yaml", HEAT, List.of(overrides));
    }

    private static String failure(CaseFile file, int ranks, Path directory) {
        RankFailure failure = assertThrows(
                RankFailure.class,
                () -> Parallel.threads(
                        ranks,
                        (world, rest) -> Simulation.of(file, world, directory).run()));
        return failure.failures().stream()
                .map(RankFailure.Failure::cause)
                .filter(ExitCodeException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst()
                .orElseThrow(() -> failure);
    }

    @ParameterizedTest
    @MethodSource("shippedCases")
    void everyCaseHasTheSameBitsOnAnyNumberOfRanks(Path path) {
        CaseFile file = CaseFile.read(path, ShippedCases.tiny(path, 6));
        List<FieldSummary> expected = run(file, 1).fields();
        for (FieldSummary field : expected) {
            assertTrue(Double.isFinite(field.l2()) && field.max() > field.min(), "nothing happens in " + field);
        }
        for (int ranks = 2; ranks <= 4; ranks++) {
            RunReport several = run(file, ranks);
            assertTrue(several.solver().map(SolverReport::isConverged).orElse(true), several.toString());
            assertEquals(expected, several.fields(), path + " on " + ranks + " ranks");
        }
    }

    @ParameterizedTest
    @MethodSource("shippedCases")
    void everyCasePassesItsCheckWithAStableStep(Path path) {
        CaseFile file = CaseFile.read(path, List.of());
        String description = OneRank.call(world -> CaseDescription.of(CaseModel.build(file, world), 2));
        assertTrue(description.contains("the case is fine"), description);
        assertFalse(description.contains("LONGER"), description);
        assertFalse(file.title().equals(file.name()), "no title");
    }

    @RankTest({1, 2})
    void aStepAllocatesNothing(Communicator world) {
        Simulation simulation = Simulation.of(heat("time.until=1000"), world, Path.of("unused"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int n = 0; n < 200; n++) {
            simulation.step();
        }
        long least = Long.MAX_VALUE;
        for (int trial = 0; trial < 5; trial++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int n = 0; n < 64; n++) {
                simulation.step();
            }
            least = Math.min(
                    least,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        // reading the counter may itself allocate a few bytes; one object a step would be 1 KB and more
        assertTrue(least < 200, least + " bytes in 64 steps");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void nanStopsTheRunAndNamesTheCell(int ranks) {
        CaseFile file = heat(
                "fields.T.rate=where(t > 0.0029 && x > 0.5 && y > 0.9, log(-1 - x), 0)",
                "output={every: 10, vtk: [T]}");
        String message = failure(file, ranks, folder);
        assertTrue(
                message.matches(
                        "heat: field T is NaN in cell \\(1\\d, 1[89]\\), at x = 0\\.\\d+, y = 0\\.9\\d*, in step 30,"
                                + " at time 0\\.003; the outputs up to step \\d0 are kept in .*; a smaller time.step, or step: auto,"
                                + " may help"),
                message);
        assertTrue(Files.exists(folder.resolve("heat_00000010.pvti")));
    }

    @Test
    void nanInTheInitialValuesIsFoundAtOnce() {
        String message = failure(heat("fields.T.initial=1/(x - x)"), 1, folder);
        assertTrue(message.contains("after step 0") && message.endsWith("look at the initial values"), message);
    }

    @Test
    void moreRanksThanCellsIsToldOnceWithTheMostThatFit() {
        String message = failure(heat("grid.size=[2, 1]"), 3, folder);
        assertTrue(message.startsWith("--set:1:1: "), message);
        assertTrue(message.contains("2"), message);
    }

    @Test
    void anOutputFolderThatIsAFileIsRefusedBeforeAnythingRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        String message = failure(heat("output={png: [T]}"), 2, file);
        assertTrue(message.contains("taken is a file") && message.contains("--output DIR"), message);
        assertEquals(0, Files.size(file));
    }

    @Test
    void outputsComeAtTheirStepsAndAtBothEnds() {
        run(heat("output={every: 40, png: [T], vtk: [T], animation: apng}"), 2);
        for (String name : List.of("T_00000000.png", "T_00000040.png", "T_00000080.png", "T_00000100.png")) {
            assertTrue(Files.exists(folder.resolve(name)), name);
        }
        assertTrue(Files.exists(folder.resolve("T_animation.png")));
        assertTrue(Files.exists(folder.resolve("heat.pvd")));
        assertFalse(Files.exists(folder.resolve("T_00000041.png")));
    }

    @Test
    void outputsByTimeCutTheStepsToHitThem() throws IOException {
        RunReport report = run(heat("output={interval: 0.00333, vtk: [T]}", "time.scheme=rk4"), 1);
        String times = Files.readString(folder.resolve("heat.pvd"));
        for (String time : List.of("0.0", "0.00333", "0.00666", "0.00999", "0.01")) {
            assertTrue(times.contains("timestep=\"" + time + "\""), times);
        }
        assertEquals(0.01, report.stepping().orElseThrow().time());
    }

    @Test
    void expressionsCanBeWritten() {
        run(heat("expressions={slope: 'hypot(dx(T), dy(T))'}", "output={png: [{field: slope, map: gray}]}"), 2);
        assertTrue(Files.exists(folder.resolve("slope_00000100.png")));
    }

    @Test
    void aReportHoldsWhatTheDesignAsksFor() throws IOException {
        CaseNode.Mapping report = json(run(heat(), 2));
        for (String key : List.of(
                "case",
                "title",
                "ranks",
                "transport",
                "versions",
                "grid",
                "scheme",
                "steps",
                "time",
                "dt",
                "wall_seconds",
                "cell_updates_per_second",
                "regions",
                "fields")) {
            assertTrue(report.get(key) != null, key);
        }
        CaseNode.Mapping field = (CaseNode.Mapping) ((CaseNode.Mapping) report.get("fields")).get("T");
        assertEquals(
                List.of("min", "max", "mean", "l2", "integral", "bits"),
                List.copyOf(field.entries().keySet()));
        assertEquals("100", ((CaseNode.Scalar) report.get("steps")).text());
        assertTrue(InfoCommand.describe(folder.resolve("report.json"))
                .contains("report of heat: 100 steps to t = 0.01 on 2 ranks (threads)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theStepsDivideIntoComputingAndCommunication(int ranks) throws IOException {
        RunReport report = run(heat("time={scheme: bs32, tolerance: 1e-5, until: 0.01}"), ranks);
        Regions.Spread step = report.common().regions().get("step");
        assertEquals(
                List.of("compute", "halo_pack", "halo_wait", "halo_fill", "reduction"),
                List.copyOf(step.parts().keySet()));
        double sum = 0;
        for (Map.Entry<String, Regions.Spread> part : step.parts().entrySet()) {
            Regions.Spread spread = part.getValue();
            assertTrue(
                    0 < spread.min() && spread.min() <= spread.mean() && spread.mean() <= spread.max(), part::toString);
            sum += spread.mean();
        }
        assertEquals(step.mean(), sum, 1e-9 * (1 + step.mean()));
        assertTrue(report.common().regions().get("setup").parts().isEmpty());

        CaseNode.Mapping regions = (CaseNode.Mapping) json(report).get("regions");
        CaseNode.Mapping parts = (CaseNode.Mapping) ((CaseNode.Mapping) regions.get("step")).get("parts");
        for (String part : step.parts().keySet()) {
            CaseNode.Mapping seconds = (CaseNode.Mapping) parts.get(part);
            assertEquals(
                    List.of("min", "mean", "max"), List.copyOf(seconds.entries().keySet()), part);
        }
        // one rank alone may spend too little on communication to be worth a line
        boolean told = RunSummary.of(report).contains("\n  time of the steps: compute ");
        assertTrue(told || ranks == 1, RunSummary.of(report));
    }

    private CaseNode.Mapping json(RunReport report) throws IOException {
        Path file = folder.resolve("report.json");
        ReportFile.write(file, report);
        return CaseReader.readCase(CaseReader.load(file));
    }

    @Test
    void theReferencePageIsUpToDate() throws IOException {
        assertEquals(
                CaseReference.markdown(),
                Files.readString(ShippedCases.folder().resolve("REFERENCE.md")),
                "make it anew: hpc-scripts/parhelion check --reference > examples/cases/REFERENCE.md");
    }
}
