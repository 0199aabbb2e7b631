package org.parhelion.solvers.simulation;

import org.parhelion.mpi.ExitCodeException;

/** What the user gave cannot be used. The message says what, where and what to do, and is all that the user sees. */
public final class InputException extends ExitCodeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(BAD_INPUT, message);
    }

    public InputException(String message, Throwable cause) {
        super(BAD_INPUT, message, cause);
    }
}
