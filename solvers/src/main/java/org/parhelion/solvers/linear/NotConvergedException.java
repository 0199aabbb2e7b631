package org.parhelion.solvers.linear;

/** A linear solve that had to converge did not. */
public final class NotConvergedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient SolveResult result;

    NotConvergedException(SolveResult result) {
        super(result.toString());
        this.result = result;
    }

    public SolveResult result() {
        return result;
    }
}
