package org.parhelion.solvers.dense;

/** What the operands of a factorization or solve must have in common; each message says what is wrong with which. */
final class Checks {
    private Checks() {}

    static void square(String what, DistributedMatrix a) {
        if (a.rows() != a.columns()) {
            throw new IllegalArgumentException(
                    what + " needs a square matrix, but A is " + a.rows() + " × " + a.columns());
        }
    }

    /** Right-hand sides that belong to a matrix. */
    static void rightSides(DistributedMatrix a, int rows, DistributedMatrix b) {
        if (b.rows() != rows) {
            throw new IllegalArgumentException("B has " + b.rows() + " rows, but A is " + a.rows() + " × " + a.columns()
                    + "; give B " + rows + " rows");
        }
        sameGrid(a, "B", b);
    }

    static void sameGrid(DistributedMatrix a, String name, DistributedMatrix other) {
        if (other.grid() != a.grid()) {
            throw new IllegalArgumentException(
                    name + " lies on another process grid than A; make both on the same ProcessGrid");
        }
    }

    static void sameBlock(DistributedMatrix a, String name, DistributedMatrix other) {
        if (other.block() != a.block()) {
            throw new IllegalArgumentException(name + " has blocks of " + other.block() + ", A of " + a.block()
                    + "; make both with the same block");
        }
    }

    static void sameShape(DistributedMatrix a, String name, DistributedMatrix other) {
        if (other.rows() != a.rows() || other.columns() != a.columns()) {
            throw new IllegalArgumentException(name + " is " + other.rows() + " × " + other.columns() + ", A is "
                    + a.rows() + " × " + a.columns() + "; both must have the same shape");
        }
    }
}
