package org.parhelion.mpi.openmpi;

import java.util.Map;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.spi.LaunchOptions;
import org.parhelion.mpi.spi.RankMain;
import org.parhelion.mpi.spi.TransportException;

/** This process as one rank: from {@code MPI_Init} to {@code MPI_Finalize}, or to {@code MPI_Abort}. */
final class OpenMpiJob {
    /** How long a failed rank waits before it ends the job, so that ranks failing alike can say so too. */
    private static final long GRACE_MILLIS = 100;

    /** Later ranks wait longer, so that mostly one rank alone calls MPI_Abort: several at once confuse mpirun. */
    private static final long GRACE_MILLIS_PER_RANK = 20;

    private static final long LONGEST_GRACE_MILLIS = 200;

    /** How long a rank waits for others that are known to fail as well: on a busy node they may come late. */
    private static final long CERTAIN_MILLIS = 3000;

    /** How much later than the others rank 0 leaves a job that they all leave. */
    private static final long LAST_MILLIS = 50;

    /** After so long the process ends itself, should MPI_Abort not return. */
    private static final long ABORT_MILLIS = 5000;

    private final RankMain program;

    private OpenMpiJob(RankMain program) {
        this.program = program;
    }

    static void run(LaunchOptions options, RankMain program) throws TransportException {
        try {
            MPI.InitThread(new String[0], MPI.THREAD_FUNNELED);
            MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
            new OpenMpiJob(program).run(options, new OpenMpiCommunicator(MPI.COMM_WORLD, program));
            PromptSockets.use();
            MPI.Finalize();
        } catch (MPIException e) {
            throw new TransportException("Open MPI could not be started or ended: " + e.getMessage(), e);
        }
    }

    private void run(LaunchOptions options, OpenMpiCommunicator world) {
        try {
            int wanted = options.ranks().orElse(world.size());
            if (wanted != world.size()) {
                throw new ExitCodeException(
                        ExitCodeException.BAD_INPUT,
                        "asked for " + wanted + " ranks, but " + world.size() + " were started by the launcher;"
                                + " leave -n to mpirun or srun");
            }
            program.run(world);
        } catch (Throwable failure) {
            int code = program.report(world.rank(), world.size(), failure);
            haltAfter(ABORT_MILLIS, code);
            boolean isCertain = failure instanceof ExitCodeException exit && exit.isOnAllRanks();
            if (allHaveFailed(isCertain ? CERTAIN_MILLIS : grace(world.rank()))) {
                endTogether(world.rank(), code);
            }
            end(code);
        }
    }

    private static long grace(int rank) {
        return Math.min(LONGEST_GRACE_MILLIS, GRACE_MILLIS + GRACE_MILLIS_PER_RANK * rank);
    }

    /** Whether all ranks come here within this time. */
    private static boolean allHaveFailed(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            Request everyone = MPI.COMM_WORLD.iBarrier();
            while (!everyone.test()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                pause(1);
            }
            return true;
        } catch (MPIException failed) {
            return false;
        }
    }

    /**
     * One rank ends the job for all. On one node by MPI_Abort, whose words the launcher leaves out; with others, or under srun,
     * all leave in order and rank 0 tells the code, as ranks elsewhere would complain of lost connections, and Slurm of all that
     * it kills. (mpirun then takes two seconds to see that no rank is left, which is why it is not done everywhere.)
     */
    private static void endTogether(int rank, int code) {
        if (isOnOneNode(System.getenv())) {
            pause(rank == 0 ? 0 : LONGEST_GRACE_MILLIS);
            return;
        }
        try {
            PromptSockets.use();
            MPI.Finalize();
        } catch (MPIException failed) {
            return;
        }
        pause(rank == 0 ? LAST_MILLIS : 0);
        Runtime.getRuntime().halt(rank == 0 ? code : 0);
    }

    /** Whether mpirun has started all ranks here. */
    static boolean isOnOneNode(Map<String, String> environment) {
        String size = environment.get("OMPI_COMM_WORLD_SIZE");
        return size != null && size.equals(environment.get("OMPI_COMM_WORLD_LOCAL_SIZE"));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the job with this exit code; does not return. */
    static void end(int code) {
        haltAfter(ABORT_MILLIS, code);
        try {
            MPI.COMM_WORLD.abort(code);
        } catch (MPIException e) {
            System.err.println("MPI_Abort failed: " + e.getMessage());
        }
        Runtime.getRuntime().halt(code);
    }

    private static void haltAfter(long millis, int code) {
        Thread lastResort = new Thread(
                () -> {
                    pause(millis);
                    Runtime.getRuntime().halt(code);
                },
                "abort");
        lastResort.setDaemon(true);
        lastResort.start();
    }
}
