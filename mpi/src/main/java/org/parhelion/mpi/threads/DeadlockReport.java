package org.parhelion.mpi.threads;

/** Who waits for whom, in words. The source lines come from the parked threads' stacks, so waiting costs nothing. */
final class DeadlockReport {
    private DeadlockReport() {}

    static String of(Rank[] ranks, Job job) {
        StringBuilder report = new StringBuilder("deadlock: every rank that has not returned waits,"
                + " and no message is under way that could wake one");
        for (String chain : WaitGraph.of(ranks, job).chains()) {
            report.append(System.lineSeparator()).append("  ").append(chain);
        }
        for (Rank rank : ranks) {
            report.append(System.lineSeparator()).append("  rank ").append(rank.number);
            Waitable waiting = rank.waiting();
            if (job.hasReturned(rank) || waiting == null) {
                report.append(" has returned");
            } else {
                report.append(" waits in ").append(waiting.describe());
                report.append(CallSite.words(rank.thread().getStackTrace()));
            }
            rank.mailbox.describeUnreceived(report);
        }
        return report.toString();
    }
}
