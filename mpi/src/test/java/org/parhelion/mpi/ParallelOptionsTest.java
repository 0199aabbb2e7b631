package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ParallelOptionsTest {
    private static ParallelOptions of(String... args) {
        return ParallelOptions.of(args, new Properties(), Map.of());
    }

    private static void refused(String message, String... args) {
        ExitCodeException failure = assertThrows(ExitCodeException.class, () -> of(args));
        assertEquals(message, failure.getMessage());
        assertEquals(2, failure.exitCode());
    }

    @Test
    void ownOptionsAreTakenOutOfTheArguments() {
        ParallelOptions options = of("run", "-n", "3", "case.yaml", "--transport", "threads", "--set", "a=b");
        assertEquals(OptionalInt.of(3), options.launch().ranks());
        assertEquals("threads", options.transport());
        assertArrayEquals(new String[] {"run", "case.yaml", "--set", "a=b"}, options.rest());
    }

    @Test
    void equalsSignAndLongNamesWork() {
        ParallelOptions options = of("--transport=openmpi", "--ranks=12");
        assertEquals(OptionalInt.of(12), options.launch().ranks());
        assertEquals("openmpi", options.transport());
        assertEquals(OptionalInt.of(2), of("--ranks", "2").launch().ranks());
    }

    @Test
    void nothingGivenMeansAuto() {
        assertEquals("auto", of().transport());
        assertEquals(OptionalInt.empty(), of("x").launch().ranks());
    }

    @Test
    void whatFollowsTwoDashesBelongsToTheProgram() {
        assertArrayEquals(new String[] {"--", "-n", "4"}, of("--", "-n", "4").rest());
    }

    @Test
    void argumentsBeatPropertiesBeatEnvironment() {
        Properties properties = new Properties();
        properties.setProperty("parhelion.transport", "threads");
        Map<String, String> environment = Map.of("PARHELION_TRANSPORT", "openmpi", "PARHELION_RANKS", "5");
        ParallelOptions options = ParallelOptions.of(new String[0], properties, environment);
        assertEquals("threads", options.transport());
        assertEquals(OptionalInt.of(5), options.launch().ranks());
        options = ParallelOptions.of(new String[] {"-n", "2", "--transport", "auto"}, properties, environment);
        assertEquals("auto", options.transport());
        assertEquals(OptionalInt.of(2), options.launch().ranks());
    }

    @Test
    void impossibleNumbersOfRanksAreRefused() {
        refused("-n: the number of ranks must be at least 1, got 0", "-n", "0");
        refused("-n: 'x' is not a number of ranks; give a whole number of at least 1", "-n", "x");
        refused("--ranks: '1.5' is not a number of ranks; give a whole number of at least 1", "--ranks=1.5");
        refused("-n needs a value", "run", "-n");
        ExitCodeException failure = assertThrows(
                ExitCodeException.class,
                () -> ParallelOptions.of(new String[0], new Properties(), Map.of("PARHELION_RANKS", "many")));
        assertTrue(failure.getMessage().startsWith("PARHELION_RANKS: 'many'"), failure.getMessage());
    }

    @Test
    void unknownTransportIsRefusedWithTheChoices() {
        ExitCodeException failure =
                assertThrows(ExitCodeException.class, () -> Transports.choose(of("--transport", "carrier-pigeon")));
        assertEquals("unknown transport 'carrier-pigeon'; choose one of auto, openmpi, threads", failure.getMessage());
        assertEquals(2, failure.exitCode());
    }

    @Test
    void launchersAreNoticed() {
        assertEquals(4, Launcher.size(Map.of("OMPI_COMM_WORLD_SIZE", "4")));
        assertEquals(2, Launcher.size(Map.of("SLURM_PROCID", "0", "PMIX_RANK", "0", "SLURM_STEP_NUM_TASKS", "2")));
        assertEquals(1, Launcher.size(Map.of("SLURM_PROCID", "0")));
        assertEquals(1, Launcher.size(Map.of()));
        assertEquals(3, Launcher.rank(Map.of("OMPI_COMM_WORLD_RANK", "3", "SLURM_PROCID", "0")));
        assertEquals(2, Launcher.rank(Map.of("SLURM_PROCID", "2", "SLURM_STEP_NUM_TASKS", "4")));
        assertEquals(0, Launcher.rank(Map.of()));
    }

    @Test
    void threadsRunsTheNumberOfRanksAskedFor() {
        assertThrows(IllegalArgumentException.class, () -> Parallel.threads(0, (world, rest) -> {}));
        Parallel.threads(3, (world, rest) -> {
            assertEquals(3, world.size());
            assertEquals("threads", world.transport());
        });
    }
}
