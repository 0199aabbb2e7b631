package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --profile}, {@code --trace} and {@code --hang-timeout} of a run, as they are typed. */
@Timeout(60)
class ProfileRunTest {
    private static final String STEPS = """
            grid: {size: [24, 20], boundary: periodic}
            fields:
              u: {initial: "sin(2*pi*x)", rate: "0.01*laplacian(u) - u*v^2"}
              v: {initial: "x*y", rate: "0.02*laplacian(v) + u*v^2"}
            time: {scheme: ssprk2, step: 1e-4, steps: 20}
            """;
    private static final String SOLVE = """
            model: poisson
            grid: {size: [32, 24], boundary: {dirichlet: 0}}
            source: x*y
            solver: {method: cg, preconditioner: multigrid}
            """;

    @TempDir
    Path folder;

    private String execute(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("case.yaml"), text);
        List<String> args = new ArrayList<>(List.of("run", file.toString()));
        args.addAll(List.of(more));
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            assertEquals(0, ParhelionCommand.execute(args.toArray(String[]::new)));
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The values of all properties of this name; of an object or array its opening bracket. */
    private static List<String> values(Path json, String name) throws IOException {
        List<String> found = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals(name)) {
                    parser.nextToken();
                    found.add(parser.getText());
                }
            }
        }
        return found;
    }

    private static List<String> rows(String table, String name) {
        return table.lines()
                .filter(line -> line.matches(" +\\Q" + name + "\\E {2,}.*"))
                .toList();
    }

    @Test
    void tableTellsOfStepsKernelsAndHalos() throws IOException {
        Path report = folder.resolve("report.json");
        String told = execute(STEPS, "-n", "3", "--profile", "--report", report.toString());
        String table = told.substring(told.indexOf("profile: "));
        assertTrue(table.lines().allMatch(line -> line.length() <= 120), table);
        assertTrue(rows(table, "step").get(0).matches("  step +20 .*"), table);
        // both stages and the initial values
        assertTrue(rows(table, "kernel u', v'").get(0).matches("    kernel u', v' +20 .*"), table);
        assertEquals(2, rows(table, "kernel u, v").size(), table);
        for (String part :
                List.of("halo pack", "halo wait", "halo fill", "setup", "waiting", "waited for: rank", "statistics")) {
            assertFalse(table.lines().noneMatch(line -> line.strip().startsWith(part)), part + " in\n" + table);
        }
        List<String> names = values(report, "name");
        assertTrue(names.containsAll(List.of("setup", "step", "kernel u', v'", "halo wait")), names.toString());
        assertEquals(1, values(report, "waited_for").size());
        // each stage 20 times on three ranks in a row across a periodic seam: two messages of each rank
        List<String> messages = values(report, "messages");
        assertEquals(4, messages.stream().filter("120"::equals).count(), messages.toString());
    }

    @Test
    void solverAndLevelsOfMultigridAreRegions() throws IOException {
        String table = execute(SOLVE, "-n", "2", "--profile");
        for (String region : List.of("solving by CG", "preconditioner", "multigrid level 0", "reduction")) {
            assertFalse(rows(table, region).isEmpty(), region + " in\n" + table);
        }
    }

    @Test
    void bitsAreThoseOfAnUnobservedRunAndNothingIsToldQuietly() throws IOException {
        Path plain = folder.resolve("plain.json");
        Path observed = folder.resolve("observed.json");
        Path trace = folder.resolve("trace.json");
        execute(STEPS, "--report", plain.toString());
        String told = execute(
                STEPS,
                "-n",
                "2",
                "--quiet",
                "--profile",
                "--trace",
                trace.toString(),
                "--hang-timeout",
                "30s",
                "--report",
                observed.toString());
        assertEquals("", told);
        assertEquals(values(plain, "bits"), values(observed, "bits"));
        assertEquals(2, values(plain, "bits").size());
        List<String> names = values(trace, "name");
        assertEquals(40, names.stream().filter("step"::equals).count());
        assertTrue(values(plain, "profile").isEmpty());
    }
}
