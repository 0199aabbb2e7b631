package org.parhelion.mpi.openmpi;

import java.util.Map;
import java.util.Optional;
import org.parhelion.mpi.spi.LaunchOptions;
import org.parhelion.mpi.spi.RankMain;
import org.parhelion.mpi.spi.Transport;
import org.parhelion.mpi.spi.TransportException;

/** Open MPI. Loads the bindings only when asked to run, so that it can say what is missing. */
public final class OpenMpiTransport implements Transport {
    @Override
    public String name() {
        return "openmpi";
    }

    @Override
    public Optional<String> obstacle() {
        try {
            Class.forName("mpi.MPI", true, OpenMpiTransport.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of("Open MPI's Java bindings (mpi.jar) are not on the class path;"
                    + " start through hpc-scripts/parhelion, or add the jar that hpc-scripts/setup has built");
        } catch (LinkageError e) {
            return Optional.of("Open MPI's library libmpi_java.so cannot be loaded (" + e.getMessage()
                    + "); install libopenmpi-dev, or name its folder with -Djava.library.path=");
        }
    }

    @Override
    public boolean launched() {
        return launched(System.getenv());
    }

    /** Whether {@code mpirun}, or Slurm's {@code srun} with PMIx, started this process. */
    static boolean launched(Map<String, String> environment) {
        return environment.containsKey("OMPI_COMM_WORLD_SIZE")
                || (environment.containsKey("SLURM_PROCID")
                        && (environment.containsKey("PMIX_RANK") || environment.containsKey("PMI_RANK")));
    }

    @Override
    public void run(LaunchOptions options, RankMain program) throws TransportException {
        if (!launched() && options.ranks().orElse(1) > 1) {
            throw new TransportException("transport openmpi with " + options.ranks().getAsInt()
                    + " ranks must be started by mpirun: mpirun -n "
                    + options.ranks().getAsInt() + " java ..., or use hpc-scripts/parhelion");
        }
        OpenMpiJob.run(options, program);
    }
}
