package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjLongConsumer;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

/** Runs a case on ranks as threads once for each seed from which their order is drawn, until one makes a difference. */
final class ShuffleSweep {
    private final CaseFile file;
    private final int ranks;
    private final Path directory;
    private final ObjLongConsumer<Simulation> afterStep;

    /** How a run has ended: the bits of its fields, or its failure. */
    private record Outcome(List<String> fields, List<String> bits, Optional<RankFailure> failure) {}

    /**
     * @param directory where outputs go
     * @param afterStep called on every rank after each step with its number: a place to interfere, for tests
     */
    ShuffleSweep(CaseFile file, int ranks, Path directory, ObjLongConsumer<Simulation> afterStep) {
        this.file = file;
        this.ranks = ranks;
        this.directory = directory;
        this.afterStep = afterStep;
    }

    /**
     * Runs one seed after another.
     *
     * @return the first seed that fails or gives other bits than the first one, in words; empty if none does
     * @throws ExitCodeException the case cannot be run at all
     */
    Optional<String> run(long first, long last) {
        Outcome reference = null;
        for (long seed = first; seed <= last; seed++) {
            Outcome outcome = outcome(seed);
            if (outcome.failure.isPresent()) {
                RankFailure failure = outcome.failure.get();
                if (failure.getCause() instanceof InputException refused) {
                    throw refused;
                }
                return Optional.of("seed " + seed + " fails"
                        + (reference == null ? "" : ", seeds " + first + " to " + (seed - 1) + " do not") + ": "
                        + failure.getMessage());
            }
            if (reference == null) {
                reference = outcome;
            }
            for (int n = 0; n < outcome.bits.size(); n++) {
                if (!outcome.bits.get(n).equals(reference.bits.get(n))) {
                    return Optional.of("seed " + seed + " gives other bits than seed " + first + ": field "
                            + outcome.fields.get(n) + " is " + outcome.bits.get(n) + ", not " + reference.bits.get(n)
                            + "; the result depends on the order of messages; --shuffle " + seed + " repeats the run");
                }
            }
        }
        return Optional.empty();
    }

    private Outcome outcome(long seed) {
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        try {
            Parallel.shuffledThreads(ranks, seed, (world, rest) -> runRank(world, outcome));
        } catch (RankFailure failure) {
            return new Outcome(List.of(), List.of(), Optional.of(failure));
        }
        return outcome.get();
    }

    private void runRank(Communicator world, AtomicReference<Outcome> outcome) {
        Simulation simulation = Simulation.of(file, world, directory);
        long[] step = {0};
        simulation.watchSteps(() -> afterStep.accept(simulation, ++step[0]));
        simulation.run();
        simulation.problem().ifPresent(problem -> {
            throw new ExitCodeException(ExitCode.FAILED, problem);
        });
        List<String> names = new ArrayList<>();
        List<String> bits = new ArrayList<>();
        for (Field field : simulation.fields()) {
            names.add(field.name());
            bits.add(FieldDigest.of(field));
        }
        if (world.rank() == 0) {
            outcome.set(new Outcome(names, bits, Optional.empty()));
        }
    }
}
