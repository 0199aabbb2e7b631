package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.io.ColorMap;
import org.parhelion.solvers.time.Scheme;

class ParhelionCommandTest {
    private static final String CASE = """
            title: A small test
            grid: {size: [12, 10], boundary: {dirichlet: 0}}
            fields:
              T: {initial: "x*y", rate: "laplacian(T)"}
            time: {scheme: rk4, step: 1e-3, until: 0.01}
            """;

    @TempDir
    Path folder;

    /** What a command line ended with and printed. */
    private record Result(int code, String out, String err) {}

    /** In this process: for commands that start no ranks. */
    private static Result execute(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
            int code = ParhelionCommand.execute(args);
            return new Result(
                    code, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** In a process of its own, as the launcher starts it. */
    private Result start(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Dstdout.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                ParhelionCommand.class.getName()));
        command.addAll(List.of(args));
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        return new Result(
                code, Files.readString(out), Files.readString(err).replaceAll("WARNING: Using incubator.*\n", ""));
    }

    @Test
    void aRunPrintsASummaryAndWritesItsReport() throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), CASE);
        Path report = folder.resolve("report.json");
        Result result = start("run", file.toString(), "-n", "2", "--report", report.toString());
        assertEquals("", result.err());
        assertEquals(0, result.code());
        assertTrue(result.out().contains("small: 10 steps to t = 0.01 in "), result.out());
        assertTrue(result.out().contains("on 2 ranks (threads)"), result.out());
        assertTrue(Files.readString(report).contains("\"bits\""));
        Result quiet = start("run", file.toString(), "--quiet");
        assertEquals(new Result(0, "", ""), quiet);
    }

    @Test
    void aSolveThatFailsEndsWithItsReasonAndItsReport() throws Exception {
        String yaml = """
                model: poisson
                grid: {size: [40, 40], boundary: {dirichlet: 0}}
                source: x*y
                solver: {preconditioner: none, max_iterations: 5}
                """;
        Path file = Files.writeString(folder.resolve("hasty.yaml"), yaml);
        Path report = folder.resolve("report.json");
        Result result = start("run", file.toString(), "-n", "2", "--report", report.toString());
        assertEquals(1, result.code());
        assertTrue(result.out().startsWith("hasty: NOT solved in "), result.out());
        assertTrue(
                result.err()
                        .matches(
                                "(?s)(\\[rank 0\\] )?hasty: not solved: CG after 5 iterations, .*did not converge: .*\\R"),
                result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        assertTrue(Files.readString(report).contains("\"converged\" : false"));
        Result solved = start("run", file.toString(), "--set", "solver={}");
        assertEquals(0, solved.code(), solved.err());
        assertTrue(solved.out().startsWith("hasty: solved in "), solved.out());
    }

    @Test
    void aStepThatIsNotSolvedForEndsTheRunWithItsTime() throws Exception {
        String yaml = """
                grid: {size: [40, 40], boundary: {dirichlet: 0}}
                fields:
                  T: {initial: "x*y", implicit: "laplacian(T)"}
                time: {scheme: bdf2, step: 0.1, until: 1}
                solver: {preconditioner: none, max_iterations: 5}
                """;
        Path file = Files.writeString(folder.resolve("stiff.yaml"), yaml);
        Result result = start("run", file.toString(), "-n", "2");
        assertEquals(1, result.code());
        assertTrue(
                result.err()
                        .matches(
                                "(?s)(\\[rank 0\\] )?stiff: the implicit part of field T was not solved for: CG after 5 iterations, .*, in"
                                        + " step 1, at time 0; a smaller time\\.step, another solver\\.preconditioner, .*may help\\R"),
                result.err());
        Result solved = start("run", file.toString(), "--set", "solver.max_iterations=500");
        assertEquals(0, solved.code(), solved.err());
        assertTrue(solved.out().contains("\n  cg: 10 systems solved in "), solved.out());
    }

    @Test
    void badInputOnSeveralRanksIsToldOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), CASE.replace("laplacian(T)", "laplacian(S)"));
        Result result = start("run", file.toString(), "-n", "3");
        assertEquals(2, result.code());
        assertEquals(1, result.err().split("unknown name 'S'", -1).length - 1, result.err());
        assertTrue(result.err().contains(file + ":4:"), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
    }

    @Test
    void anUnknownTransportIsBadInput() throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), CASE);
        Result result = start("run", file.toString(), "--transport", "pigeon");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("unknown transport 'pigeon'"), result.err());
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), CASE);
        Path report = folder.resolve("none").resolve("report.json");
        Result result = start("run", file.toString(), "--report", report.toString(), "-n", "2");
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("--report: cannot write " + report + ": there is no folder "), result.err());
    }

    @Test
    void anUnstableStepIsWarnedOfOnceWithTheLimit() throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), CASE);
        Result result = start("run", file.toString(), "-n", "2", "--set", "time={step: 0.01, steps: 3}");
        assertEquals(0, result.code());
        assertTrue(
                result.err()
                        .matches(
                                "(?s)parhelion: small: time.step 0\\.01 is longer than 0\\.0025\\d*, up to which scheme"
                                        + " ssprk3 is known to be stable here; the run may blow up\\s*"),
                result.err());
    }

    @Test
    void checkTellsWhatARunNeeds() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), CASE);
        Result result = execute("check", file.toString(), "-n", "2");
        assertEquals(0, result.code(), result.err());
        for (String fact : List.of(
                "A small test: the case is fine", "12 × 10 cells", "2: ", "stage 4", "halo T: 1", "rk4, step 0.001")) {
            assertTrue(result.out().contains(fact), result.out());
        }
        assertEquals(result, execute("run", "--check", file.toString(), "-n", "2"));
    }

    @Test
    void badCommandLinesSayWhatToDo() {
        assertTrue(execute("rnu").err().startsWith("parhelion: unknown command \"rnu\"; did you mean \"run\"?"));
        assertEquals(
                new Result(
                        2,
                        "",
                        "parhelion: run: no case file given; for example: parhelion run examples/cases/heat-3d.yaml"
                                + System.lineSeparator()),
                execute("run"));
        for (String ranks : List.of("0", "x")) {
            Result result = execute("run", "case.yaml", "-n", ranks);
            assertEquals(2, result.code());
            assertTrue(result.err().contains("-n takes a whole number of at least 1, not \"" + ranks + "\""));
        }
        Result missing = execute("check", "nowhere.yaml");
        assertEquals(2, missing.code());
        assertEquals("parhelion: nowhere.yaml: no such file" + System.lineSeparator(), missing.err());
        Result set = execute("check", "nowhere.yaml", "--st", "a=1");
        assertTrue(set.err().contains("unknown option --st; did you mean \"--set\"?"), set.err());
    }

    @Test
    void helpNamesEveryCommandAndOption() {
        Result overview = execute("--help");
        assertEquals(0, overview.code());
        for (String command : List.of("run CASE", "check CASE", "info FILE", "list", "doctor")) {
            assertTrue(overview.out().contains(command), overview.out());
        }
        Result run = execute("run", "--help");
        for (Option option : new RunCommand().options()) {
            assertTrue(run.out().contains(option.usage()), run.out());
        }
    }

    @Test
    void theDoctorTellsAboutJavaAndTransports() {
        Result result = execute("doctor");
        assertEquals(0, result.code(), result.err());
        for (String head : List.of("java ", "simd ", "transport  threads: usable", "openmpi", "processor ", "heap ")) {
            assertTrue(result.out().contains(head), result.out());
        }
    }

    @Test
    void filesOfRunsCanBeDescribed() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), CASE);
        assertTrue(execute("info", file.toString()).out().contains("A small test"));
        Path other = Files.writeString(folder.resolve("x.png"), "no picture at all");
        Result result = execute("info", other.toString());
        assertEquals(2, result.code());
        assertTrue(result.err().contains("is no PNG picture"), result.err());
    }

    @Test
    void theSchemaKnowsTheWordsOfItsReaders() {
        assertEquals(ColorMap.names(), CaseSchema.MAPS);
        assertEquals(
                SchemeNames.ALL,
                List.of(Scheme.values()).stream().map(Scheme::label).toList());
    }
}
