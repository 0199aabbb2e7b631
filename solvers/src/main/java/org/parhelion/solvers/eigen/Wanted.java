package org.parhelion.solvers.eigen;

import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.VectorSpace;

/** What may be asked of an eigenvalue solver. */
final class Wanted {
    private Wanted() {}

    static void check(String method, LinearOperator a, int count) {
        checkSame(method + ": the operator must be square; its range", a.range(), a.domain());
        long all = a.domain().size() - a.nullSpace().basis().size();
        if (count < 1 || count > all) {
            throw new IllegalArgumentException(method + ": " + count + " eigenvalues of an operator that has " + all
                    + (a.nullSpace().isEmpty() ? "" : " beside its null space"));
        }
    }

    static void checkSame(String what, VectorSpace space, VectorSpace operator) {
        if (!space.isSameAs(operator)) {
            throw new IllegalArgumentException(what + " has " + space + ", but the operator has " + operator
                    + (space.size() == operator.size() ? " of another grid, decomposition or communicator" : ""));
        }
    }

    static void checkTolerance(double relative) {
        if (!(relative > 0)) {
            throw new IllegalArgumentException("a tolerance of " + relative + "; it must be more than 0");
        }
    }
}
