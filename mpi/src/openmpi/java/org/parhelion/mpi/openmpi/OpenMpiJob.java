package org.parhelion.mpi.openmpi;

import mpi.MPI;
import mpi.MPIException;
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
            pause(world.rank());
            end(code);
        }
    }

    private static void pause(int rank) {
        try {
            Thread.sleep(Math.min(LONGEST_GRACE_MILLIS, GRACE_MILLIS + GRACE_MILLIS_PER_RANK * rank));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the job with this exit code; does not return. */
    static void end(int code) {
        Thread lastResort = new Thread(
                () -> {
                    try {
                        Thread.sleep(ABORT_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(code);
                },
                "abort");
        lastResort.setDaemon(true);
        lastResort.start();
        try {
            MPI.COMM_WORLD.abort(code);
        } catch (MPIException e) {
            System.err.println("MPI_Abort failed: " + e.getMessage());
        }
        Runtime.getRuntime().halt(code);
    }
}
