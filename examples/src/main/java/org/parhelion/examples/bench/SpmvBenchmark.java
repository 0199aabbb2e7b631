package org.parhelion.examples.bench;

import java.util.List;
import java.util.Optional;

/**
 * Sparse matrices in compressed rows: their product with a vector beside a plain loop in C, and a step of conjugate gradients
 * with Jacobi's preconditioner beside PETSc's.
 */
final class SpmvBenchmark implements Benchmark {
    private static final int SIZE = 127;
    private static final int ROUNDS = 3;
    private static final String SECONDS = "2";
    private static final String STEPS = "60";
    private static final double TOLERANCE = 1e-9;

    @Override
    public String name() {
        return "spmv";
    }

    @Override
    public String summary() {
        return "product of a sparse matrix and a vector beside C; a step of conjugate gradients beside PETSc's";
    }

    @Override
    public Report run(BenchSettings settings) {
        int n = settings.size().orElse(SIZE);
        int rounds = settings.rounds().orElse(ROUNDS);
        List<Integer> ranks =
                settings.ranks().isPresent() ? List.of(settings.ranks().getAsInt()) : List.of(1, 2);
        Report report = new Report("spmv, n = " + n, "parhelion", "peer", "unit", "ratio", "goal");
        products(report, n, rounds);
        steps(report, n, rounds, ranks);
        report.note(
                "poisson: 7-point differences on n^3 points; random: n^3/2 rows of 1 to 31 elements at random places");
        report.note("ratio: ours / theirs; GF/s count 2 operations an element; a step of CG on the poisson matrix");
        return report;
    }

    private static void products(Report report, int n, int rounds) {
        Optional<NativeProgram> peer = NativeProgram.compileOrSay(
                "spmv", "a C compiler", "spmv.c", List.of("-O3", "-march=native"), "gcc", "cc");
        RankJob job = new RankJob(1);
        try {
            for (String matrix : List.of("poisson", "random")) {
                String size = "" + (matrix.equals("poisson") ? n : n * n * n / 2);
                double ours = 0;
                double theirs = peer.isPresent() ? 0 : Double.NaN;
                for (int round = 0; round < rounds; round++) {
                    double[] mine = numbers("spmv ", job.java(SpmvRanks.class, matrix, size, SECONDS));
                    ours = Math.max(ours, mine[0]);
                    if (peer.isPresent()) {
                        double[] other = numbers("spmv ", peer.get().run(matrix, size, SECONDS));
                        theirs = Math.max(theirs, other[0]);
                        if (!(Math.abs(mine[1] - other[1]) <= TOLERANCE * Math.abs(other[1]))) {
                            throw new IllegalStateException(
                                    "bench spmv: the products differ: " + mine[1] + ", " + other[1]);
                        }
                    }
                }
                add(report, "spmv-" + matrix + "-" + n, ours, theirs, "c", "GF/s", n == SIZE ? ">= 0.90" : "");
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
    }

    private static void steps(Report report, int n, int rounds, List<Integer> ranks) {
        Optional<NativeProgram> peer = PetscProgram.compileOrSay("spmv", "cg_petsc.c");
        try {
            for (int count : ranks) {
                RankJob job = new RankJob(count);
                double ours = Double.POSITIVE_INFINITY;
                double theirs = peer.isPresent() ? Double.POSITIVE_INFINITY : Double.NaN;
                for (int round = 0; round < rounds; round++) {
                    double[] mine = numbers("cg ", job.java(SpmvRanks.class, "cg", "" + n, STEPS));
                    ours = Math.min(ours, mine[0] * 1e6);
                    if (peer.isPresent()) {
                        double[] other = numbers(
                                "cg ",
                                job.mpirun(List.of(peer.get().path(), "" + n, STEPS))
                                        .output());
                        theirs = Math.min(theirs, other[0] * 1e6);
                        if (!(Math.abs(mine[1] - other[1]) <= 1e-3 * other[1])) {
                            throw new IllegalStateException("bench spmv: after " + STEPS
                                    + " steps of CG the residuals differ: " + mine[1] + ", " + other[1]);
                        }
                    }
                }
                String name = "cg-" + n + "-" + count + (count == 1 ? "rank" : "ranks");
                add(report, name, ours, theirs, "petsc", "us", n == SIZE ? "<= 1.10" : "");
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
    }

    private static double[] numbers(String begin, String output) {
        String line = output.lines()
                .filter(text -> text.startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("bench spmv: no numbers in: " + output));
        String[] words = line.split(" ", -1);
        return new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
    }

    private static void add(
            Report report, String name, double ours, double theirs, String peer, String unit, String goal) {
        report.add(name + "/parhelion", ours, unit);
        if (!Double.isNaN(theirs)) {
            report.add(name + "/" + peer, theirs, unit);
        }
        int digits = unit.equals("us") ? 0 : 3;
        report.row(
                name,
                Report.format(ours, digits),
                Report.format(theirs, digits),
                unit,
                Report.format(ours / theirs, 2),
                goal);
    }
}
