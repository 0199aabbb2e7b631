package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;

/** {@code parhelion run} with {@code --verify-ranks} or {@code --shuffle FROM..TO}: many runs of one case, whose bits must agree. */
final class Verification {
    static final String RANKS = "--verify-ranks";
    static final String SHUFFLE = "--shuffle";

    private Verification() {}

    /** Made when first needed: every run asks whether it is one of these. */
    private static final class Form {
        static final Pattern SEED = Pattern.compile("-?\\d{1,18}");
        static final Pattern SEEDS = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
    }

    /** Whether the command line asks for many runs instead of one. */
    static boolean isWanted(Arguments arguments) {
        Optional<String> seeds = arguments.value(SHUFFLE);
        if (seeds.isPresent() && !Form.SEED.matcher(seeds.get()).matches() && range(seeds.get()) == null) {
            throw new InputException(
                    SHUFFLE + " takes a seed or a range of seeds, such as 7 or 1..50, not \"" + seeds.get() + "\"");
        }
        boolean ranks = arguments.has(RANKS);
        boolean sweeps = seeds.isPresent() && range(seeds.get()) != null;
        if (ranks && seeds.isPresent()) {
            throw new InputException(RANKS + " and " + SHUFFLE + " are different comparisons; give one of them");
        }
        return ranks || sweeps;
    }

    private static long[] range(String text) {
        Matcher matcher = Form.SEEDS.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long[] range = {Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))};
        if (range[0] > range[1]) {
            throw new InputException(SHUFFLE + ": the range " + text + " is empty");
        }
        return range;
    }

    /** @throws ExitCodeException the runs differ, or fail; the message says where */
    static int run(Arguments arguments) {
        if (!Parallel.isFirstProcess()) {
            return ExitCode.DONE;
        }
        arguments
                .value("--transport")
                .filter(name -> !name.equals("threads") && !name.equals("auto"))
                .ifPresent(name -> {
                    throw new InputException(
                            RANKS + " and " + SHUFFLE + " need ranks as threads, not --transport " + name);
                });
        for (String option : List.of("--output", "--report", "--restart", "--time-limit")) {
            if (arguments.has(option)) {
                throw new InputException(option + " makes no sense with several runs, which keep no outputs");
            }
        }
        CaseFile file = CaseFile.read(Path.of(arguments.operands().get(0)), arguments.values("--set"))
                .withoutCheckpoints();
        String agreed = arguments.has(RANKS) ? compareRanks(arguments, file) : sweep(arguments, file);
        if (!arguments.has("--quiet")) {
            System.out.println(file.name() + ": " + agreed);
        }
        return ExitCode.DONE;
    }

    private static String compareRanks(Arguments arguments, CaseFile file) {
        if (arguments.has("-n")) {
            throw new InputException(RANKS + " says on how many ranks to run; leave -n out");
        }
        List<Integer> counts = counts(arguments.value(RANKS).orElseThrow());
        String all = counts.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return inTemporaryFolder(folder -> {
            RankComparison comparison = new RankComparison(file, counts, folder, (simulation, step) -> {});
            comparison.run().ifPresent(difference -> {
                throw new ExitCodeException(
                        ExitCode.FAILED, file.name() + ": the bits differ on " + all + " ranks: " + difference);
            });
            return "same bits on " + all + " ranks after each of " + comparison.comparisons() + " kernels and steps";
        });
    }

    private static String sweep(Arguments arguments, CaseFile file) {
        int ranks = arguments.wholeNumber("-n", 1, 1);
        long[] range = range(arguments.value(SHUFFLE).orElseThrow());
        return inTemporaryFolder(folder -> {
            ShuffleSweep sweep = new ShuffleSweep(file, ranks, folder, (simulation, step) -> {});
            sweep.run(range[0], range[1]).ifPresent(difference -> {
                throw new ExitCodeException(ExitCode.FAILED, file.name() + ": " + difference);
            });
            return "same bits for seeds " + range[0] + " to " + range[1] + " " + Meeting.ranks(ranks);
        });
    }

    private static List<Integer> counts(String text) {
        List<Integer> counts = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            if (!word.strip().matches("[1-9]\\d{0,3}") || counts.contains(Integer.parseInt(word.strip()))) {
                throw new InputException(
                        RANKS + " takes different numbers of ranks, such as 1,2,3,4, not \"" + text + "\"");
            }
            counts.add(Integer.parseInt(word.strip()));
        }
        if (counts.size() < 2) {
            throw new InputException(RANKS + " compares runs, so it takes at least two numbers of ranks, such as 1,3");
        }
        return counts;
    }

    private static <T> T inTemporaryFolder(Function<Path, T> work) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("parhelion-");
            return work.apply(folder);
        } catch (IOException unwritable) {
            throw new ExitCodeException(
                    ExitCode.ENVIRONMENT, "cannot make a folder for temporary files: " + unwritable);
        } finally {
            if (folder != null) {
                remove(folder);
            }
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            System.err.println("parhelion: temporary files are left in " + folder + ": " + left);
        }
    }
}
