package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.solvers.simulation.InputException;

/**
 * Kernels generated from expressions beside the same loops in C, one rank. Except in {@code heat7-step}, the sources do not
 * change between sweeps, so that the loop alone is measured: ghosts are filled once.
 */
final class StencilBenchmark implements Benchmark {
    private static final int[] SIZES = {48, 256};
    private static final int ROUNDS = 5;
    private static final double SECONDS = 0.4;
    private static final double WARM_UP_SECONDS = 1.5;
    private static final double LEAST_BATCH_SECONDS = 5e-3;
    private static final int TRIAD_BYTES = 24;

    private final double seconds;
    private final double warmUpSeconds;

    StencilBenchmark() {
        this(SECONDS, WARM_UP_SECONDS);
    }

    /** @param seconds that each measurement takes, at least; the numbers of shorter ones than usual mean little */
    StencilBenchmark(double seconds, double warmUpSeconds) {
        this.seconds = seconds;
        this.warmUpSeconds = warmUpSeconds;
    }

    @Override
    public String name() {
        return "stencil";
    }

    @Override
    public String summary() {
        return "generated stencil kernels on one rank, beside the same loops in C (gcc -O3 -march=native -ffast-math)";
    }

    @Override
    public Report run(BenchSettings settings) {
        if (settings.ranks().orElse(1) != 1) {
            throw new InputException("bench stencil: the kernels run on one rank; leave -n out");
        }
        int[] sizes = settings.size().isPresent() ? new int[] {settings.size().getAsInt()} : SIZES;
        int rounds = settings.rounds().orElse(ROUNDS);
        Report report = new Report("stencil", "parhelion Mcell/s", "c Mcell/s", "ratio", "goal", "GB/s", "of triad");
        Optional<NativeProgram> peer = NativeProgram.compile(
                "stencil.c", List.of("-O3", "-march=native", "-ffast-math"), "gcc", "cc", "clang");
        try {
            Parallel.threads(1, (world, rest) -> {
                for (int size : sizes) {
                    measure(world, size, rounds, peer, report);
                }
            });
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
        report.note("GB/s: each field read and written once; of triad: share of what the C loop a = b + 3 c moves");
        if (peer.isEmpty()) {
            report.note("no C compiler (gcc) on the PATH: the C side was left out");
        }
        return report;
    }

    private void measure(Communicator world, int size, int rounds, Optional<NativeProgram> peer, Report report) {
        double cells = Math.pow(size, 3);
        double triad = Double.POSITIVE_INFINITY;
        List<double[]> results = new ArrayList<>();
        for (StencilCase stencil : StencilCase.all()) {
            Runnable sweep = stencil.sweep(world, size);
            best(sweep, warmUpSeconds);
            double[] took = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            for (int round = 0; round < rounds; round++) {
                took[0] = Math.min(took[0], best(sweep, seconds));
                if (peer.isPresent()) {
                    took[1] = Math.min(took[1], peerSeconds(peer.get(), stencil.name(), size));
                }
            }
            if (peer.isPresent()) {
                triad = Math.min(triad, peerSeconds(peer.get(), "triad", size));
            }
            results.add(took);
        }
        double triadBytes = peer.isPresent() ? TRIAD_BYTES * cells / triad * 1e-9 : Double.NaN;
        if (peer.isPresent()) {
            report.add("triad-" + size + "/c", triadBytes, "GB/s");
        }
        for (int n = 0; n < results.size(); n++) {
            describe(report, StencilCase.all().get(n), size, results.get(n), triadBytes);
        }
        report.row("triad-" + size, "", "", "", "", Report.format(triadBytes, 2), "");
    }

    private static void describe(Report report, StencilCase stencil, int size, double[] seconds, double triad) {
        double cells = Math.pow(size, 3);
        boolean compared = Double.isFinite(seconds[1]);
        double ours = cells / seconds[0] * 1e-6;
        double theirs = compared ? cells / seconds[1] * 1e-6 : Double.NaN;
        String name = stencil.name() + "-" + size;
        report.add(name + "/parhelion", ours, "Mcell/s");
        if (compared) {
            report.add(name + "/c", theirs, "Mcell/s");
        }
        double bytes = ours * stencil.bytesPerCell() * 1e-3;
        report.row(
                name,
                Report.format(ours, 1),
                Report.format(theirs, 1),
                Report.format(ours / theirs, 2),
                Double.isNaN(stencil.goal()) ? "" : ">= " + Report.format(stencil.goal(), 2),
                Report.format(bytes, 2),
                Report.format(bytes / triad, 2));
    }

    private double peerSeconds(NativeProgram peer, String loop, int size) {
        return Double.parseDouble(
                peer.run(loop, String.valueOf(size), String.valueOf(seconds)).strip());
    }

    /** Seconds of one sweep: batches of at least 5 ms, best of those that fit into the time; as in {@code stencil.c}. */
    private static double best(Runnable sweep, double seconds) {
        double best = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long count = 1;
        boolean warm = false;
        do {
            long start = System.nanoTime();
            for (long n = 0; n < count; n++) {
                sweep.run();
            }
            double took = (System.nanoTime() - start) * 1e-9;
            if (took < LEAST_BATCH_SECONDS) {
                count *= 2;
            } else if (!warm) {
                warm = true;
            } else {
                best = Math.min(best, took / count);
            }
        } while (best == Double.POSITIVE_INFINITY || System.nanoTime() < end);
        return best;
    }
}
