package org.parhelion.solvers.dense;

/** A system that has no unique solution: a factor has an exact zero on its diagonal. */
public final class SingularMatrixException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final int column;

    SingularMatrixException(String factor, int column) {
        super("the matrix is singular: " + factor + "(" + column + ", " + column + ") is exactly zero (columns count"
                + " from 0); no system can be solved with it");
        this.column = column;
    }

    /** The first column with a zero on the diagonal, from 0 on. */
    public int column() {
        return column;
    }
}
