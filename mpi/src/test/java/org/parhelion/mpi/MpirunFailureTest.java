package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mpi.spi.LaunchOptions;
import org.parhelion.mpi.spi.TransportException;

/** How a job of processes ends when it fails. Each test starts a small job under the real mpirun. */
@Tag("mpirun")
@Tag("slow")
class MpirunFailureTest {
    private static final String OPENMPI_TRANSPORT = "org.parhelion.mpi.openmpi.OpenMpiTransport";
    private static final long SECONDS = 40;

    @TempDir
    Path folder;

    /** What a finished job left. */
    private record Ended(int code, String out, String err) {
        /** Lines of standard error that are not Open MPI's own. */
        List<String> lines(String containing) {
            return err.lines().filter(line -> line.contains(containing)).toList();
        }
    }

    @BeforeEach
    void skipWithoutMpirun() {
        assumeTrue(onPath("mpirun"), "no mpirun on the PATH: install openmpi-bin (hpc-scripts/setup does)");
        assumeTrue(
                isThere(OPENMPI_TRANSPORT), "this build has no openmpi transport: hpc-scripts/setup, then build again");
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, MpirunFailureTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private Ended mpirun(int ranks, Map<String, String> environment, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("mpirun", "--oversubscribe", "-n", "" + ranks));
        return run(command, environment, args);
    }

    private Ended run(List<String> launcher, Map<String, String> environment, String... args) throws Exception {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FailingProgram.class.getName()));
        command.addAll(Arrays.asList(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove(FailureReport.PROTOCOL_VARIABLE);
        builder.environment()
                .putAll(Map.of(
                        "OMPI_ALLOW_RUN_AS_ROOT", "1",
                        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1",
                        "OMPI_MCA_pml", "ob1",
                        "OMPI_MCA_btl_vader_single_copy_mechanism", "none",
                        "OMPI_MCA_hwloc_base_binding_policy", "none",
                        "OMPI_MCA_mpi_yield_when_idle", "1"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("not ended after " + SECONDS + " s:\n" + Files.readString(out) + Files.readString(err));
        }
        Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        assertNoProcessIsLeft(ended);
        return ended;
    }

    private static void assertNoProcessIsLeft(Ended ended) throws IOException, InterruptedException {
        for (String line :
                ended.out.lines().filter(each -> each.startsWith("pid ")).toList()) {
            long pid = Long.parseLong(line.substring(4));
            ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
            if (handle != null) {
                handle.onExit().orTimeout(5, TimeUnit.SECONDS).join();
            }
        }
    }

    @Test
    void jobThatDoesNotFailReturnsOnEveryRank() throws Exception {
        Ended ended = mpirun(2, Map.of(), "nothing");
        assertEquals(0, ended.code, ended.err);
        assertTrue(ended.out.contains("transport openmpi ranks 2"), ended.out);
        assertEquals(2, ended.out.lines().filter("returned"::equals).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"while-others-recv", "while-others-reduce", "while-others-return"})
    void exceptionOnOneRankEndsTheJob(String how) throws Exception {
        Ended ended = mpirun(2, Map.of(), how);
        assertEquals(1, ended.code, ended.err);
        assertEquals(
                List.of("[rank 1] java.lang.IllegalStateException: the reactor is on fire"),
                ended.lines("the reactor is on fire"));
        assertFalse(ended.lines("at org.parhelion.mpi.FailingProgram.require").isEmpty(), ended.err);
    }

    @Test
    void badInputIsMarkedForTheLauncherOncePerRank() throws Exception {
        Ended ended = mpirun(3, Map.of(FailureReport.PROTOCOL_VARIABLE, "1"), "bad-input");
        assertEquals(2, ended.code, ended.err);
        for (int rank = 0; rank < 3; rank++) {
            String marked = FailureReport.marked(rank, 2, "case.yaml line 3: unknown key 'fiels'\nmeant: fields");
            assertEquals(2, marked.lines().count());
            assertTrue(ended.err.contains(marked), ended.err);
        }
        assertTrue(ended.lines("\tat ").isEmpty(), ended.err);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAllRanksRefuseIsToldOnceAndEndsTheJobInOrder(boolean oneNode) throws Exception {
        String[] program = {"refused-by-all"};
        Ended ended = oneNode ? mpirun(3, Map.of(), program) : withoutNodes(3, program);
        assertEquals(2, ended.code, ended.err);
        assertEquals(1, ended.lines("case.yaml line 3: unknown key 'fiels'").size(), ended.err);
        assertEquals(List.of("meant: fields"), ended.lines("meant"));
        assertTrue(oneNode || ended.lines("MPI_ABORT").isEmpty(), ended.err);
    }

    /** As if started on several nodes, or by srun: mpirun does not see that it starts Java, nor tell it where its library is. */
    private Ended withoutNodes(int ranks, String... args) throws Exception {
        String name = "OPENMPI_LIBRARY_PATH=";
        String libraries = Files.readAllLines(Path.of("..", ".build", "openmpi", "facts")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElseThrow();
        return run(
                List.of("mpirun", "--oversubscribe", "-n", "" + ranks, "env", "-u", "OMPI_COMM_WORLD_LOCAL_SIZE"),
                Map.of("LD_LIBRARY_PATH", libraries),
                args);
    }

    @ParameterizedTest
    @CsvSource({"stopped-early, 75", "abort, 42"})
    void exitCodeOfTheJobIsTheOneAskedFor(String how, int code) throws Exception {
        Ended ended = mpirun(2, Map.of(), how);
        assertEquals(code, ended.code, ended.err);
        assertTrue(ended.lines("\tat ").isEmpty(), ended.err);
    }

    @Test
    void receiveThatNeverComesIsReportedWithEveryStack() throws Exception {
        Ended ended = mpirun(3, Map.of(), "--hang-timeout", "1s", "recv-that-never-comes");
        assertEquals(1, ended.code, ended.err);
        List<String> report = ended.err.lines().toList();
        int start = report.indexOf("parhelion: hang: for 1 s no rank has completed a message or a region"
                + " (--hang-timeout); the job ends");
        assertTrue(start >= 0, ended.err);
        List<String> lines = report.subList(start + 1, report.size());
        assertEquals(List.of("ranks 0-1:", "  barrier"), lines.subList(0, 2), ended.err);
        int other = lines.indexOf("rank 2:");
        assertTrue(other > 0, ended.err);
        assertEquals("  recv, rank 0, tag 7", lines.get(other + 1));
        String place = "    at org.parhelion.mpi.FailingProgram.fail(FailingProgram.java:";
        assertEquals(2, ended.lines(place).size(), ended.err);
    }

    @Test
    void barrierThatOneRankMissesIsReported() throws Exception {
        Ended ended = mpirun(2, Map.of(), "barrier-missed", "--hang-timeout=1s");
        assertEquals(1, ended.code, ended.err);
        assertEquals(1, ended.lines("parhelion: hang: for 1 s").size(), ended.err);
        assertEquals(1, ended.err.lines().filter("  barrier"::equals).count(), ended.err);
        assertTrue(ended.err.contains("rank 1:\n    at "), ended.err);
    }

    @Test
    void traceOfRunThatFailsCanBeRead() throws Exception {
        Path trace = folder.resolve("trace.json");
        Ended ended = mpirun(2, Map.of(), "while-others-reduce", "--trace", trace.toString());
        assertEquals(1, ended.code, ended.err);
        String text = Files.readString(trace);
        assertTrue(text.startsWith("{\"displayTimeUnit\"") && text.endsWith("\n]}\n"), text);
        assertTrue(text.contains("\"name\":\"barrier\""), text);
    }

    @Test
    void anotherNumberOfRanksThanMpirunStartedIsRefused() throws Exception {
        Ended ended = mpirun(2, Map.of(), "nothing", "-n", "3");
        assertEquals(2, ended.code, ended.err);
        assertFalse(
                ended.lines("asked for 3 ranks, but 2 were started by the launcher")
                        .isEmpty(),
                ended.err);
    }

    @Test
    void threadsMayBeAskedForByName() throws Exception {
        Ended ended = run(List.of(), Map.of(), "while-others-recv", "--transport", "threads", "-n", "3");
        assertEquals(1, ended.code, ended.err);
        assertTrue(ended.out.contains("transport threads ranks 3"), ended.out);
        assertEquals(
                1,
                ended.lines("[rank 2] java.lang.IllegalStateException: the reactor is on fire")
                        .size());
        assertFalse(ended.out.contains("returned"));
        Ended unknown = run(List.of(), Map.of("PARHELION_TRANSPORT", "pigeon"), "nothing");
        assertEquals(2, unknown.code);
        assertEquals(
                List.of("unknown transport 'pigeon'; choose one of auto, openmpi, threads"),
                unknown.err.lines().toList());
    }

    @Test
    void severalRanksWithoutMpirunAreRefused() {
        assumeTrue(System.getenv("OMPI_COMM_WORLD_SIZE") == null, "runs under mpirun itself");
        TransportException refused = assertThrows(
                TransportException.class,
                () -> Transports.found("openmpi").orElseThrow().run(new LaunchOptions(OptionalInt.of(4)), null));
        assertTrue(refused.getMessage().contains("mpirun -n 4 java"), refused.getMessage());
    }
}
