package org.parhelion.mpi.threads;

/** Unwinds a rank because another one has failed. An error, so that no {@code catch (Exception)} swallows it. */
final class JobEnded extends Error {
    private static final long serialVersionUID = 1L;

    JobEnded() {
        super("another rank has ended the job", null, false, false);
    }

    static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobEnded) {
                return true;
            }
        }
        return false;
    }
}
