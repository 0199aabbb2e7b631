package org.parhelion.mpi;

/**
 * All live ranks wait and nothing is under way that could wake them. The message names for each rank the operation, the
 * peer, the tag, and the line of the program.
 */
public class DeadlockException extends MpiException {
    private static final long serialVersionUID = 1L;

    public DeadlockException(String message) {
        super(message);
    }
}
