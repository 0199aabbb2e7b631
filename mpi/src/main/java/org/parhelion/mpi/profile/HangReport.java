package org.parhelion.mpi.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where every rank is when none gets on: alike stacks once, with the ranks that have them. */
final class HangReport {
    private static final int PLACES = 6;
    private static final String STARTER = "org.parhelion.mpi.Parallel";

    private HangReport() {}

    /**
     * What a rank does.
     *
     * @param place the operation that it waits in and the regions that it is in; may be empty
     * @param stack of its thread, a line for each call, the innermost first
     */
    record Snapshot(int rank, String place, String stack) {
        static Snapshot of(Profile profile) {
            return new Snapshot(
                    profile.rank(), profile.place(), words(profile.thread().getStackTrace()));
        }

        /** Without what stands around every rank's program, and without classes whose names differ by process. */
        static String words(StackTraceElement... calls) {
            StringBuilder stack = new StringBuilder();
            for (StackTraceElement call : calls) {
                String type = call.getClassName();
                if (type.equals(STARTER) || type.startsWith(STARTER + "$")) {
                    break;
                }
                if (!type.contains("$$Lambda")) {
                    String line = call.getLineNumber() > 0 ? ":" + call.getLineNumber() : "";
                    String place = call.isNativeMethod() ? "native method" : call.getFileName() + line;
                    stack.append("    at ")
                            .append(type + "." + call.getMethodName() + "(" + place + ")")
                            .append('\n');
                }
            }
            return stack.toString();
        }
    }

    /**
     * The report.
     *
     * @param silent ranks that did not tell
     */
    static String of(Duration timeout, Collection<Snapshot> snapshots, Collection<Integer> silent) {
        Map<String, List<Snapshot>> byStack = new LinkedHashMap<>();
        snapshots.stream()
                .sorted((a, b) -> Integer.compare(a.rank, b.rank))
                .forEach(it -> byStack.computeIfAbsent(it.stack, stack -> new ArrayList<>())
                        .add(it));
        StringBuilder text = new StringBuilder("parhelion: hang: for " + words(timeout)
                + " no rank has completed a message or a region (--hang-timeout); the job ends\n");
        byStack.forEach((stack, alike) -> {
            text.append(RankRanges.of(alike.stream().map(Snapshot::rank).toList()))
                    .append(":\n");
            places(text, alike);
            text.append(stack.isEmpty() ? "    has ended\n" : stack);
        });
        if (!silent.isEmpty()) {
            text.append(RankRanges.of(silent)).append(": no answer; stopped, or the connection is lost\n");
        }
        return text.toString();
    }

    private static void places(StringBuilder text, List<Snapshot> alike) {
        Map<String, List<Integer>> byPlace = new LinkedHashMap<>();
        for (Snapshot it : alike) {
            byPlace.computeIfAbsent(it.place, place -> new ArrayList<>()).add(it.rank);
        }
        int count = 0;
        for (Map.Entry<String, List<Integer>> entry : byPlace.entrySet()) {
            if (count++ == PLACES) {
                text.append("  … ").append(byPlace.size() - PLACES).append(" more places\n");
                return;
            }
            if (!entry.getKey().isEmpty()) {
                String who = byPlace.size() == 1 ? "" : RankRanges.of(entry.getValue()) + ": ";
                text.append("  ").append(who).append(entry.getKey()).append('\n');
            }
        }
    }

    static String words(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
