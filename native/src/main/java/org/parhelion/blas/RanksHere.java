package org.parhelion.blas;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How many ranks share this JVM and this machine, and so how many threads a call may take. */
final class RanksHere {
    /** Ranks in this JVM, when they are threads. */
    static final String PROPERTY = "parhelion.ranks.here";

    /** Where launchers tell a rank how many of them are on its machine: Open MPI, MPICH and Intel MPI, MVAPICH. */
    private static final String[] ON_THIS_MACHINE = {
        "OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS", "MV2_COMM_WORLD_LOCAL_SIZE", "PMI_LOCAL_SIZE"
    };

    private RanksHere() {}

    static int inThisJvm() {
        return Integer.getInteger(PROPERTY, 1);
    }

    /** One where ranks share the machine; all its cores otherwise, as far as this process may use them. */
    static int defaultThreads() {
        return defaultThreads(
                System.getenv(), inThisJvm(), Runtime.getRuntime().availableProcessors(), RanksHere::cores);
    }

    static int defaultThreads(
            Map<String, String> environment, int inThisJvm, int processors, Supplier<Optional<Integer>> cores) {
        if (inThisJvm > 1 || ranksOnThisMachine(environment) > 1) {
            return 1;
        }
        return Math.max(1, Math.min(processors, cores.get().orElse(processors)));
    }

    private static int ranksOnThisMachine(Map<String, String> environment) {
        int ranks = 1;
        for (String name : ON_THIS_MACHINE) {
            ranks = Math.max(ranks, number(environment.get(name)));
        }
        if (environment.containsKey("SLURM_PROCID")) {
            // "2(x3),1": tasks on each node; the most is on the safe side
            for (String node :
                    environment.getOrDefault("SLURM_STEP_TASKS_PER_NODE", "1").split(",", -1)) {
                ranks = Math.max(ranks, number(node.replaceAll("\\(.*", "")));
            }
        }
        return ranks;
    }

    private static int number(String text) {
        return text == null || !text.matches("[0-9]{1,9}") ? 1 : Integer.parseInt(text);
    }

    /** Two threads of one core have but one set of arithmetic units. */
    private static Optional<Integer> cores() {
        return new SystemFiles(Path.of("/")).read("").processor().cores();
    }
}
