package org.parhelion.mpi;

import java.util.Map;

/** Whether, and as which, a launcher ({@code mpirun}, {@code srun}) started this process as one of several ranks. */
final class Launcher {
    private Launcher() {}

    /** Number of processes that the launcher started; 1 without a launcher. */
    static int size() {
        return size(System.getenv());
    }

    static int size(Map<String, String> environment) {
        for (String variable : new String[] {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) {
            String value = environment.get(variable);
            if (value != null && value.matches("[0-9]{1,9}")) {
                return Integer.parseInt(value);
            }
        }
        boolean step = environment.containsKey("PMIX_RANK") && environment.containsKey("SLURM_PROCID");
        String tasks = environment.get("SLURM_STEP_NUM_TASKS");
        return step && tasks != null && tasks.matches("[0-9]{1,9}") ? Integer.parseInt(tasks) : 1;
    }

    /** This process's rank, as the launcher tells it before MPI has started; 0 without a launcher. */
    static int rank(Map<String, String> environment) {
        for (String variable : new String[] {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "SLURM_PROCID"}) {
            String value = environment.get(variable);
            if (value != null && value.matches("[0-9]{1,9}")) {
                return Integer.parseInt(value);
            }
        }
        return 0;
    }
}
