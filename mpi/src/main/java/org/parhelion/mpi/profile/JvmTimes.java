package org.parhelion.mpi.profile;

import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mpi.profile.SafepointLog.Safepoint;

/**
 * What the JVM did beside the program: collections of memory, compilation, pauses. Of ranks as threads, which share one JVM,
 * every rank sees the same. Loads {@code java.management}, which takes a tenth of a second: only where a profile is wanted.
 */
final class JvmTimes {
    private static JvmTimes shared;
    private static int users;

    private final SafepointLog log = SafepointLog.start();
    private final long begun = System.nanoTime();
    private final long compiledBefore = compiledMillis();
    private final long[] collectedBefore = collected();

    private JvmTimes() {}

    /** Begins to count for one rank of this process. */
    static synchronized JvmTimes start() {
        if (users++ == 0) {
            shared = new JvmTimes();
        }
        return shared;
    }

    /** This rank counts no more; the last one ends it. */
    static synchronized void end() {
        if (--users == 0) {
            if (shared.log != null) {
                shared.log.close();
            }
            shared = null;
        }
    }

    /**
     * What has been since the start.
     *
     * @param collections how often memory was collected
     * @param longestCollection seconds
     * @param compileSeconds of the threads that compile, beside the program's
     * @param safepoints pauses of all kinds, collections among them; −1 where this JVM does not tell
     */
    record Counts(
            long collections,
            double collectionSeconds,
            double longestCollection,
            double compileSeconds,
            long safepoints,
            double safepointSeconds,
            double longestSafepoint) {}

    Counts counts() {
        double compile = (compiledMillis() - compiledBefore) * 1e-3;
        if (log == null) {
            long[] now = collected();
            return new Counts(now[0] - collectedBefore[0], (now[1] - collectedBefore[1]) * 1e-3, 0, compile, -1, 0, 0);
        }
        List<Safepoint> all = safepoints();
        List<Safepoint> collections =
                all.stream().filter(Safepoint::isCollection).toList();
        return new Counts(
                collections.size(),
                seconds(collections),
                longest(collections),
                compile,
                all.size(),
                seconds(all),
                longest(all));
    }

    private static double seconds(List<Safepoint> some) {
        return some.stream().mapToLong(Safepoint::nanoseconds).sum() * 1e-9;
    }

    private static double longest(List<Safepoint> some) {
        return some.stream().mapToLong(Safepoint::nanoseconds).max().orElse(0) * 1e-9;
    }

    /** Pauses since the start; empty where this JVM does not tell. */
    List<Safepoint> safepoints() {
        List<Safepoint> since = new ArrayList<>();
        if (log != null) {
            for (Safepoint safepoint : log.read()) {
                if (safepoint.start() >= begun) {
                    since.add(safepoint);
                }
            }
        }
        return since;
    }

    private static long compiledMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null || !compiler.isCompilationTimeMonitoringSupported()
                ? 0
                : compiler.getTotalCompilationTime();
    }

    /** Number and milliseconds. */
    private static long[] collected() {
        long[] sum = new long[2];
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            sum[0] += Math.max(0, collector.getCollectionCount());
            sum[1] += Math.max(0, collector.getCollectionTime());
        }
        return sum;
    }
}
