package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * Finds out whether a run shall stop early, and has all ranks agree on one step for it. They ask one another about every tenth
 * of a second, by a reduction of three numbers after a number of steps that they agree on too.
 */
final class StopRequests {
    /** Why; the greatest of what the ranks say counts. */
    enum Reason {
        NONE(""),
        STOP_FILE("a file STOP"),
        TIME_LIMIT("the time limit"),
        SLURM("the end of the Slurm job"),
        USR1("SIGUSR1"),
        TERM("SIGTERM");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What one rank knows of. */
    @FunctionalInterface
    interface Source {
        /** @param reserve seconds that are needed to stop in order */
        Reason now(double reserve);
    }

    private static final double PERIOD_SECONDS = 0.1;
    private static final Reason[] ALL = Reason.values();

    private final Source source;
    private final double periodSeconds;
    private long untilNext = 1;
    private long period = 1;
    private long lastTime = System.nanoTime();
    private boolean someoneWrites;

    /** @param periodSeconds about how long between two agreements; 0 for one after each step */
    StopRequests(Source source, double periodSeconds) {
        this.source = source;
        this.periodSeconds = periodSeconds;
    }

    /** Nobody asks. */
    static StopRequests none() {
        return new StopRequests(reserve -> Reason.NONE, PERIOD_SECONDS);
    }

    /**
     * Signals to any rank, the file STOP and the time that rank 0 sees.
     *
     * @param stopFile the file
     * @param limit on the process's time, if the user has given one; else what Slurm says counts
     */
    static StopRequests of(Communicator world, Path stopFile, Optional<Duration> limit) {
        Signals.listen();
        Watch watch = world.rank() == 0 ? new Watch(stopFile, limit, System.getenv()) : null;
        return new StopRequests(
                reserve -> switch (Signals.received()) {
                    case "SIGTERM" -> Reason.TERM;
                    case "SIGUSR1" -> Reason.USR1;
                    default -> watch == null ? Reason.NONE : watch.now(reserve);
                },
                PERIOD_SECONDS);
    }

    /**
     * After each step: why the run shall stop now, the same on all ranks. Collective, at the steps at which it is.
     *
     * @param writing whether this rank is writing something behind the computation
     * @param longestCheckpoint seconds
     */
    Reason agree(Communicator world, boolean writing, double longestCheckpoint) {
        if (--untilNext > 0) {
            return Reason.NONE;
        }
        long now = System.nanoTime();
        double reserve = 2 * longestCheckpoint + 2 * (now - lastTime) * 1e-9;
        long[] message = {source.now(reserve).ordinal(), writing ? 1 : 0, now - lastTime};
        world.allReduce(message, ReduceOp.MAX);
        someoneWrites = message[1] != 0;
        double perStep = Math.max(1, message[2]) * 1e-9 / period;
        period = (long) Math.max(1, Math.min(2.0 * period, periodSeconds / perStep));
        untilNext = period;
        lastTime = System.nanoTime();
        return ALL[(int) message[0]];
    }

    /** Whether a rank was writing at the last agreement. */
    boolean someoneWrites() {
        return someoneWrites;
    }

    /** Whether an agreement has just been made. */
    boolean justAgreed() {
        return untilNext == period;
    }

    /** What rank 0 looks at. */
    private static final class Watch implements Source {
        private static final long LOOK_NANOS = 500_000_000L;
        private static final double SHARE = 0.05;
        private static final double MOST_RESERVE = 60;

        private final Path stopFile;
        private final Reason reason;
        /** On the clock of {@link System#nanoTime}. */
        private volatile long end = Long.MAX_VALUE;

        private volatile double margin;
        private long nextLook = Long.MIN_VALUE;

        Watch(Path stopFile, Optional<Duration> limit, Map<String, String> environment) {
            this.stopFile = stopFile;
            this.reason = limit.isPresent() ? Reason.TIME_LIMIT : Reason.SLURM;
            if (limit.isPresent()) {
                Duration used = Duration.between(
                        ProcessHandle.current().info().startInstant().orElse(Instant.now()), Instant.now());
                endsIn(limit.get().minus(used), limit.get());
            } else if (environment.containsKey("SLURM_JOB_ID")) {
                Thread asking = new Thread(
                        () -> TimeLimit.leftOfSlurmJob(environment).ifPresent(left -> endsIn(left, left)), "time left");
                asking.setDaemon(true);
                asking.start();
            }
        }

        private void endsIn(Duration left, Duration whole) {
            margin = Math.min(SHARE * whole.toMillis() * 1e-3, MOST_RESERVE);
            // a year and more is no limit, and its nanoseconds would not fit
            if (left.toDays() < 366) {
                end = System.nanoTime() + left.toNanos();
            }
        }

        @Override
        public Reason now(double reserve) {
            long now = System.nanoTime();
            if (end != Long.MAX_VALUE && (end - now) * 1e-9 < margin + reserve) {
                return reason;
            }
            if (now >= nextLook) {
                nextLook = now + LOOK_NANOS;
                return Files.exists(stopFile) ? Reason.STOP_FILE : Reason.NONE;
            }
            return Reason.NONE;
        }
    }

    /** A request that is met is gone. */
    static void remove(Path stopFile) {
        try {
            Files.deleteIfExists(stopFile);
        } catch (IOException kept) {
            System.err.println("parhelion: " + stopFile + " cannot be removed; remove it before the run goes on");
        }
    }
}
