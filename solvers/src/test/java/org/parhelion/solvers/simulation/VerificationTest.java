package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mpi.Parallel;

/** {@code --verify-ranks}, {@code --shuffle} and {@code --debug-halo}, as they are typed. */
@Timeout(60)
class VerificationTest {
    @TempDir
    Path folder;

    private String file;

    @BeforeEach
    void writeCase() throws IOException {
        file = Files.writeString(folder.resolve("two.yaml"), RankComparisonTest.TWO_FIELDS)
                .toString();
    }

    /** What a command line ended with and printed. */
    private record Result(int code, String out, String err) {}

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

    @Test
    void sameBitsAreSaidInALine() {
        Result result = execute("run", file, "--verify-ranks", "1,3");
        assertEquals("", result.err());
        assertEquals("two: same bits on 1, 3 ranks after each of 25 kernels and steps\n", result.out());
        assertEquals(0, result.code());
    }

    @Test
    void seedsThatAgreeAreSaidInALine() {
        Result result = execute("run", file, "-n", "3", "--shuffle", "1..4");
        assertEquals("", result.err());
        assertEquals("two: same bits for seeds 1 to 4 on 3 ranks\n", result.out());
        assertEquals(0, result.code());
    }

    @Test
    void oneSeedIsAnOrdinaryRunThatAlwaysHasTheSameBits() throws IOException {
        Path plain = folder.resolve("plain.json");
        Path drawn = folder.resolve("drawn.json");
        String output = folder.resolve("out").toString();
        assertEquals(
                0,
                execute("run", file, "--quiet", "--output", output, "--report", plain.toString())
                        .code());
        Result result = execute(
                "run", file, "--quiet", "--output", output, "--report", drawn.toString(), "-n", "3", "--shuffle", "7");
        assertEquals(new Result(0, "", ""), result);
        assertEquals(bits(plain), bits(drawn));
    }

    private static List<String> bits(Path report) throws IOException {
        return Files.readString(report)
                .lines()
                .filter(line -> line.contains("\"bits\""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--verify-ranks 1           | --verify-ranks compares runs, so it takes at least two numbers of ranks",
                "--verify-ranks 1,x         | --verify-ranks takes different numbers of ranks, such as 1,2,3,4, not \"1,x\"",
                "--verify-ranks 2,2         | --verify-ranks takes different numbers of ranks",
                "--verify-ranks 1,2 -n 2    | --verify-ranks says on how many ranks to run; leave -n out",
                "--verify-ranks 1,2 --shuffle 1..3 | --verify-ranks and --shuffle are different comparisons",
                "--shuffle cards            | --shuffle takes a seed or a range of seeds, such as 7 or 1..50, not \"cards\"",
                "--shuffle 5..1             | --shuffle: the range 5..1 is empty",
                "--shuffle 1..5 --transport openmpi | need ranks as threads, not --transport openmpi",
                "--shuffle 1..5 --report x.json | --report makes no sense with several runs",
                "--verify-ranks 1,2 --set time.step=-1 | time.step takes \"auto\" or a positive number"
            })
    void whatMakesNoSenseIsRefused(String options, String words) {
        List<String> args = new ArrayList<>(List.of("run", file));
        args.addAll(List.of(options.strip().split(" +")));
        Result result = execute(args.toArray(String[]::new));
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(words.strip()), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
    }

    static Stream<Path> shippedCases() throws IOException {
        return ShippedCases.all().stream();
    }

    /** The bits of all fields after a few steps on three ranks. */
    private List<String> bits(CaseFile whole, String debugs) {
        AtomicReference<List<String>> bits = new AtomicReference<>();
        String before = System.setProperty("parhelion.debug.halo", debugs);
        assertNull(before);
        try {
            Parallel.threads(3, (world, rest) -> {
                Simulation simulation = Simulation.of(whole, world, folder.resolve("out"));
                assertEquals(debugs.equals("true"), simulation.grid().haloDebug() != null);
                simulation.run();
                List<String> mine =
                        simulation.fields().stream().map(FieldDigest::of).toList();
                if (world.rank() == 0) {
                    bits.set(mine);
                }
            });
        } finally {
            System.clearProperty("parhelion.debug.halo");
        }
        return bits.get();
    }

    @ParameterizedTest
    @MethodSource("shippedCases")
    void noShippedCaseReadsAStaleGhostAndAllKeepTheirBits(Path path) {
        CaseFile whole = CaseFile.read(path, List.of());
        List<String> overrides = new ArrayList<>();
        if (whole.model() instanceof EvolutionSpec) {
            overrides.addAll(List.of("time.steps=3", "time.until=1000"));
        }
        int smaller = whole.grid().dimensions() == 3 ? 11 : whole.grid().dimensions() == 2 ? 29 : 131;
        for (int axis = 0; axis < whole.grid().dimensions(); axis++) {
            overrides.add("grid.size." + axis + "=" + (smaller + axis));
        }
        CaseFile file = CaseFile.read(path, overrides);
        assertEquals(bits(file, "false"), bits(file, "true"));
    }

    @Test
    void debugHaloIsOnForOneRunOnly() {
        Result result = execute("run", file, "--quiet", "--debug-halo", "--verify-ranks", "1,2");
        assertEquals(new Result(0, "", ""), result);
        assertNull(System.getProperty("parhelion.debug.halo"));
    }
}
