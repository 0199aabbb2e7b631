package org.parhelion.mpi;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.parhelion.mpi.profile.Instruments;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.spi.LaunchOptions;
import org.parhelion.mpi.spi.RankMain;
import org.parhelion.mpi.spi.Transport;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;

/**
 * Starts a program on all ranks.
 *
 * <p>Options taken from the arguments: {@code --transport auto|openmpi|threads} and {@code -n N} (or {@code --ranks N});
 * the system properties {@code parhelion.transport} and {@code parhelion.ranks} and the environment variables {@code
 * PARHELION_TRANSPORT} and {@code PARHELION_RANKS} say the same with less weight. {@code --shuffle SEED} (or {@code
 * parhelion.shuffle}, {@code PARHELION_SHUFFLE}) draws the order of ranks and messages on {@code threads}; {@code
 * -Dparhelion.checks=off} (or {@code PARHELION_CHECKS}) leaves its checks of the program out. {@code auto} is {@code openmpi} when
 * started under {@code mpirun} or {@code srun}, else {@code threads} with one rank unless told otherwise.
 *
 * <p>{@code --profile} prints where the time went, {@code --trace FILE} writes the events of all ranks, {@code --hang-timeout
 * 60s} ends a job that makes no progress with every rank's stack ({@link org.parhelion.mpi.profile}).
 */
public final class Parallel {
    private static final long WAIT_FOR_WORDS_MILLIS = 3000;

    private Parallel() {}

    /**
     * Runs the program on every rank and returns when it is done everywhere. An exception on any rank ends the whole job
     * and this process: with exit code 1 and the stack trace, or with the code and the bare message of an {@link
     * ExitCodeException}.
     *
     * @param args command line; what Parhelion does not take itself goes to the program
     * @param program what every rank runs
     */
    public static void run(String[] args, RankProgram program) {
        Instruments instruments = Instruments.none();
        try {
            instruments = Instruments.of(args);
            ParallelOptions options = ParallelOptions.of(instruments.rest(), System.getProperties(), System.getenv());
            Transport transport = Transports.choose(options);
            if (options.launch().shuffle().isPresent() && !transport.name().equals("threads")) {
                throw new ExitCodeException(
                        ExitCodeException.BAD_INPUT,
                        "--shuffle draws the order of ranks as threads only, not on transport " + transport.name()
                                + "; use --transport threads, without mpirun");
            }
            start(transport, options.launch(), instruments, program, options.rest());
        } catch (RankFailure failure) {
            instruments.failed();
            end(FailureReport.full(failure), failure.exitCode());
        } catch (ExitCodeException failure) {
            if (failure.exitCode() == ExitCodeException.BAD_INPUT) {
                leaveWordsToFirstProcess(failure.exitCode());
            }
            end(failure.getMessage(), failure.exitCode());
        } catch (TransportException failure) {
            end(failure.getMessage(), ExitCodeException.ENVIRONMENT);
        }
    }

    /** False for a process that {@code mpirun} or {@code srun} has started as another rank than 0. Needs no MPI. */
    public static boolean isFirstProcess() {
        return Launcher.rank(System.getenv()) == 0;
    }

    /**
     * For bad input that every rank sees alike, before {@link #run}: ends this process without a word if it is another
     * rank than 0; returns at once if not. It waits first, because {@code mpirun} ends all ranks when the first one fails,
     * and rank 0 must have spoken by then.
     *
     * @param exitCode what to end with
     */
    public static void leaveWordsToFirstProcess(int exitCode) {
        if (isFirstProcess()) {
            return;
        }
        try {
            Thread.sleep(WAIT_FOR_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(exitCode);
    }

    /**
     * Runs the program on so many ranks as threads of this JVM: for tests and for use inside other programs.
     *
     * @throws RankFailure when a rank failed, all wait for one another, or all have returned but left something undone; the
     *     other ranks have been ended
     */
    public static void threads(int ranks, RankProgram program) {
        LaunchOptions launch = ParallelOptions.of(new String[0], System.getProperties(), System.getenv())
                .launch();
        threads(new LaunchOptions(OptionalInt.of(ranks), launch.shuffle(), launch.checks()), program);
    }

    /**
     * As {@link #threads(int, RankProgram)}, one rank at a time: who goes on at each operation, and which message comes
     * next, is drawn from a seed. Whatever is drawn MPI allows; the same seed gives the same run. Ranks that wait for one
     * another by other means than messages wait forever.
     *
     * @throws RankFailure as there
     */
    public static void shuffledThreads(int ranks, long seed, RankProgram program) {
        threads(new LaunchOptions(OptionalInt.of(ranks), OptionalLong.of(seed), true), program);
    }

    private static void threads(LaunchOptions launch, RankProgram program) {
        if (launch.ranks().getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "number of ranks must be at least 1, got " + launch.ranks().getAsInt());
        }
        try {
            start(Transports.named("threads"), launch, Instruments.none(), program, new String[0]);
        } catch (TransportException failure) {
            throw new MpiException(failure.getMessage(), failure);
        }
    }

    private static void start(
            Transport transport, LaunchOptions options, Instruments instruments, RankProgram program, String[] rest)
            throws TransportException {
        transport.run(options, new RankMain() {
            @Override
            public void run(TransportCommunicator world) throws Exception {
                Profile profile = instruments.profile(world.rank(), world.size());
                Communicator all = StagedCommunicator.world(world, transport.name(), profile);
                instruments.run(all, () -> {
                    program.run(all, rest.clone());
                    return null;
                });
            }

            @Override
            public int report(int rank, int size, Throwable failure) {
                System.out.flush();
                instruments.failed();
                return FailureReport.print(standardError(), rank, size, failure);
            }
        });
    }

    /** Unbuffered: a report leaves in one write, so that those of several ranks are not mixed. */
    private static PrintStream standardError() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), false);
    }

    private static void end(String message, int exitCode) {
        System.out.flush();
        System.err.println(message);
        System.err.flush();
        System.exit(exitCode);
    }
}
