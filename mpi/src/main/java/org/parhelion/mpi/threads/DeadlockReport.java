package org.parhelion.mpi.threads;

import java.util.Set;

/** Who waits for whom, in words. The source lines come from the parked threads' stacks, so waiting costs nothing. */
final class DeadlockReport {
    private static final String MPI = "org.parhelion.mpi.";
    private static final Set<String> INNER = Set.of(
            "StagedCommunicator",
            "StagedCartesian",
            "PointToPoint",
            "Collectives",
            "ScalarReduction",
            "ObjectMessages",
            "SharedFile",
            "Transfer",
            "PersistentTransfer",
            "Request",
            "PersistentRequest",
            "ReproducibleSum",
            "Communicator");

    private DeadlockReport() {}

    static String of(Rank[] ranks, Job job) {
        StringBuilder report = new StringBuilder("deadlock: every rank that has not returned waits,"
                + " and no message is under way that could wake one");
        for (Rank rank : ranks) {
            report.append(System.lineSeparator()).append("  rank ").append(rank.number);
            Waitable waiting = rank.waiting();
            if (job.hasReturned(rank) || waiting == null) {
                report.append(" has returned");
            } else {
                report.append(" waits in ").append(waiting.describe());
                report.append(place(rank.thread().getStackTrace()));
            }
            rank.mailbox.describeUnreceived(report);
        }
        return report.toString();
    }

    /** The line of the program, and if that is inside this toolkit, the line that called it. */
    static String place(StackTraceElement[] stack) {
        String inToolkit = null;
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (isToolkit(name)) {
                inToolkit = inToolkit == null ? frame.toString() : inToolkit;
            } else if (!isInner(name)) {
                return inToolkit == null ? ", at " + frame : ", at " + inToolkit + ", called at " + frame;
            }
        }
        return inToolkit == null ? "" : ", at " + inToolkit;
    }

    private static boolean isInner(String name) {
        if (name.startsWith("java.") || name.startsWith("jdk.")) {
            return true;
        }
        if (!name.startsWith(MPI)) {
            return false;
        }
        String rest = name.substring(MPI.length());
        int nested = rest.indexOf('$');
        return rest.startsWith("threads.Thread")
                || rest.startsWith("threads.Rank")
                || rest.startsWith("threads.Job")
                || rest.startsWith("threads.DeadlockReport")
                || rest.startsWith("threads.Collective")
                || rest.startsWith("threads.Slot")
                || rest.startsWith("threads.SendRequest")
                || rest.startsWith("threads.ReceiveRequest")
                || INNER.contains(nested < 0 ? rest : rest.substring(0, nested));
    }

    private static boolean isToolkit(String name) {
        return name.startsWith("org.parhelion.mesh.") || name.startsWith("org.parhelion.solvers.");
    }
}
