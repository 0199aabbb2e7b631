package org.parhelion.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checkpoint of one field on ranks, written, forced to the disk and renamed, beside {@code dd conv=fsync} of the same bytes
 * into the same folder: the one that the user is in, and so on the disk that is asked about.
 */
final class CheckpointBenchmark implements Benchmark {
    private static final int SIZE = 512;
    private static final int RANKS = 2;
    private static final int ROUNDS = 3;
    private static final String GOAL = ">= 0.70";

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public String summary() {
        return "a checkpoint on 2 ranks into the current folder, beside dd conv=fsync";
    }

    @Override
    public Report run(BenchSettings settings) {
        int size = settings.size().orElse(SIZE);
        int ranks = settings.ranks().orElse(RANKS);
        RankJob job = new RankJob(ranks);
        Map<String, Double> best = new TreeMap<>();
        try (TemporaryFolder folder = here()) {
            for (int round = 0; round < settings.rounds().orElse(ROUNDS); round++) {
                keepBest(
                        best,
                        job.java(CheckpointRanks.class, "" + size, folder.path().toString(), "2"));
                best.merge("dd", dd(folder.path(), 8L * size * size * size), Math::min);
            }
        }
        double megabytes = 8e-6 * size * size * size;
        double ours = megabytes / best.get("write");
        double theirs = megabytes / best.get("dd");
        Report report = new Report(
                "checkpoint, " + size + "^3 doubles, " + ranks + " ranks",
                "parhelion MB/s",
                "dd MB/s",
                "ratio",
                "goal",
                "begin async s");
        report.add("checkpoint/parhelion", ours, "MB/s");
        report.add("checkpoint/dd", theirs, "MB/s");
        report.add("checkpoint-begin/parhelion", best.get("begin"), "s");
        report.row(
                "checkpoint",
                Report.format(ours, 0),
                Report.format(theirs, 0),
                Report.format(ours / theirs, 2),
                GOAL,
                Report.format(best.get("begin"), 3));
        report.note("begin async: how long the steps wait where the file is written behind them");
        return report;
    }

    private static TemporaryFolder here() {
        try {
            return new TemporaryFolder(Files.createTempDirectory(Path.of("").toAbsolutePath(), "parhelion-bench"));
        } catch (IOException failure) {
            throw new EnvironmentException("nothing can be written in the current folder: " + failure.getMessage());
        }
    }

    /** Lines of a name and a number of seconds. */
    private static void keepBest(Map<String, Double> best, String output) {
        output.lines().filter(line -> line.matches("(write|begin) [0-9.]+")).forEach(line -> {
            String[] words = line.split(" ", -1);
            best.merge(words[0], Double.valueOf(words[1]), Math::min);
        });
    }

    /** Seconds for so many bytes, the file being new. */
    private static double dd(Path folder, long bytes) {
        Path file = folder.resolve("dd");
        List<String> command = List.of(
                "dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=" + bytes, "iflag=count_bytes", "conv=fsync");
        try {
            double seconds = ChildProcess.run(command, folder, Map.of()).seconds();
            Files.delete(file);
            return seconds;
        } catch (IOException failure) {
            throw new EnvironmentException("dd has written nothing: " + failure.getMessage());
        }
    }
}
