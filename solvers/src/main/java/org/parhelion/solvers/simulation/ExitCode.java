package org.parhelion.solvers.simulation;

/** What the process says when it ends. */
public final class ExitCode {
    public static final int DONE = 0;

    /** Something went wrong while running. */
    public static final int FAILED = 1;

    /** The case file, the command line or a file named there cannot be used as it is. */
    public static final int BAD_INPUT = 2;

    /** The machine lacks something: a transport, a Java version, a library. */
    public static final int ENVIRONMENT = 3;

    /** Stopped early, as it was asked to, with a checkpoint: start it again with {@code --restart}. */
    public static final int STOPPED_EARLY = 75;

    private ExitCode() {}
}
