package org.parhelion.solvers.simulation;

import sun.misc.Signal;

/**
 * The signals TERM and USR1 of this process: the first asks the run to stop, a second ends the process at once. Both reach a
 * rank twice where Slurm sends them to all processes of a job, of which some pass them on; so what follows at once is the same
 * request.
 */
final class Signals {
    private static final long ONE_REQUEST_NANOS = 700_000_000L;
    private static final int SIGNAL_EXIT = 128;

    private static boolean listening;
    private static volatile String first = "";
    private static long firstTime;

    private Signals() {}

    /** From now on. All ranks of a process may say so. */
    static synchronized void listen() {
        if (listening) {
            return;
        }
        listening = true;
        for (String name : new String[] {"TERM", "USR1"}) {
            try {
                Signal.handle(new Signal(name), signal -> receive("SIG" + name, signal.getNumber()));
            } catch (IllegalArgumentException takenOrUnknown) {
                // the virtual machine has it, or the system lacks it: then it cannot ask us
            }
        }
    }

    private static synchronized void receive(String name, int number) {
        long now = System.nanoTime();
        if (first.isEmpty()) {
            first = name;
            firstTime = now;
        } else if (now - firstTime > ONE_REQUEST_NANOS) {
            System.err.println("parhelion: a second signal, " + name + ": ended at once, without a checkpoint");
            System.err.flush();
            Runtime.getRuntime().halt(SIGNAL_EXIT + number);
        }
    }

    /** The first one, {@code SIGTERM} say; empty if there was none. */
    static String received() {
        return first;
    }
}
