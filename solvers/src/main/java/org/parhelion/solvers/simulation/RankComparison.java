package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mesh.halo.GlobalGather;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

/**
 * Runs a case on several numbers of ranks, as threads, side by side: after every kernel and every step the bits of what was
 * written are compared, and the first difference ends all runs.
 */
final class RankComparison {
    private final CaseFile file;
    private final List<Integer> counts;
    private final Path directory;
    private final ObjLongConsumer<Simulation> afterStep;
    private final Meeting meeting;
    private final List<ExitCodeException> failures = new ArrayList<>();

    /**
     * @param counts numbers of ranks, at least two
     * @param directory where outputs go, each run's in a folder of its own
     * @param afterStep called on every rank after each step with its number: a place to interfere, for tests
     */
    RankComparison(CaseFile file, List<Integer> counts, Path directory, ObjLongConsumer<Simulation> afterStep) {
        this.file = file;
        this.counts = List.copyOf(counts);
        this.directory = directory;
        this.afterStep = afterStep;
        this.meeting = new Meeting(counts);
    }

    /** Ends a run that differs from another; nobody reads its message. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("the runs differ", null, false, false);
        }
    }

    /**
     * Runs all.
     *
     * @return where they differ first, in words; empty if all have the same bits from beginning to end
     * @throws ExitCodeException all failed alike, or one cannot be run at all
     */
    Optional<String> run() {
        List<Thread> threads = new ArrayList<>();
        for (int job = 0; job < counts.size(); job++) {
            int number = job;
            Thread thread = new Thread(() -> runJob(number), "on " + Meeting.ranks(counts.get(job)));
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while comparing runs", e);
            }
        }
        synchronized (failures) {
            Optional<ExitCodeException> refused = failures.stream()
                    .filter(failure -> failure.exitCode() == ExitCode.BAD_INPUT)
                    .findFirst();
            if (refused.isPresent()) {
                throw refused.get();
            }
            if (meeting.difference().isEmpty() && !failures.isEmpty()) {
                throw failures.get(0);
            }
        }
        return meeting.difference();
    }

    /** Kernels and steps whose results were compared. */
    long comparisons() {
        return meeting.comparisons();
    }

    private void runJob(int job) {
        int ranks = counts.get(job);
        try {
            Parallel.threads(ranks, (world, rest) -> runRank(job, world));
            meeting.end(job, "has come to its end");
        } catch (RankFailure failure) {
            if (failure.failures().stream().noneMatch(one -> one.cause() instanceof Ended)) {
                synchronized (failures) {
                    failures.add(new ExitCodeException(
                            failure.exitCode(), Meeting.ranks(ranks) + ": " + failure.getMessage(), failure));
                }
                meeting.end(job, "has failed: " + failure.getMessage());
            }
        }
    }

    private void runRank(int job, Communicator world) {
        Simulation simulation = Simulation.of(file, world, directory.resolve(Integer.toString(world.size())));
        long[] step = {0};
        compare(job, simulation.grid(), 0, "set-up", simulation.fields());
        simulation.grid().kernelWatch((kernel, written) -> {
            if (!written.isEmpty()) {
                compare(job, simulation.grid(), step[0] + 1, kernel, written);
            }
        });
        simulation.watchSteps(() -> {
            afterStep.accept(simulation, ++step[0]);
            compare(job, simulation.grid(), step[0], "the step", simulation.fields());
        });
        simulation.run();
        simulation.problem().ifPresent(problem -> {
            throw new ExitCodeException(ExitCode.FAILED, problem);
        });
    }

    /** Collective in the job; rank 0 meets those of the other jobs. */
    private void compare(int job, CartesianGrid grid, long step, String writer, List<Field> fields) {
        Communicator world = grid.communicator();
        List<String> digests = fields.stream().map(FieldDigest::of).toList();
        List<String> names = fields.stream().map(Field::name).toList();
        int[] differs = {-1};
        if (world.rank() == 0) {
            differs[0] = meeting.meet(job, new Meeting.Event(step, writer, names, digests));
        }
        world.broadcast(differs, 0);
        if (differs[0] == Meeting.SAME) {
            return;
        }
        if (differs[0] >= 0) {
            Field field = fields.get(differs[0]);
            Optional<double[]> values = GlobalGather.full(field);
            values.ifPresent(mine -> meeting.show(job, mine, index -> place(field, index)));
        }
        throw new Ended();
    }

    /** The global indices of a point by its number in {@code [z][y][x]} order. */
    private static String place(Field field, int number) {
        CartesianGrid grid = field.grid();
        int rest = number;
        List<Integer> indices = new ArrayList<>();
        for (int a = 0; a < grid.dimensions(); a++) {
            int points = grid.points(Axis.of(a), field.location());
            indices.add(rest % points);
            rest /= points;
        }
        return indices.stream().map(String::valueOf).collect(Collectors.joining(", ", "cell [", "]"));
    }
}
