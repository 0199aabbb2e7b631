package org.parhelion.mpi.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.profile.ProfileReport.Row;
import org.parhelion.mpi.profile.ProfileReport.Spread;
import org.parhelion.mpi.profile.ProfileReport.WaitedFor;

/** Makes one report of the profiles of all ranks. All methods are collective. */
final class Reduction {
    private static final int WAITED_FOR = 3;
    /** Of {@link RegionTimes#totals}. */
    private static final int CALLS = 0;

    private static final int NANOSECONDS = 1;
    private static final int MESSAGES = 2;
    private static final int SENT = 3;
    private static final int MOVED = 4;

    private final Communicator world;

    Reduction(Communicator world) {
        this.world = world;
    }

    ProfileReport report(Profile profile, Clock clock, JvmTimes.Counts jvm) {
        double whole = profile.root().totals()[NANOSECONDS] * 1e-9;
        double inside = 0;
        for (RegionTimes outermost : profile.root().children()) {
            inside += outermost.totals()[NANOSECONDS] * 1e-9;
        }
        Waits waits = profile.waiting();
        return new ProfileReport(
                world.size(),
                world.transport(),
                world.allReduce(whole, ReduceOp.MAX),
                regions(profile.root()),
                spread(new double[] {Math.max(0, whole - inside)})[0],
                row("waiting", waits.calls(), waits.seconds()),
                waitedFor(waits.byPeer(world, clock)),
                row("GC pauses", jvm.collections(), jvm.collectionSeconds()),
                world.allReduce(jvm.longestCollection(), ReduceOp.MAX),
                spread(new double[] {jvm.compileSeconds()})[0],
                row("safepoints", jvm.safepoints(), jvm.safepointSeconds()),
                world.allReduce(jvm.longestSafepoint(), ReduceOp.MAX));
    }

    private Row row(String name, long calls, double seconds) {
        return new Row(name, 0, world.allReduce(calls, ReduceOp.MAX), spread(new double[] {seconds})[0], 0, 0, 0);
    }

    /** Of each number over ranks. */
    private Spread[] spread(double[] mine) {
        double[] min = mine.clone();
        double[] mean = mine.clone();
        double[] max = mine.clone();
        world.allReduce(min, ReduceOp.MIN);
        world.allReduce(mean, ReduceOp.SUM);
        world.allReduce(max, ReduceOp.MAX);
        long[] who = new long[mine.length];
        for (int n = 0; n < who.length; n++) {
            who[n] = mine[n] == max[n] ? world.rank() : Long.MAX_VALUE;
        }
        world.allReduce(who, ReduceOp.MIN);
        Spread[] spread = new Spread[mine.length];
        for (int n = 0; n < spread.length; n++) {
            spread[n] = new Spread(min[n], mean[n] / world.size(), max[n], (int) who[n]);
        }
        return spread;
    }

    private List<Row> regions(RegionTimes root) {
        String[] paths = paths(root);
        double[][] totals = new double[5][paths.length];
        for (int n = 0; n < paths.length; n++) {
            RegionTimes node = find(root, paths[n]);
            if (node != null) {
                double[] mine = node.totals();
                for (int what = 0; what < totals.length; what++) {
                    totals[what][n] = mine[what];
                }
            }
        }
        for (int n = 0; n < paths.length; n++) {
            totals[NANOSECONDS][n] *= 1e-9;
        }
        Spread[] seconds = spread(totals[NANOSECONDS]);
        world.allReduce(totals[CALLS], ReduceOp.MAX);
        world.allReduce(totals[MESSAGES], ReduceOp.SUM);
        world.allReduce(totals[SENT], ReduceOp.SUM);
        world.allReduce(totals[MOVED], ReduceOp.SUM);
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < paths.length; n++) {
            String[] names = paths[n].split("\t", -1);
            rows.add(new Row(
                    names[names.length - 1],
                    names.length - 1,
                    (long) totals[CALLS][n],
                    seconds[n],
                    (long) totals[MESSAGES][n],
                    (long) totals[SENT][n],
                    (long) totals[MOVED][n]));
        }
        return rows;
    }

    /** Of all ranks' regions, each once, those within a region right behind it; the same on every rank. */
    private String[] paths(RegionTimes root) {
        List<String> mine = new ArrayList<>();
        collect(root, mine);
        List<String[]> all = world.gatherObjects(String[].class, mine.toArray(new String[0]), 0);
        String[] union = {};
        if (world.rank() == 0) {
            Set<String> names = new LinkedHashSet<>();
            all.forEach(some -> names.addAll(Arrays.asList(some)));
            List<String> ordered = new ArrayList<>();
            addWithin("", names, ordered);
            union = ordered.toArray(new String[0]);
        }
        return world.broadcastObject(String[].class, union, 0);
    }

    private static void addWithin(String outer, Set<String> names, List<String> ordered) {
        for (String name : names) {
            if (name.startsWith(outer) && name.indexOf('\t', outer.length()) < 0) {
                ordered.add(name);
                addWithin(name + '\t', names, ordered);
            }
        }
    }

    private static void collect(RegionTimes node, List<String> paths) {
        for (RegionTimes child : node.children()) {
            paths.add(child.path());
            collect(child, paths);
        }
    }

    private static RegionTimes find(RegionTimes node, String path) {
        for (RegionTimes child : node.children()) {
            if (child.path().equals(path)) {
                return child;
            } else if (path.startsWith(child.path() + '\t')) {
                return find(child, path);
            }
        }
        return null;
    }

    private List<WaitedFor> waitedFor(double[] mine) {
        Spread[] over = spread(mine);
        List<WaitedFor> all = new ArrayList<>();
        for (int rank = 0; rank < mine.length; rank++) {
            if (over[rank].max() > 0) {
                double sum = over[rank].mean() * world.size();
                all.add(new WaitedFor(rank, sum, over[rank].rank(), over[rank].max()));
            }
        }
        all.sort(Comparator.comparingDouble(WaitedFor::seconds).reversed());
        return List.copyOf(all.subList(0, Math.min(WAITED_FOR, all.size())));
    }
}
