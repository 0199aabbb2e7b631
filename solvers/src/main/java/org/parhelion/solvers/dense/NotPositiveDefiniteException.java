package org.parhelion.solvers.dense;

/** A symmetric matrix that has no Cholesky factor. */
public final class NotPositiveDefiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final int order;

    NotPositiveDefiniteException(int order) {
        super("the matrix is not positive definite: its leading minor of order " + order
                + " is not positive; factor it by DistributedLu");
        this.order = order;
    }

    /** The order of the first leading minor that is not positive, from 1 on. */
    public int order() {
        return order;
    }
}
