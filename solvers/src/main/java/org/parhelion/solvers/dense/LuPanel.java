package org.parhelion.solvers.dense;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Side;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;
import org.parhelion.mpi.Request;

/**
 * A block column under factorization. The process column that has it factors it by recursion (Toledo, SIAM J. Matrix Anal.
 * Appl. 18, 1997); each of its ranks keeps a copy of the block on the diagonal, so that the triangular solves inside the
 * panel need no messages. Then pivots, that block and the rows of L below it travel along the process rows.
 */
final class LuPanel {
    private static final int LEAF = 8;

    private final DistributedMatrix a;
    private final Blas blas;
    /** Local rows of the panel from {@link #top} on, column-major. */
    private final double[] work;
    /** The block on the diagonal, column-major; its rows are final once their pivot is found. */
    private final double[] block;
    /** What the other process columns need: pivots, diagonal block, rows below it. */
    private final DoubleBuffer message;

    private int first;
    private int width;
    private int top;
    private int workRows;
    /** Rows of the diagonal block that this rank has: none or all. */
    private int ownRows;

    private PivotSearch search;
    private Request broadcast;
    private int[] pivots;

    LuPanel(DistributedMatrix a, Blas blas) {
        this.a = a;
        this.blas = blas;
        int widest = Math.min(a.block(), Math.min(a.rows(), a.columns()));
        work = new double[Math.multiplyExact(Math.max(1, a.localRows()), widest)];
        block = new double[widest * widest];
        int most = Math.addExact(work.length, block.length + widest);
        message = ByteBuffer.allocateDirect(Math.multiplyExact(most, Double.BYTES))
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    /** Goes to the block column that begins at this row and column. */
    void begin(int firstColumn, int columns) {
        first = firstColumn;
        width = columns;
        int me = a.grid().myRow();
        top = a.rowMap().countBelow(first, me);
        workRows = a.localRows() - top;
        ownRows = a.rowMap().countBelow(first + width, me) - top;
        pivots = new int[width];
    }

    /** Factors the panel; by all ranks of the process column that has it. */
    void factor() {
        int column = a.columnMap().local(first);
        double[] local = a.local();
        for (int j = 0; j < width; j++) {
            System.arraycopy(local, top + (column + j) * a.localRows(), work, j * workRows, workRows);
        }
        if (search == null || search.width() != width) {
            search = new PivotSearch(a.grid().column(), width);
        }
        recurse(0, width);
        for (int j = 0; j < width; j++) {
            System.arraycopy(block, j * width, work, j * workRows, ownRows);
            System.arraycopy(work, j * workRows, local, top + (column + j) * a.localRows(), workRows);
        }
        int below = rowsBelow();
        for (int i = 0; i < width; i++) {
            message.put(i, pivots[i]);
        }
        message.position(width).put(block, 0, width * width);
        for (int j = 0; j < width; j++) {
            message.put(work, ownRows + j * workRows, below);
        }
        message.clear();
    }

    private void recurse(int from, int count) {
        if (count <= LEAF) {
            for (int c = from; c < from + count; c++) {
                eliminate(c, from + count);
            }
            return;
        }
        int left = count / 2;
        int middle = from + left;
        int right = count - left;
        recurse(from, left);
        Doubles upper = Doubles.of(block, from + middle * width);
        // U₁₂ ← L₁₁⁻¹ A₁₂
        blas.dtrsm(
                Order.COLUMN_MAJOR,
                Side.LEFT,
                Triangle.LOWER,
                Transpose.NO,
                Diagonal.UNIT,
                left,
                right,
                1,
                Doubles.of(block, from + from * width),
                width,
                upper,
                width);
        int start = Math.min(ownRows, middle);
        int rows = workRows - start;
        if (rows > 0) {
            // A₂₂ ← A₂₂ − L₂₁ U₁₂
            blas.dgemm(
                    Order.COLUMN_MAJOR,
                    Transpose.NO,
                    Transpose.NO,
                    rows,
                    right,
                    left,
                    -1,
                    Doubles.of(work, start + from * workRows),
                    workRows,
                    upper,
                    width,
                    1,
                    Doubles.of(work, start + middle * workRows),
                    workRows);
        }
        recurse(middle, right);
    }

    /** One column: its pivot, its multipliers, and its share of the columns up to {@code end}. */
    private void eliminate(int c, int end) {
        exchange(c);
        int start = Math.min(ownRows, c + 1);
        double pivot = block[c + c * width];
        scale(pivot, start + c * workRows, workRows + c * workRows);
        for (int j = c + 1; j < end; j++) {
            subtract(block[c + j * width], start + c * workRows, start + j * workRows, workRows - start);
        }
    }

    /** Finds the pivot of a column and puts its row in place, over the whole width of the panel. */
    private void exchange(int c) {
        int start = Math.min(ownRows, c);
        search.start();
        if (start < workRows) {
            int at = largest(start + c * workRows, workRows + c * workRows) - c * workRows;
            search.candidate(work[at + c * workRows], globalRow(at), work, at, workRows);
        }
        if (ownRows > 0) {
            search.top(work, c, workRows);
        }
        search.agree();
        int row = search.row();
        pivots[c] = row;
        search.pivotRow(block, c, width);
        if (row != first + c && a.rowMap().owner(row) == a.grid().myRow()) {
            search.displacedRow(work, a.rowMap().local(row) - top, workRows);
        }
    }

    private int globalRow(int workRow) {
        return a.rowMap().global(top + workRow, a.grid().myRow());
    }

    /** Where the element of largest magnitude is: the first of them, a NaN before all. */
    private int largest(int from, int to) {
        int place = from;
        double most = Math.abs(work[from]);
        for (int i = from + 1; i < to; i++) {
            double size = Math.abs(work[i]);
            if (!(size <= most)) {
                if (Double.isNaN(most)) {
                    return place;
                }
                most = size;
                place = i;
            }
        }
        return place;
    }

    /** Multipliers: with a reciprocal unless that would overflow; with a pivot of zero there are none. */
    private void scale(double pivot, int from, int to) {
        if (pivot == 0) {
            return;
        }
        if (Math.abs(pivot) >= Double.MIN_NORMAL) {
            double factor = 1 / pivot;
            for (int i = from; i < to; i++) {
                work[i] *= factor;
            }
        } else {
            for (int i = from; i < to; i++) {
                work[i] /= pivot;
            }
        }
    }

    private void subtract(double factor, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            work[to + i] -= factor * work[from + i];
        }
    }

    /** Starts to bring the panel to the other process columns; by all ranks of the grid. */
    void startBroadcast() {
        if (a.grid().columns() > 1) {
            int count = width + width * width + rowsBelow() * width;
            DoubleBuffer data = message.slice(0, count);
            broadcast = a.grid().row().ibroadcast(data, a.columnMap().owner(first));
        }
    }

    /** Whether the panel is here; lets the message move on. */
    boolean isHere() {
        return broadcast == null || broadcast.isDone();
    }

    /** Waits until it is here. */
    void finishBroadcast() {
        if (broadcast != null) {
            broadcast.await();
            broadcast = null;
            for (int i = 0; i < width; i++) {
                pivots[i] = (int) message.get(i);
            }
        }
    }

    int first() {
        return first;
    }

    int width() {
        return width;
    }

    /** The local row at which the block row begins, or would. */
    int top() {
        return top;
    }

    /** Whether this rank has the block row. */
    boolean hasBlockRow() {
        return ownRows > 0;
    }

    /** Local rows below the block row. */
    int rowsBelow() {
        return workRows - ownRows;
    }

    /** The local row at which they begin. */
    int firstBelow() {
        return top + ownRows;
    }

    /** For each row of the block row, the global row that it was swapped with. */
    int[] pivots() {
        return pivots;
    }

    /** U's diagonal element in a column of the panel. */
    double diagonal(int column) {
        return message.get(width + column + column * width);
    }

    /** The block on the diagonal with leading dimension {@link #width}. */
    Doubles diagonalBlock() {
        return Doubles.of(message.slice(width, width * width));
    }

    /** The local rows of L below it, leading dimension {@link #rowsBelow}. */
    Doubles below() {
        return Doubles.of(message.slice(width + width * width, rowsBelow() * width));
    }
}
