package org.parhelion.examples.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.parhelion.solvers.simulation.InputException;

/**
 * Halo exchange of one field, halo 1, between two ranks that are neighbours on both sides of one axis, for each axis in turn:
 * ours beside a C program that exchanges the same bytes over persistent requests, and copies them once on each side.
 */
final class HaloBenchmark implements Benchmark {
    private static final int SIZE = 128;
    private static final int ROUNDS = 5;
    private static final String SECONDS = "8";
    private static final String WALLS = "-walls";
    /** Faces across x of blocks whose fastest axis is x in spite of it. */
    private static final String STRIDED = "x-strided";

    @Override
    public String name() {
        return "halo";
    }

    @Override
    public String summary() {
        return "halo exchange on 2 ranks along each axis, beside C with persistent requests";
    }

    @Override
    public Report run(BenchSettings settings) {
        if (settings.ranks().orElse(2) != 2) {
            throw new InputException("bench halo: exactly 2 ranks exchange along one axis at a time; leave -n out");
        }
        String size = String.valueOf(settings.size().orElse(SIZE));
        Map<String, Double> ours = new TreeMap<>();
        Map<String, Double> theirs = new TreeMap<>();
        RankJob job = new RankJob(2);
        Optional<NativeProgram> peer = NativeProgram.compile("halo.c", List.of("-O3", "-march=native"), "mpicc");
        try {
            for (int round = 0; round < settings.rounds().orElse(ROUNDS); round++) {
                keepBest(ours, job.java(HaloRanks.class, size, SECONDS));
                peer.ifPresent(program -> keepBest(
                        theirs, job.mpirun(List.of(program.path(), size, "2")).output()));
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
        return report(ours, theirs, size);
    }

    /** Lines of a name and a number of microseconds. */
    private static void keepBest(Map<String, Double> best, String output) {
        output.lines().filter(line -> line.matches("\\S+ -?[0-9.]+")).forEach(line -> {
            String[] words = line.split(" ", -1);
            best.merge(words[0], Double.valueOf(words[1]), Math::min);
        });
    }

    private static Report report(Map<String, Double> ours, Map<String, Double> theirs, String size) {
        Report report = new Report(
                "halo, 2 ranks, " + size + "^3 each",
                "parhelion us",
                "c contiguous us",
                "ratio",
                "goal",
                "c us",
                "ratio",
                "with walls us",
                "c us",
                "ratio");
        double floor = theirs.getOrDefault("floor", Double.NaN);
        Spread parts = new Spread();
        Spread wholes = new Spread();
        for (String faces : List.of("x", "y", "z", STRIDED)) {
            String axis = faces.substring(0, 1);
            double mine = ours.get(faces);
            double theirFaces = theirs.getOrDefault(axis, Double.NaN);
            double walled = ours.get(faces + WALLS);
            double theirWalled = theirs.getOrDefault(axis + WALLS, Double.NaN);
            if (!faces.equals(STRIDED)) {
                parts.add(mine);
                wholes.add(walled);
            }
            report.add("halo-" + faces + "/parhelion", mine, "us");
            report.add("halo-" + faces + WALLS + "/parhelion", walled, "us");
            if (!theirs.isEmpty() && !faces.equals(STRIDED)) {
                report.add("halo-" + axis + "/c", theirFaces, "us");
                report.add("halo-" + axis + WALLS + "/c", theirWalled, "us");
            }
            report.row(
                    faces,
                    Report.format(mine, 1),
                    Report.format(floor, 1),
                    Report.format(mine / floor, 2),
                    faces.equals(STRIDED) ? "" : "<= 1.30",
                    Report.format(theirFaces, 1),
                    Report.format(mine / theirFaces, 2),
                    Report.format(walled, 1),
                    Report.format(theirWalled, 1),
                    Report.format(walled / theirWalled, 2));
        }
        if (!theirs.isEmpty()) {
            report.add("halo-contiguous/c", floor, "us");
        }
        report.note("slowest axis / quickest: " + parts + " (goal <= 2.00); whole exchanges, with walls: " + wholes);
        explain(report, theirs.isEmpty());
        return report;
    }

    /** The ratio of the largest of some times to the smallest. */
    private static final class Spread {
        private double least = Double.POSITIVE_INFINITY;
        private double most;

        void add(double time) {
            least = Math.min(least, time);
            most = Math.max(most, time);
        }

        @Override
        public String toString() {
            return Report.format(most / least, 2);
        }
    }

    private static void explain(Report report, boolean alone) {
        report.note(
                "c: copies of the faces and their exchange over persistent requests; with walls: and the ghosts of the"
                        + " other axes filled;");
        report.note(
                "c contiguous: as many bytes that lie one after another; c stores x first, parhelion an axis that is not"
                        + " cut; x-strided: x all the same");
        if (alone) {
            report.note("no C compiler for MPI (mpicc) on the PATH: the C side was left out");
        }
    }
}
