package org.parhelion.solvers.eigen;

/** Eigenvalues that had to converge did not. */
public final class EigenvalueException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient EigenResult result;

    EigenvalueException(EigenResult result) {
        super(result.toString());
        this.result = result;
    }

    public EigenResult result() {
        return result;
    }
}
