package org.parhelion.solvers.time;

import org.parhelion.mesh.Field;
import org.parhelion.solvers.linear.SolveResult;

/** The linear system of an implicit stage was not solved to its tolerance. The same on every rank. */
public final class UnsolvedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient SolveResult result;

    UnsolvedException(Field unknown, SolveResult result) {
        super("the implicit part of field " + unknown.name() + " was not solved for: " + result);
        this.result = result;
    }

    /** How the solve ended. */
    public SolveResult result() {
        return result;
    }
}
