package org.parhelion.mpi.threads;

import java.util.Set;

/**
 * The line of the program where an operation was called, kept for a report that may come much later. Made in about a
 * microsecond; turned into words only if there is something to report. What waits needs none: its thread's stack tells.
 */
final class CallSite extends Throwable {
    /** Of an operation whose line is not kept. */
    static final CallSite UNKNOWN = new CallSite(false);

    private static final long serialVersionUID = 1L;
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
            "RepeatedSum",
            "Communicator",
            "Parallel");

    private CallSite(boolean kept) {
        super(null, null, false, kept);
    }

    /** The line that is being executed. */
    static CallSite here() {
        return new CallSite(true);
    }

    /** {@code , at Heat.main(Heat.java:12)}, or with the toolkit's line before the program's; empty if not known. */
    String words() {
        return words(getStackTrace());
    }

    /** Whether the operation was called by the toolkit on the program's behalf. */
    boolean isInToolkit() {
        for (StackTraceElement frame : getStackTrace()) {
            if (!isInner(frame.getClassName())) {
                return isToolkit(frame.getClassName());
            }
        }
        return false;
    }

    /** The method of {@link org.parhelion.mpi.Communicator} that the program called. */
    String operation() {
        String name = "";
        for (StackTraceElement frame : getStackTrace()) {
            if (!isInner(frame.getClassName())) {
                return name;
            }
            name = frame.getMethodName();
        }
        return name;
    }

    /** The line that a stack belongs to, and if that is inside this toolkit, the line that called it. */
    static String words(StackTraceElement[] stack) {
        String inToolkit = null;
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (isToolkit(name)) {
                inToolkit = inToolkit == null ? line(frame) : inToolkit;
            } else if (!isInner(name)) {
                return ", at " + (inToolkit == null ? "" : inToolkit + ", called at ") + line(frame);
            }
        }
        return inToolkit == null ? "" : ", at " + inToolkit;
    }

    /** Without the names of class loader and module. */
    private static String line(StackTraceElement frame) {
        String place =
                frame.getFileName() == null ? "unknown source" : frame.getFileName() + ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
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
        return rest.startsWith("threads.") || INNER.contains(nested < 0 ? rest : rest.substring(0, nested));
    }

    private static boolean isToolkit(String name) {
        return name.startsWith("org.parhelion.mesh.") || name.startsWith("org.parhelion.solvers.");
    }
}
