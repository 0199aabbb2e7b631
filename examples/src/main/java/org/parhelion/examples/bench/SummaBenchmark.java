package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The product of two distributed matrices by SUMMA, beside ScaLAPACK's {@code pdgemm} with the same block and grid. */
final class SummaBenchmark implements Benchmark {
    private static final int SIZE = 4096;
    private static final int BLOCK = 128;
    private static final int ROUNDS = 3;
    private static final int PRODUCTS = 4;
    private static final double LIMIT = 16;

    /** The libraries stand before the source: the linker is to keep them all the same. */
    private static final List<String> FLAGS =
            List.of("-O2", "-Wl,--no-as-needed", "-lscalapack-openmpi", "-lopenblas", "-lm");

    @Override
    public String name() {
        return "summa";
    }

    @Override
    public String summary() {
        return "product of two distributed matrices on 1, 2 and 4 ranks, beside ScaLAPACK's pdgemm";
    }

    @Override
    public Report run(BenchSettings settings) {
        int n = settings.size().orElse(SIZE);
        List<Integer> ranks =
                settings.ranks().isPresent() ? List.of(settings.ranks().getAsInt()) : List.of(1, 2, 4);
        Report report = new Report("summa, n = " + n, "parhelion GF/s", "scalapack GF/s", "ratio", "goal");
        Optional<NativeProgram> peer = NativeProgram.compileOrSay(
                "summa",
                "ScaLAPACK and OpenBLAS (on Debian libscalapack-openmpi-dev and libopenblas-dev)",
                "pdgemm.c",
                FLAGS,
                "mpicc");
        try {
            for (int count : ranks) {
                measure(report, settings.rounds().orElse(ROUNDS), n, count, peer);
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
        report.note(
                "GF/s: 2 n^3 / time of the fastest product on the slowest rank; ours are checked as Freivalds does");
        return report;
    }

    private static void measure(Report report, int rounds, int n, int ranks, Optional<NativeProgram> peer) {
        RankJob job = new RankJob(ranks);
        double ours = 0;
        double theirs = peer.isPresent() ? 0 : Double.NaN;
        for (int round = 0; round < rounds; round++) {
            ours = Math.max(ours, ours(job, n, PRODUCTS));
            if (peer.isPresent()) {
                List<String> command = new ArrayList<>(List.of(
                        "env",
                        "OPENBLAS_NUM_THREADS=1",
                        "OMP_NUM_THREADS=1",
                        peer.get().path()));
                command.addAll(words(n, ranks, PRODUCTS));
                theirs = Math.max(theirs, speed(job.mpirun(command).output())[0]);
            }
        }
        String name = String.format(Locale.ROOT, "summa-%d-%dranks", n, ranks);
        report.add(name + "/parhelion", ours, "GF/s");
        if (peer.isPresent()) {
            report.add(name + "/scalapack", theirs, "GF/s");
        }
        report.row(
                ranks == 1 ? "1 rank" : ranks + " ranks",
                Report.format(ours, 1),
                Report.format(theirs, 1),
                Report.format(ours / theirs, 2),
                ranks == 2 && n == SIZE ? ">= 1.00" : "");
    }

    /**
     * GF/s of SUMMA.
     *
     * @throws IllegalStateException the product is wrong
     */
    static double ours(RankJob job, int n, int products) {
        String output =
                job.java(SummaRanks.class, words(n, job.ranks(), products).toArray(String[]::new));
        double[] numbers = speed(output);
        if (!(numbers[1] < LIMIT)) {
            throw new IllegalStateException("SUMMA's product is wrong: Freivalds residual " + numbers[1]);
        }
        return numbers[0];
    }

    /** Size, block, rows and columns of the process grid, products. */
    private static List<String> words(int n, int ranks, int products) {
        int rows = (int) Math.sqrt(ranks);
        while (ranks % rows != 0) {
            rows--;
        }
        return List.of("" + n, "" + BLOCK, "" + rows, "" + ranks / rows, "" + products);
    }

    /** The numbers after {@code summa}. */
    private static double[] speed(String output) {
        String line = output.lines()
                .filter(text -> text.startsWith("summa "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("bench summa: no speed in: " + output));
        return List.of(line.split(" ", -1)).stream()
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
