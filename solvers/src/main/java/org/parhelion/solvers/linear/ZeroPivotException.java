package org.parhelion.solvers.linear;

/** A matrix has a zero where a preconditioner divides by. The message names the row. */
public final class ZeroPivotException extends ArithmeticException {
    private static final long serialVersionUID = 1;

    ZeroPivotException(String message) {
        super(message);
    }
}
