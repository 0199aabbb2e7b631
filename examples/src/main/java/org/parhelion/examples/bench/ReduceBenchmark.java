package org.parhelion.examples.bench;

import java.util.List;
import java.util.Optional;

/** The reproducible inner product of vectors beside the plain one, and beside a loop in C. */
final class ReduceBenchmark implements Benchmark {
    private static final int SIZE = 1 << 24;
    private static final int ROUNDS = 3;
    private static final int REPETITIONS = 60;
    private static final double GOAL = 1.25;

    @Override
    public String name() {
        return "reduce";
    }

    @Override
    public String summary() {
        return "reproducible inner products beside plain ones, and beside C";
    }

    @Override
    public Report run(BenchSettings settings) {
        int n = settings.size().orElse(SIZE);
        List<Integer> ranks =
                settings.ranks().isPresent() ? List.of(settings.ranks().getAsInt()) : List.of(1, 2);
        Report report = new Report(
                "reduce, " + n + " numbers a rank",
                "reproducible ms",
                "plain ms",
                "ratio",
                "goal",
                "c ms",
                "reproducible GB/s");
        Optional<NativeProgram> peer = NativeProgram.compileOrSay(
                "reduce",
                "a C compiler",
                "dot.c",
                List.of("-O3", "-march=native", "-ffast-math"),
                "gcc",
                "cc",
                "clang");
        try {
            for (int count : ranks) {
                measure(
                        report,
                        new RankJob(count),
                        n,
                        settings.rounds().orElse(ROUNDS),
                        count == 1 ? peer : Optional.empty());
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
        report.note("both read 16 bytes a number; sums over ranks included; goal: vectors larger than the cache");
        return report;
    }

    private static void measure(Report report, RankJob job, int n, int rounds, Optional<NativeProgram> peer) {
        double exact = Double.POSITIVE_INFINITY;
        double plain = Double.POSITIVE_INFINITY;
        double c = peer.isPresent() ? Double.POSITIVE_INFINITY : Double.NaN;
        for (int round = 0; round < rounds; round++) {
            String line = job.java(ReduceRanks.class, "" + n, "" + REPETITIONS)
                    .lines()
                    .filter(text -> text.startsWith("reduce "))
                    .findFirst()
                    .orElseThrow();
            String[] words = line.split(" ", -1);
            exact = Math.min(exact, Double.parseDouble(words[1]));
            plain = Math.min(plain, Double.parseDouble(words[2]));
            if (peer.isPresent()) {
                c = Math.min(c, Double.parseDouble(peer.get().run("" + n, "1").strip()));
            }
        }
        String name = "dot-" + job.ranks() + (job.ranks() == 1 ? "rank" : "ranks");
        report.add(name + "/parhelion", exact, "s");
        report.add(name + "/plain", plain, "s");
        if (peer.isPresent()) {
            report.add(name + "/c", c, "s");
        }
        report.row(
                name,
                Report.format(1e3 * exact, 2),
                Report.format(1e3 * plain, 2),
                Report.format(exact / plain, 2),
                n >= SIZE ? "<= " + Report.format(GOAL, 2) : "",
                Report.format(1e3 * c, 2),
                Report.format(16e-9 * n * job.ranks() / exact, 1));
    }
}
