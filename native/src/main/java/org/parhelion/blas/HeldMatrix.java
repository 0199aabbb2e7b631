package org.parhelion.blas;

import java.lang.ref.Reference;

/** A column-major matrix for a call of LAPACK: where it is or, for a long call beside other ranks, in a native copy. */
final class HeldMatrix implements AutoCloseable {
    private final Doubles matrix;
    private final int rows;
    private final int columns;
    private final int ld;
    private final long copy;

    /** @param copied whether to work on a copy of a matrix of the heap */
    HeldMatrix(Doubles matrix, int rows, int columns, int ld, boolean copied) {
        this.matrix = matrix;
        this.rows = rows;
        this.columns = columns;
        this.ld = ld;
        if (copied && matrix.isHeap()) {
            copy = NativeCalls.allocate((long) rows * columns);
            NativeCalls.copyIn(matrix.array(), matrix.offset(), rows, columns, ld, copy);
        } else {
            copy = 0;
        }
    }

    double[] array() {
        return copy == 0 ? matrix.array() : null;
    }

    long place() {
        return copy == 0 ? matrix.place() : copy;
    }

    int ld() {
        return copy == 0 ? ld : rows;
    }

    /**
     * The call has written to it.
     *
     * @param info what LAPACK returned
     * @return the same
     */
    int written(int info) {
        if (info < 0) {
            throw new IllegalStateException("LAPACK does not accept its argument " + -info + ", counted from 1");
        }
        if (copy != 0) {
            NativeCalls.copyOut(matrix.array(), matrix.offset(), rows, columns, ld, copy);
        }
        return info;
    }

    @Override
    public void close() {
        if (copy != 0) {
            NativeCalls.release(copy);
        }
        Reference.reachabilityFence(matrix);
    }
}
