package org.parhelion.examples.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.parhelion.solvers.simulation.InputException;

/**
 * Wall time of {@code parhelion run} of a case with one step, from start to end as the shell sees it, beside that of an
 * empty Java program under the same {@code mpirun}, alternately: one with nothing in its main, which the goal refers to, and one
 * that is an MPI program and nothing else. The median and the best are shown; the median counts.
 */
final class StartupBenchmark implements Benchmark {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 2;

    private static final String CASE = """
            title: one step
            grid: {size: [64, 64], extent: [1.0, 1.0], boundary: periodic}
            parameters: {kappa: 0.1}
            fields:
              T: {initial: "sin(2*pi*x)", rate: "kappa*laplacian(T)"}
            time: {scheme: euler, step: 1.0e-5, steps: 1}
            """;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String summary() {
        return "a whole run of one step on 2 ranks, beside an empty Java program under the same mpirun";
    }

    @Override
    public Report run(BenchSettings settings) {
        if (settings.size().isPresent()) {
            throw new InputException("bench startup: --size has no meaning here");
        }
        int ranks = settings.ranks().orElse(2);
        int rounds = settings.rounds().orElse(ROUNDS);
        double[][] seconds = new double[3][rounds];
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path caseFile = folder.path().resolve("one-step.yaml");
            Files.writeString(
                    caseFile, CASE + "output: {directory: \"" + folder.path().resolve("out") + "\"}\n");
            RankJob job = new RankJob(ranks);
            List<String> run = List.of("run", caseFile.toString(), "-n", "" + ranks, "--transport", "openmpi");
            List<String> empty = List.of(java(), "-XX:+UseSerialGC", "-cp", codeSource(), EmptyProgram.class.getName());
            List<String> initialize = List.of(
                    java(),
                    "-XX:+UseSerialGC",
                    "-Djava.library.path=" + System.getProperty("java.library.path"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    EmptyRanks.class.getName());
            for (int round = -WARM_UP; round < rounds; round++) {
                double ours = job.launch(run).seconds();
                double theirs = job.mpirun(empty).seconds();
                double initialized = job.mpirun(initialize).seconds();
                if (round >= 0) {
                    seconds[0][round] = ours;
                    seconds[1][round] = theirs;
                    seconds[2][round] = initialized;
                }
            }
        } catch (IOException failure) {
            throw new EnvironmentException("the case file cannot be written: " + failure.getMessage());
        }
        return report(seconds, ranks);
    }

    private static Report report(double[][] seconds, int ranks) {
        Report report = new Report("startup, " + ranks + " ranks", "median s", "best s", "run / this", "goal");
        String[] names = {"parhelion", "empty-java", "empty-ranks"};
        String[] texts = {"parhelion run, one step", "Java, empty main, mpirun", "Java, MPI.Init and Finalize, mpirun"};
        for (double[] times : seconds) {
            Arrays.sort(times);
        }
        double ours = median(seconds[0]);
        for (int n = 0; n < names.length; n++) {
            double median = median(seconds[n]);
            report.add("startup/" + names[n], median, "s");
            report.row(
                    texts[n],
                    Report.format(median, 3),
                    Report.format(seconds[n][0], 3),
                    n == 0 ? "" : Report.format(ours / median, 2),
                    n == 1 ? "<= 2.50" : "");
        }
        return report;
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The Java that the launcher found, not the one it links from it. */
    private static String java() {
        return Path.of(System.getProperty("parhelion.java", System.getProperty("java.home")), "bin", "java")
                .toString();
    }

    /** The jar or folder that the empty program is in. */
    private static String codeSource() {
        try {
            return Path.of(EmptyProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
