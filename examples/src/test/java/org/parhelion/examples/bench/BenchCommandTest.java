package org.parhelion.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.solvers.simulation.Arguments;
import org.parhelion.solvers.simulation.Command;
import org.parhelion.solvers.simulation.InputException;

class BenchCommandTest {
    private final BenchCommand command = new BenchCommand();

    @Test
    void theCommandLineFindsIt() {
        assertTrue(ServiceLoader.load(Command.class).stream().anyMatch(one -> one.type() == BenchCommand.class));
    }

    @Test
    void listsAllBenchmarks() throws Exception {
        String text = printed("list");
        for (String name : List.of("stencil", "halo", "startup", "lu")) {
            assertTrue(text.lines().anyMatch(line -> line.startsWith(name + " ")), text);
        }
        assertEquals(text, printed());
    }

    @Test
    void measuresSmallStencilsAndWritesTheNumbers(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("stencil.json");
        BenchCommand brief = new BenchCommand(List.of(new StencilBenchmark(0.02, 0.02)));
        String text = printed(brief, "stencil", "--size", "6", "--rounds", "1", "--json", json.toString());
        for (StencilCase stencil : StencilCase.all()) {
            assertTrue(text.contains(stencil.name() + "-6"), text);
        }
        List<String> rows = Files.readAllLines(json);
        assertEquals("[", rows.get(0));
        assertEquals("]", rows.get(rows.size() - 1));
        assertTrue(rows.stream()
                .anyMatch(row -> row.matches(
                        " {2}\\{\"name\": \"heat7-6/parhelion\", \"value\": [0-9.]+, \"unit\": \"Mcell/s\"\\},?")));
    }

    @Test
    void refusesWhatIsNotThere() {
        assertRefused(
                "no benchmark \"stensil\" (there are: stencil, halo, startup, gemm, summa, lu, poisson, reduce, spmv, amg,"
                        + " checkpoint)",
                "stensil");
    }

    @Test
    void refusesSizesThatAreNoNumbers() {
        assertRefused("--size takes a whole number of at least 1, not \"0\"", "stencil", "--size", "0");
        assertRefused("--rounds takes a whole number of at least 1, not \"few\"", "halo", "--rounds", "few");
    }

    @Test
    void refusesRanksWhereThereIsNoChoice() {
        assertRefused("the kernels run on one rank", "stencil", "-n", "3");
        assertRefused("exactly 2 ranks", "halo", "-n", "3");
        assertRefused("--size has no meaning here", "startup", "--size", "3");
    }

    @Test
    void findsOutBeforeMeasuringThatTheFileCannotBeWritten(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        assertRefused(
                "there is no folder " + missing,
                "stencil",
                "--json",
                missing.resolve("x.json").toString());
        assertRefused(folder + " is a folder", "stencil", "--json", folder.toString());
        assertFalse(Files.exists(missing));
    }

    @Test
    void ranksAreStartedOnlyThroughTheLauncher() throws Exception {
        String before = System.clearProperty("parhelion.home");
        try {
            EnvironmentException missing = assertThrows(EnvironmentException.class, () -> new RankJob(2));
            assertTrue(missing.getMessage().contains("hpc-scripts/parhelion bench"));
        } finally {
            if (before != null) {
                System.setProperty("parhelion.home", before);
            }
        }
    }

    private String printed(String... words) throws Exception {
        return printed(command, words);
    }

    private static String printed(BenchCommand command, String... words) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, run(command, words));
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int run(BenchCommand command, String... words) throws Exception {
        return command.run(Arguments.parse("parhelion bench", command.options(), List.of(words)));
    }

    private void assertRefused(String part, String... words) {
        InputException refusal = assertThrows(InputException.class, () -> run(command, words));
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
}
