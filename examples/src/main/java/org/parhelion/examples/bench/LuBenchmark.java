package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A random dense system solved by LU with partial pivoting: ours beside ScaLAPACK's {@code pdgesv}, same block and grid. */
final class LuBenchmark implements Benchmark {
    private static final int SIZE = 4000;
    private static final int RANKS = 2;
    private static final int BLOCK = 128;
    private static final int ROUNDS = 2;
    /** Solves of one process; the fastest counts, the first ones also warm the JVM up. */
    private static final String SOLVES = "4";
    /** The libraries stand before the source: the linker is to keep them all the same. */
    private static final List<String> FLAGS =
            List.of("-O2", "-Wl,--no-as-needed", "-lscalapack-openmpi", "-lopenblas", "-lm");

    /** As {@code Residuals.THRESHOLD}. */
    private static final double LIMIT = 16;

    @Override
    public String name() {
        return "lu";
    }

    @Override
    public String summary() {
        return "dense solve by LU with partial pivoting (HPL-like), beside ScaLAPACK's pdgesv";
    }

    @Override
    public Report run(BenchSettings settings) {
        int n = settings.size().orElse(SIZE);
        int ranks = settings.ranks().orElse(RANKS);
        int rows = (int) Math.sqrt(ranks);
        while (ranks % rows != 0) {
            rows--;
        }
        String[] words = {"" + n, "" + BLOCK, "" + rows, "" + ranks / rows, SOLVES};
        RankJob job = new RankJob(ranks);
        double ours = 0;
        double theirs = 0;
        Optional<NativeProgram> peer = NativeProgram.compileOrSay(
                "lu",
                "ScaLAPACK and OpenBLAS (on Debian libscalapack-openmpi-dev and libopenblas-dev)",
                "pdgesv.c",
                FLAGS,
                "mpicc");
        try {
            for (int round = 0; round < settings.rounds().orElse(ROUNDS); round++) {
                ours = Math.max(ours, speed("parhelion", job.java(LuRanks.class, words)));
                if (peer.isPresent()) {
                    theirs = Math.max(
                            theirs,
                            speed(
                                    "pdgesv",
                                    job.mpirun(command(peer.get().path(), words))
                                            .output()));
                }
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
        return report(n, ranks, rows, ours, peer.isPresent() ? theirs : Double.NaN);
    }

    private static List<String> command(String program, String... words) {
        List<String> command = new ArrayList<>(List.of("env", "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1", program));
        command.addAll(List.of(words));
        return command;
    }

    /** GF/s from a line {@code lu GFLOPS RESIDUAL}; a wrong solution has no speed. */
    private static double speed(String who, String output) {
        String[] words = output.lines()
                .filter(line -> line.startsWith("lu "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("bench lu: " + who + " printed no speed: " + output))
                .split(" ", -1);
        double residual = Double.parseDouble(words[2]);
        if (!(residual < LIMIT)) {
            throw new IllegalStateException(
                    "bench lu: the solution of " + who + " is wrong: scaled residual " + residual);
        }
        return Double.parseDouble(words[1]);
    }

    private static Report report(int n, int ranks, int rows, double ours, double theirs) {
        Report report = new Report(
                String.format(Locale.ROOT, "lu, %d ranks (%dx%d), block %d", ranks, rows, ranks / rows, BLOCK),
                "parhelion GF/s",
                "scalapack GF/s",
                "ratio",
                "goal");
        String name = "lu-" + n;
        report.add(name + "/parhelion", ours, "GF/s");
        if (!Double.isNaN(theirs)) {
            report.add(name + "/scalapack", theirs, "GF/s");
        }
        report.row(
                name,
                Report.format(ours, 2),
                Report.format(theirs, 2),
                Report.format(ours / theirs, 2),
                n == SIZE && ranks == RANKS ? ">= 0.90" : "");
        report.note("GF/s: (2/3 n^3 + 3/2 n^2) / time of the fastest solve, factorization included; residuals checked");
        return report;
    }
}
