package org.parhelion.mpi;

/**
 * A job has ended, but not all that it began: messages that nobody received, requests that nobody completed, communicators
 * that nobody closed. The message names for each the rank, the operation, the peer, the tag, and the line of the program.
 * Found on the transport {@code threads} only, and not when a rank has failed; {@code -Dparhelion.checks=off} leaves it out.
 */
public class MpiUsageException extends MpiException {
    private static final long serialVersionUID = 1L;

    public MpiUsageException(String message) {
        super(message);
    }
}
