package org.parhelion.solvers.dense;

import org.parhelion.blas.Transpose;

/** Whether three matrices can form a product, in size and in layout. */
record Conformity(Transpose transA, Transpose transB, DistributedMatrix a, DistributedMatrix b, DistributedMatrix c) {

    /** @throws IllegalArgumentException they do not, or a factor is NaN */
    void check(double alpha, double beta) {
        if (a.grid() != c.grid() || b.grid() != c.grid()) {
            throw new IllegalArgumentException("A, B and C must be on one and the same process grid");
        }
        if (c.local() == a.local() || c.local() == b.local()) {
            throw new IllegalArgumentException("C must not be A or B: it is written while they are read; give a copy");
        }
        if (Double.isNaN(alpha) || Double.isNaN(beta)) {
            throw new IllegalArgumentException("alpha and beta must be numbers, got alpha " + alpha + ", beta " + beta);
        }
        boolean straightA = transA == Transpose.NO;
        boolean straightB = transB == Transpose.NO;
        int m = straightA ? a.rows() : a.columns();
        int innerA = straightA ? a.columns() : a.rows();
        int innerB = straightB ? b.rows() : b.columns();
        int n = straightB ? b.columns() : b.rows();
        if (innerA != innerB || c.rows() != m || c.columns() != n) {
            throw new IllegalArgumentException("op(A) is " + m + " × " + innerA + " and op(B) is " + innerB + " × " + n
                    + ", so that C cannot be " + c.rows() + " × " + c.columns());
        }
        if (straightA && !a.rowMap().placesLike(c.rowMap())) {
            throw new IllegalArgumentException(layout("rows of C and A", c, a));
        }
        if (straightB && !b.columnMap().placesLike(c.columnMap())) {
            throw new IllegalArgumentException(layout("columns of C and B", c, b));
        }
    }

    private static String layout(String what, DistributedMatrix c, DistributedMatrix other) {
        return "the " + what + " are dealt out differently, in blocks of " + c.block() + " and " + other.block()
                + "; make both with the same block size";
    }
}
