package org.parhelion.mpi;

/**
 * Ends the job with an exit code of its own and one message without a stack trace: what the user, not the programmer,
 * can put right. Codes: 2 bad input, 3 environment, 75 stopped early with a checkpoint; 1 failed while running.
 */
public class ExitCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Bad input. */
    public static final int BAD_INPUT = 2;
    /** Something is missing on this machine. */
    public static final int ENVIRONMENT = 3;
    /** Stopped early with a checkpoint: submit again. */
    public static final int STOPPED_EARLY = 75;

    private final int exitCode;
    private final boolean onAllRanks;

    /**
     * @param exitCode 1 to 255
     * @param message what was wrong, where, and what to do
     */
    public ExitCodeException(int exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * @param exitCode 1 to 255
     * @param message what was wrong, where, and what to do
     * @param cause kept for debugging, not printed
     */
    public ExitCodeException(int exitCode, String message, Throwable cause) {
        this(exitCode, message, cause, false);
    }

    private ExitCodeException(int exitCode, String message, Throwable cause, boolean onAllRanks) {
        super(message, cause);
        if (exitCode < 1 || exitCode > 255) {
            throw new IllegalArgumentException("exit code must lie in 1..255, got " + exitCode);
        }
        this.exitCode = exitCode;
        this.onAllRanks = onAllRanks;
    }

    /** What every rank throws alike, and rank 0 tells for all: the job then ends in order. */
    public static ExitCodeException onAllRanks(int exitCode, String message) {
        return new ExitCodeException(exitCode, message, null, true);
    }

    /** Whether every rank throws it. */
    public boolean isOnAllRanks() {
        return onAllRanks;
    }

    /** What the job's exit code shall be. */
    public int exitCode() {
        return exitCode;
    }
}
