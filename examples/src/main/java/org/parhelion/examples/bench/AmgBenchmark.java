package org.parhelion.examples.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Algebraic multigrid for a sparse matrix, set-up and solve: smoothed aggregation beside hypre's BoomerAMG and PETSc's GAMG, both
 * through PETSc.
 */
final class AmgBenchmark implements Benchmark {
    private static final int SIZE = 127;
    private static final int ROUNDS = 2;
    /** Of one process: the first one also warms the JVM up. */
    private static final int REPETITIONS = 3;

    private static final List<String> PEERS = List.of("hypre", "gamg");

    /** One run: set-up, solve, iterations, relative residual, and what else our side prints. */
    private record Run(double[] numbers) {
        double total() {
            return numbers[0] + numbers[1];
        }

        Run orFaster(Run other) {
            return other == null || total() <= other.total() ? this : other;
        }
    }

    @Override
    public String name() {
        return "amg";
    }

    @Override
    public String summary() {
        return "algebraic multigrid, set-up and solve, beside hypre's BoomerAMG and PETSc's GAMG";
    }

    @Override
    public Report run(BenchSettings settings) {
        int n = settings.size().orElse(SIZE);
        int rounds = settings.rounds().orElse(ROUNDS);
        List<Integer> ranks =
                settings.ranks().isPresent() ? List.of(settings.ranks().getAsInt()) : List.of(1, 2);
        Report report =
                new Report("amg, n = " + n, "set-up s", "solve s", "total s", "steps", "|r|/|b|", "of hypre", "goal");
        Optional<NativeProgram> peer = PetscProgram.compileOrSay("amg", "amg_petsc.c");
        try {
            for (int count : ranks) {
                measure(report, new RankJob(count), n, rounds, peer);
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
        report.note(
                "7-point differences on n^3 points as a sparse matrix, conjugate gradients to 1e-8; its assembly is not timed."
                        + " PETSc's programs stop by the preconditioned residual, so that their true one is larger.");
        report.note(
                "products: in the time of so many products of the matrix and a vector; first: of a process, JVM cold");
        return report;
    }

    private static void measure(Report report, RankJob job, int n, int rounds, Optional<NativeProgram> peer) {
        Run ours = null;
        Run first = null;
        Run[] theirs = new Run[PEERS.size()];
        for (int round = 0; round < rounds; round++) {
            List<Run> runs = runs(job.java(AmgRanks.class, "" + n, "" + REPETITIONS));
            first = runs.get(0).orFaster(first);
            for (Run one : runs) {
                ours = one.orFaster(ours);
            }
            for (int p = 0; p < theirs.length && peer.isPresent(); p++) {
                List<String> command =
                        List.of("env", "OMP_NUM_THREADS=1", peer.get().path(), "-n", "" + n, "-pc_type", PEERS.get(p));
                theirs[p] = runs(job.mpirun(command).output()).get(0).orFaster(theirs[p]);
            }
        }
        if (!(ours.numbers[3] <= 1e-8)) {
            throw new IllegalStateException("bench amg: our relative residual is " + ours.numbers[3]);
        }
        String name = "amg-" + n + "-" + job.ranks() + (job.ranks() == 1 ? "rank" : "ranks");
        String goal = n == SIZE ? "<= 1.00" : "";
        double hypre = theirs[0] == null ? Double.NaN : theirs[0].total();
        row(report, name + "/parhelion", ours, hypre, goal);
        row(report, name + "-first/parhelion", first, hypre, "");
        for (int p = 0; p < theirs.length; p++) {
            if (theirs[p] != null) {
                row(report, name + "/" + PEERS.get(p), theirs[p], hypre, "");
            }
        }
        double product = ours.numbers[5];
        report.add(name + "-steps/parhelion", ours.numbers[2], "iterations");
        report.add(name + "-setup-products/parhelion", ours.numbers[0] / product, "products");
        report.add(name + "-solve-products/parhelion", ours.numbers[1] / product, "products");
        report.note(String.format(
                Locale.ROOT,
                "%s: operator complexity %.2f, set-up %.0f products, solve %.0f",
                name,
                ours.numbers[4],
                ours.numbers[0] / product,
                ours.numbers[1] / product));
    }

    private static void row(Report report, String name, Run run, double hypre, String goal) {
        report.add(name.replace("/", "-setup/"), run.numbers[0], "s");
        report.add(name.replace("/", "-solve/"), run.numbers[1], "s");
        report.add(name, run.total(), "s");
        report.row(
                name,
                Report.format(run.numbers[0], 3),
                Report.format(run.numbers[1], 3),
                Report.format(run.total(), 3),
                Report.format(run.numbers[2], 0),
                String.format(Locale.ROOT, "%.1e", run.numbers[3]),
                Report.format(run.total() / hypre, 2),
                goal);
    }

    /** The numbers of all lines {@code amg …}. */
    private static List<Run> runs(String output) {
        List<Run> runs = output.lines()
                .filter(line -> line.startsWith("amg "))
                .map(line -> new Run(List.of(line.split(" ", -1)).stream()
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray()))
                .toList();
        if (runs.isEmpty()) {
            throw new IllegalStateException("bench amg: no numbers in: " + output);
        }
        return runs;
    }
}
