package org.parhelion.mpi;

/** A message-passing operation failed; the message names operation, rank, peer, tag and the transport's own words. */
public class MpiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MpiException(String message) {
        super(message);
    }

    public MpiException(String message, Throwable cause) {
        super(message, cause);
    }
}
