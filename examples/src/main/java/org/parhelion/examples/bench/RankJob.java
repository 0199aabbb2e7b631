package org.parhelion.examples.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mpi.Parallel;

/**
 * Starts programs on several ranks: ours through the launcher, others under the same {@code mpirun} with the same settings,
 * which are asked of a rank of ours.
 */
final class RankJob {
    private static final List<String> PREFIXES = List.of(
            "OMPI_MCA_pml=",
            "OMPI_MCA_btl=",
            "OMPI_MCA_btl_vader_single_copy",
            "OMPI_MCA_btl_vader_max_send",
            "OMPI_MCA_hwloc_base_binding",
            "OMPI_MCA_mpi_yield",
            "OMPI_ALLOW_RUN_AS_ROOT",
            "UCX_",
            "HWLOC_");

    private final String launcher;
    private final String mpirun;
    private final int ranks;
    private final Map<String, String> settings = new HashMap<>();

    /**
     * @throws EnvironmentException the launcher or {@code mpirun} is not there, or ranks cannot be started
     */
    RankJob(int ranks) {
        this.ranks = ranks;
        String home = System.getProperty("parhelion.home", "");
        Path script = Path.of(home, "hpc-scripts", "parhelion");
        if (home.isEmpty() || !Files.isExecutable(script)) {
            throw new EnvironmentException(
                    "this benchmark starts ranks through the launcher; run it as 'hpc-scripts/parhelion" + " bench …'");
        }
        launcher = script.toString();
        mpirun = ChildProcess.find("mpirun")
                .orElseThrow(() -> new EnvironmentException(
                        "this benchmark needs Open MPI's mpirun;" + " 'hpc-scripts/setup' installs it on Debian"));
        java(Settings.class)
                .lines()
                .filter(line -> line.startsWith(Settings.MARK))
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    settings.put(line.substring(Settings.MARK.length(), equals), line.substring(equals + 1));
                });
    }

    int ranks() {
        return ranks;
    }

    /** Runs a Java program of ours on all ranks, over Open MPI. */
    String java(Class<?> main, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("java", main.getName(), "--transport", "openmpi", "-n", "" + ranks));
        command.addAll(List.of(arguments));
        return launch(command).output();
    }

    /** Runs {@code parhelion} with these words. */
    ChildProcess.Outcome launch(List<String> words) {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(words);
        return ChildProcess.run(command, null, Map.of());
    }

    /** Runs any program under {@code mpirun}. */
    ChildProcess.Outcome mpirun(List<String> program) {
        List<String> command = new ArrayList<>(List.of(mpirun, "--oversubscribe", "-n", "" + ranks));
        command.addAll(program);
        return ChildProcess.run(command, null, settings);
    }

    /** Prints Open MPI's settings as a rank sees them. */
    static final class Settings {
        static final String MARK = "setting ";

        private Settings() {}

        public static void main(String[] args) {
            Parallel.run(args, (world, rest) -> {
                if (world.rank() == 0) {
                    System.getenv().forEach((name, value) -> {
                        String setting = name + "=" + value;
                        if (PREFIXES.stream().anyMatch(setting::startsWith)) {
                            System.out.println(MARK + setting);
                        }
                    });
                }
            });
        }
    }
}
