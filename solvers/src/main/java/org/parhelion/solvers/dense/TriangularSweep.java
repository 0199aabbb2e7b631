package org.parhelion.solvers.dense;

import java.nio.DoubleBuffer;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Side;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * op(A) X = B with the leading triangle of a distributed matrix and right-hand sides that every rank has whole. The matrix
 * stays where it is; what moves, once for each block on the diagonal, are a sum of products and a block of the solution, as in
 * the fan-in algorithm (Heath and Romine, SIAM J. Sci. Stat. Comput. 9, 1988).
 */
final class TriangularSweep {
    private final DistributedMatrix a;
    private final int order;
    private final Triangle triangle;
    private final Transpose trans;
    private final Diagonal diagonal;
    private final Blas blas;

    /** @param order rows and columns of the triangle, which begins at (0, 0) */
    TriangularSweep(DistributedMatrix a, int order, Triangle triangle, Transpose trans, Diagonal diagonal, Blas blas) {
        this.a = a;
        this.order = order;
        this.triangle = triangle;
        this.trans = trans;
        this.diagonal = diagonal;
        this.blas = blas;
    }

    /**
     * Solves in place; by all ranks.
     *
     * @param x right-hand sides on entry, solutions on return, the same on all ranks; column-major
     * @param leading distance between the starts of its columns, at least the order
     */
    void solve(double[] x, int leading, int columns) {
        if (order == 0 || columns == 0) {
            return;
        }
        double[] sums = new double[a.leadingDimension() * columns];
        Pass pass = trans == Transpose.NO
                ? new Forwarding(x, leading, columns, sums)
                : new Collecting(x, leading, columns, sums);
        int blocks = (order + a.block() - 1) / a.block();
        boolean downward = (triangle == Triangle.LOWER) == (trans == Transpose.NO);
        for (int k = 0; k < blocks; k++) {
            int first = (downward ? k : blocks - 1 - k) * a.block();
            pass.block(first, Math.min(a.block(), order - first));
        }
        pass.finish();
    }

    /** What both directions share: one block after the other. */
    private abstract class Pass {
        final double[] x;
        final int leading;
        final int columns;
        final double[] local;
        final int myRow = a.grid().myRow();
        final int myColumn = a.grid().myColumn();

        Pass(double[] x, int leading, int columns, double[] local) {
            this.x = x;
            this.leading = leading;
            this.columns = columns;
            this.local = local;
        }

        abstract void block(int first, int size);

        abstract void finish();

        /** Solves with the diagonal block on the rank that has it: block ← op(A_kk)⁻¹ (x_k − sums). */
        final void solveBlock(double[] block, int first, int size) {
            for (int c = 0; c < columns; c++) {
                for (int i = 0; i < size; i++) {
                    block[i + c * size] = x[first + i + c * leading] - block[i + c * size];
                }
            }
            blas.dtrsm(
                    Order.COLUMN_MAJOR,
                    Side.LEFT,
                    triangle,
                    trans,
                    diagonal,
                    size,
                    columns,
                    1,
                    a.local(a.rowMap().local(first), a.columnMap().local(first)),
                    a.leadingDimension(),
                    Doubles.of(block),
                    size);
        }

        final void store(double[] block, int first, int size) {
            for (int c = 0; c < columns; c++) {
                System.arraycopy(block, c * size, x, first + c * leading, size);
            }
        }

        /** Forgets what other process rows or columns also know, so that adding up gives each number once. */
        final void finish(Communicator group, BlockCyclic map, int me) {
            if (group.size() == 1) {
                return;
            }
            double[] own = new double[order * columns];
            for (int c = 0; c < columns; c++) {
                for (int i = 0; i < order; i++) {
                    own[i + c * order] = map.owner(i) == me ? x[i + c * leading] : 0;
                }
            }
            Replicated.sum(group, own);
            for (int c = 0; c < columns; c++) {
                System.arraycopy(own, c * order, x, c * leading, order);
            }
        }
    }

    /** A X = B: once a block of X is known, its process column subtracts its share from all rows that are left. */
    private final class Forwarding extends Pass {
        private double[] known;
        private int knownFirst;
        private int knownSize;
        private int restFrom;
        private int restTo;

        Forwarding(double[] x, int leading, int columns, double[] sums) {
            super(x, leading, columns, sums);
        }

        @Override
        void block(int first, int size) {
            boolean rowHere = a.rowMap().owner(first) == myRow;
            int column = a.columnMap().owner(first);
            double[] block = new double[size * columns];
            if (rowHere) {
                gather(block, first, size, column);
            }
            // what nobody waits for comes after what the next process column waits for
            addRest();
            if (column == myColumn) {
                if (rowHere) {
                    solveBlock(block, first, size);
                }
                broadcast(a.grid().column(), block, a.rowMap().owner(first));
                store(block, first, size);
                addNext(block, first, size);
            }
        }

        /** Sums of products for the rows of a block, on the process column that has its diagonal block. */
        private void gather(double[] block, int first, int size, int column) {
            int row = a.rowMap().local(first);
            double[] part = new double[block.length];
            for (int c = 0; c < columns; c++) {
                System.arraycopy(local, row + c * a.leadingDimension(), part, c * size, size);
            }
            if (a.grid().columns() == 1) {
                System.arraycopy(part, 0, block, 0, part.length);
            } else {
                a.grid().row().reduce(part, block, ReduceOp.SUM, column);
            }
        }

        private void addNext(double[] block, int first, int size) {
            int end = a.rowMap().countBelow(order, myRow);
            known = block;
            knownFirst = first;
            knownSize = size;
            if (triangle == Triangle.LOWER) {
                int from = a.rowMap().countBelow(first + size, myRow);
                restFrom = Math.min(end, a.rowMap().countBelow(Math.min(order, first + size + a.block()), myRow));
                restTo = end;
                add(from, restFrom);
            } else {
                int to = a.rowMap().countBelow(first, myRow);
                restFrom = 0;
                restTo = a.rowMap().countBelow(Math.max(0, first - a.block()), myRow);
                add(restTo, to);
            }
        }

        private void addRest() {
            if (known != null) {
                add(restFrom, restTo);
                known = null;
            }
        }

        /** sums ← sums + A(rows, k) x_k. */
        private void add(int from, int to) {
            if (to > from) {
                multiply(
                        Transpose.NO,
                        to - from,
                        knownSize,
                        columns,
                        a.local(from, a.columnMap().local(knownFirst)),
                        Doubles.of(known),
                        knownSize,
                        Doubles.of(local, from),
                        a.leadingDimension());
            }
        }

        @Override
        void finish() {
            finish(a.grid().row(), a.columnMap(), myColumn);
        }
    }

    /** Aᵀ X = B: the sums for a block are collected from the process column that has the block's columns. */
    private final class Collecting extends Pass {
        Collecting(double[] x, int leading, int columns, double[] solved) {
            super(x, leading, columns, solved);
        }

        @Override
        void block(int first, int size) {
            int row = a.rowMap().owner(first);
            boolean columnHere = a.columnMap().owner(first) == myColumn;
            double[] block = new double[size * columns];
            if (columnHere) {
                collect(block, first, size, row);
            }
            if (row == myRow) {
                if (columnHere) {
                    solveBlock(block, first, size);
                }
                broadcast(a.grid().row(), block, a.columnMap().owner(first));
                store(block, first, size);
                int at = a.rowMap().local(first);
                for (int c = 0; c < columns; c++) {
                    System.arraycopy(block, c * size, local, at + c * a.leadingDimension(), size);
                }
            }
        }

        /** block ← A(solved rows, k)ᵀ X(solved rows). */
        private void collect(double[] block, int first, int size, int row) {
            boolean below = triangle == Triangle.LOWER;
            int from = below ? a.rowMap().countBelow(first + size, myRow) : 0;
            int to = a.rowMap().countBelow(below ? order : first, myRow);
            double[] part = a.grid().rows() == 1 ? block : new double[block.length];
            if (to > from) {
                multiply(
                        Transpose.YES,
                        to - from,
                        size,
                        columns,
                        a.local(from, a.columnMap().local(first)),
                        Doubles.of(local, from),
                        a.leadingDimension(),
                        Doubles.of(part),
                        size);
            }
            if (part != block) {
                a.grid().column().reduce(part, block, ReduceOp.SUM, row);
            }
        }

        @Override
        void finish() {
            finish(a.grid().column(), a.rowMap(), myRow);
        }
    }

    private static void broadcast(Communicator group, double[] values, int root) {
        if (group.size() > 1) {
            group.broadcast(DoubleBuffer.wrap(values), root);
        }
    }

    /** Y ← Y + op(M) X with M rows×width of the local part. */
    private void multiply(
            Transpose op,
            int rows,
            int width,
            int columns,
            Doubles m,
            Doubles x,
            int leadingX,
            Doubles y,
            int leadingY) {
        int lda = a.leadingDimension();
        if (columns == 1) {
            blas.dgemv(Order.COLUMN_MAJOR, op, rows, width, 1, m, lda, x, 1, 1, y, 1);
        } else {
            int out = op == Transpose.NO ? rows : width;
            int in = op == Transpose.NO ? width : rows;
            blas.dgemm(Order.COLUMN_MAJOR, op, Transpose.NO, out, columns, in, 1, m, lda, x, leadingX, 1, y, leadingY);
        }
    }
}
