package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Poisson's equation by geometric multigrid, set-up and solve, beside hypre's PFMG at the same size, and PETSc's geometric
 * multigrid and hypre's BoomerAMG at the sizes that suit them.
 */
final class PoissonBenchmark implements Benchmark {
    private static final int SIZE = 255;
    private static final int ROUNDS = 2;
    /** Of one process: the first one also warms the JVM up. */
    private static final int REPETITIONS = 4;

    private static final double GOAL = 5;

    /** A peer of PETSc's, at a size of its own. */
    private record Peer(String name, int size, List<String> options) {}

    private static final List<Peer> PETSC = List.of(
            new Peer("petsc-mg", 129, List.of("-pc_type", "mg", "-pc_mg_levels", "6", "-pc_mg_galerkin", "pmat")),
            new Peer("boomeramg", 127, List.of("-pc_type", "hypre")));

    @Override
    public String name() {
        return "poisson";
    }

    @Override
    public String summary() {
        return "Poisson's equation by multigrid, set-up and solve, beside hypre's PFMG and BoomerAMG and PETSc's mg";
    }

    @Override
    public Report run(BenchSettings settings) {
        int n = settings.size().orElse(SIZE);
        int rounds = settings.rounds().orElse(ROUNDS);
        List<Integer> ranks =
                settings.ranks().isPresent() ? List.of(settings.ranks().getAsInt()) : List.of(1, 2);
        Report report =
                new Report("poisson", "set-up s", "solve s", "total s", "steps", "|r|/|b|", "times ours", "goal");
        Optional<NativeProgram> hypre = NativeProgram.compileOrSay(
                "poisson",
                "hypre (on Debian libhypre-dev)",
                "poisson_hypre.c",
                List.of("-O2", "-w", "-I/usr/include/hypre", "-Wl,--no-as-needed", "-lHYPRE", "-lm"),
                "mpicc");
        Optional<NativeProgram> petsc = PetscProgram.compileOrSay("poisson", "poisson_petsc.c");
        try {
            for (int count : ranks) {
                RankJob job = new RankJob(count);
                compare(report, job, n, rounds, hypre.map(program -> new HypreCommand(program, n)), "hypre");
                boolean whole = settings.size().isEmpty();
                for (Peer peer : whole ? PETSC : List.<Peer>of()) {
                    compare(report, job, peer.size(), rounds, petsc.map(it -> new PetscCommand(it, peer)), peer.name());
                }
                others(report, job, n);
            }
        } finally {
            hypre.ifPresent(NativeProgram::close);
            petsc.ifPresent(NativeProgram::close);
        }
        report.note(
                "from zero to 1e-8 of the right-hand side; best of several solves, set-up included; first: of a process,"
                        + " JVM cold; PETSc's stop by the preconditioned residual");
        report.note("work unit: one residual of the finest grid by a generated kernel; goals: peers >= 5 times ours,"
                + " full multigrid <= 10 work units, variable coefficients <= 2 of constant ones");
        return report;
    }

    /** How a peer is started. */
    private interface PeerCommand {
        List<String> words();
    }

    private record HypreCommand(NativeProgram program, int n) implements PeerCommand {
        @Override
        public List<String> words() {
            return List.of("env", "OMP_NUM_THREADS=1", program.path(), "" + n, "2");
        }
    }

    private record PetscCommand(NativeProgram program, Peer peer) implements PeerCommand {
        @Override
        public List<String> words() {
            List<String> words = new ArrayList<>(List.of("env", "OMP_NUM_THREADS=1", program.path(), "-n"));
            words.addAll(List.of("" + peer.size(), "-ksp_rtol", "1e-8", "-ksp_type", "cg"));
            words.addAll(peer.options());
            return words;
        }
    }

    private static void compare(
            Report report, RankJob job, int n, int rounds, Optional<? extends PeerCommand> peer, String who) {
        double[] ours = null;
        double[] first = null;
        double[] theirs = null;
        for (int round = 0; round < rounds; round++) {
            List<double[]> runs = lines(job.java(PoissonRanks.class, "" + n, "" + REPETITIONS), "poisson");
            first = faster(runs.get(0), first);
            for (double[] run : runs) {
                ours = faster(run, ours);
            }
            if (peer.isPresent()) {
                for (double[] run : lines(job.mpirun(peer.get().words()).output(), "poisson")) {
                    theirs = faster(run, theirs);
                }
            }
        }
        if (!(ours[3] <= 1e-8)) {
            throw new IllegalStateException("bench poisson: our relative residual is " + ours[3]);
        }
        String name = name("poisson", n, job);
        row(report, name + "/parhelion", ours, ours, "");
        row(report, name + "-first/parhelion", first, ours, "");
        if (theirs != null) {
            row(report, name + "/" + who, theirs, ours, ">= " + Report.format(GOAL, 2));
        }
    }

    /** Full multigrid in work units, and variable coefficients beside constant ones. */
    private static void others(Report report, RankJob job, int n) {
        String output = job.java(PoissonRanks.class, "" + n, "" + REPETITIONS, "full", "variable");
        Map<String, double[]> best = new HashMap<>();
        for (String word : List.of("full", "constant", "variable")) {
            for (double[] run : lines(output, word)) {
                best.merge(word, run, (a, b) -> a[0] <= b[0] ? a : b);
            }
        }
        double[] full = best.get("full");
        double units = full[0] / full[1];
        report.add(name("full-multigrid", n, job) + "/parhelion", units, "work units");
        report.note(String.format(
                Locale.ROOT,
                "%s: %.4f s, %.1f work units of %.4f s; error %.2f times that of the discretisation",
                name("full-multigrid", n, job),
                full[0],
                units,
                full[1],
                full[2]));
        double ratio = best.get("variable")[0] / best.get("constant")[0];
        report.add(name("variable", n, job) + "/parhelion", ratio, "times constant");
        report.note(String.format(
                Locale.ROOT,
                "%s: a V(1,1) cycle takes %.4f s with the coefficient 1 + x y z, %.4f s with a constant one: %.2f",
                name("variable", n, job),
                best.get("variable")[0],
                best.get("constant")[0],
                ratio));
    }

    private static String name(String what, int n, RankJob job) {
        return what + "-" + n + "-" + job.ranks() + (job.ranks() == 1 ? "rank" : "ranks");
    }

    private static double[] faster(double[] one, double[] other) {
        return other == null || one[0] + one[1] <= other[0] + other[1] ? one : other;
    }

    private static void row(Report report, String name, double[] run, double[] ours, String goal) {
        double total = run[0] + run[1];
        report.add(name, total, "s");
        report.row(
                name,
                Report.format(run[0], 3),
                Report.format(run[1], 3),
                Report.format(total, 3),
                Report.format(run[2], 0),
                String.format(Locale.ROOT, "%.1e", run[3]),
                Report.format(total / (ours[0] + ours[1]), 2),
                goal);
    }

    /** The numbers of all lines that begin with a word. */
    private static List<double[]> lines(String output, String word) {
        List<double[]> lines = output.lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> List.of(line.split(" ", -1)).stream()
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("bench poisson: no line \"" + word + "\" in: " + output);
        }
        return lines;
    }
}
