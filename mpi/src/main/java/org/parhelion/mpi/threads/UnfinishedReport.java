package org.parhelion.mpi.threads;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a job that has ended well has left undone, in words. */
final class UnfinishedReport {
    private static final int MOST_LINES = 20;

    private UnfinishedReport() {}

    /** Empty if nothing is left. */
    static String of(Rank[] ranks) {
        Set<String> lines = new LinkedHashSet<>();
        for (Rank rank : ranks) {
            Set<String> findings = new LinkedHashSet<>();
            rank.mailbox.describeUnreceived(findings);
            findings.forEach(words -> lines.add("rank " + rank.number + " has " + words));
        }
        for (Rank rank : ranks) {
            Set<String> findings = new LinkedHashSet<>();
            rank.unfinished.describe(findings);
            findings.forEach(words -> lines.add("rank " + rank.number + ": " + words));
        }
        return lines.isEmpty() ? "" : report(lines);
    }

    private static String report(Set<String> lines) {
        StringBuilder report = new StringBuilder("every rank has returned, but left something undone");
        int shown = 0;
        for (String line : lines) {
            if (shown++ == MOST_LINES) {
                report.append(System.lineSeparator())
                        .append("  and ")
                        .append(lines.size() - MOST_LINES)
                        .append(" more");
                break;
            }
            report.append(System.lineSeparator()).append("  ").append(line);
        }
        return report.toString();
    }
}
