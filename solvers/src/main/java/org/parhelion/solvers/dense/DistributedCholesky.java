package org.parhelion.solvers.dense;

import java.nio.DoubleBuffer;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Side;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;

/**
 * A = L Lᵀ of a symmetric positive definite distributed matrix, of which the lower triangle is read and overwritten with L; the
 * elements above the diagonal are not touched. Right-looking, as ScaLAPACK's {@code pdpotrf}.
 */
public final class DistributedCholesky {
    private final DistributedMatrix factor;
    private final Blas blas;

    private DistributedCholesky(DistributedMatrix factor, Blas blas) {
        this.factor = factor;
        this.blas = blas;
    }

    /**
     * Factors in place; by all ranks.
     *
     * @param a n×n on entry, L in its lower triangle on return
     * @throws NotPositiveDefiniteException on all ranks: a leading minor is not positive; A's lower triangle is then spoilt
     * @throws IllegalArgumentException A is not square
     */
    public static DistributedCholesky factor(DistributedMatrix a) {
        return factor(a, DenseOps.engine());
    }

    /** As {@link #factor(DistributedMatrix)}, with a BLAS of one's own choice on each rank. */
    public static DistributedCholesky factor(DistributedMatrix a, Blas blas) {
        Checks.square("a Cholesky factorization", a);
        DistributedCholesky cholesky = new DistributedCholesky(a, blas);
        for (int first = 0; first < a.rows(); first += a.block()) {
            cholesky.step(first, Math.min(a.block(), a.rows() - first));
        }
        return cholesky;
    }

    /** The matrix that was given, with L in its lower triangle. */
    public DistributedMatrix factor() {
        return factor;
    }

    /**
     * B ← A⁻¹ B; by all ranks.
     *
     * @param b n×any, on the same grid, of any block size; the solution on return
     * @throws IllegalArgumentException B has another number of rows or lies on another grid
     */
    public void solve(DistributedMatrix b) {
        Checks.rightSides(factor, factor.rows(), b);
        int n = factor.rows();
        TriangularSweep down = new TriangularSweep(factor, n, Triangle.LOWER, Transpose.NO, Diagonal.NON_UNIT, blas);
        TriangularSweep up = new TriangularSweep(factor, n, Triangle.LOWER, Transpose.YES, Diagonal.NON_UNIT, blas);
        DistributedTriangular.solveColumns(b, n, b, (x, columns) -> {
            down.solve(x, n, columns);
            up.solve(x, n, columns);
        });
    }

    /** One block column: its diagonal block, the rows below it, and their share of all that is left. */
    private void step(int first, int size) {
        int end = first + size;
        int column = factor.columnMap().owner(first);
        double[] message = new double[1 + (factor.rows() - end) * size];
        if (column == factor.grid().myColumn()) {
            panel(first, size, message);
        }
        factor.grid().row().broadcast(message, column);
        if (message[0] > 0) {
            throw new NotPositiveDefiniteException(first + (int) message[0]);
        }
        update(end, size, message);
    }

    /** On the process column that has it: message ← order of a minor that is not positive or 0, then L's rows below. */
    private void panel(int first, int size, double[] message) {
        BlockCyclic rows = factor.rowMap();
        int me = factor.grid().myRow();
        int localColumn = factor.columnMap().local(first);
        double[] block = new double[1 + size * size];
        if (rows.owner(first) == me) {
            int at = rows.local(first) + localColumn * factor.leadingDimension();
            copy(factor.local(), at, factor.leadingDimension(), block, 1, size, size, size);
            block[0] = factorBlock(block, size);
            storeLower(block, size, at);
        }
        factor.grid().column().broadcast(block, rows.owner(first));
        message[0] = block[0];
        int from = rows.countBelow(first + size, me);
        int below = factor.localRows() - from;
        if (block[0] == 0 && below > 0) {
            // L₂₁ ← A₂₁ L₁₁⁻ᵀ
            blas.dtrsm(
                    Order.COLUMN_MAJOR,
                    Side.RIGHT,
                    Triangle.LOWER,
                    Transpose.YES,
                    Diagonal.NON_UNIT,
                    below,
                    size,
                    1,
                    Doubles.of(block, 1),
                    size,
                    factor.local(from, localColumn),
                    factor.leadingDimension());
        }
        collect(from, localColumn, size, first + size, message);
    }

    /** Rows of the panel from all ranks of the process column, one rank's after the other's. */
    private void collect(int from, int localColumn, int size, int end, double[] message) {
        int below = factor.localRows() - from;
        double[] own = new double[below * size];
        int at = from + localColumn * factor.leadingDimension();
        copy(factor.local(), at, factor.leadingDimension(), own, 0, below, below, size);
        int[] counts = new int[factor.grid().rows()];
        for (int p = 0; p < counts.length; p++) {
            counts[p] = rowsFrom(end, p) * size;
        }
        DoubleBuffer received = DoubleBuffer.wrap(message, 1, message.length - 1);
        factor.grid().column().allGatherv(own, received, counts);
    }

    private static void copy(
            double[] from, int at, int leading, double[] to, int toAt, int toLeading, int rows, int columns) {
        for (int j = 0; j < columns && rows > 0; j++) {
            System.arraycopy(from, at + j * leading, to, toAt + j * toLeading, rows);
        }
    }

    private void storeLower(double[] block, int size, int at) {
        for (int j = 0; j < size; j++) {
            int diagonal = at + j + j * factor.leadingDimension();
            System.arraycopy(block, 1 + j + j * size, factor.local(), diagonal, size - j);
        }
    }

    /** Factors a block that begins at element 1, column by column; returns the order of a minor that is not positive, or 0. */
    private static int factorBlock(double[] block, int size) {
        for (int j = 0; j < size; j++) {
            int column = 1 + j * size;
            double square = block[column + j];
            if (!(square > 0) || square == Double.POSITIVE_INFINITY) {
                return j + 1;
            }
            double root = Math.sqrt(square);
            block[column + j] = root;
            for (int i = j + 1; i < size; i++) {
                block[column + i] /= root;
            }
            for (int k = j + 1; k < size; k++) {
                double factor = block[column + k];
                int other = 1 + k * size;
                for (int i = k; i < size; i++) {
                    block[other + i] -= factor * block[column + i];
                }
            }
        }
        return 0;
    }

    private int rowsFrom(int end, int process) {
        return factor.rowMap().count(process) - factor.rowMap().countBelow(end, process);
    }

    /** A₂₂ ← A₂₂ − L₂₁ L₂₁ᵀ, in and below the diagonal blocks; no messages. */
    private void update(int end, int size, double[] message) {
        int[] starts = new int[factor.grid().rows()];
        starts[0] = 1;
        for (int p = 1; p < starts.length; p++) {
            starts[p] = starts[p - 1] + rowsFrom(end, p - 1) * size;
        }
        int mine = factor.grid().myColumn();
        for (int c = factor.columnMap().countBelow(end, mine); c < factor.localColumns(); c += factor.block()) {
            updateBlockColumn(end, size, message, starts, c);
        }
    }

    private void updateBlockColumn(int end, int size, double[] message, int[] starts, int localColumn) {
        BlockCyclic rows = factor.rowMap();
        int me = factor.grid().myRow();
        int first = factor.columnMap().global(localColumn, factor.grid().myColumn());
        int columns = Math.min(factor.block(), factor.columns() - first);
        int owner = rows.owner(first);
        Doubles right =
                Doubles.of(message, starts[owner] + rows.countBelow(first, owner) - rows.countBelow(end, owner));
        int leadingRight = rowsFrom(end, owner);
        int from = rows.countBelow(first, me);
        int base = rows.countBelow(end, me);
        if (owner == me) {
            blas.dsyrk(
                    Order.COLUMN_MAJOR,
                    Triangle.LOWER,
                    Transpose.NO,
                    columns,
                    size,
                    -1,
                    right,
                    leadingRight,
                    1,
                    factor.local(from, localColumn),
                    factor.leadingDimension());
            from += columns;
        }
        int count = factor.localRows() - from;
        if (count > 0) {
            blas.dgemm(
                    Order.COLUMN_MAJOR,
                    Transpose.NO,
                    Transpose.YES,
                    count,
                    columns,
                    size,
                    -1,
                    Doubles.of(message, starts[me] + from - base),
                    factor.localRows() - base,
                    right,
                    leadingRight,
                    1,
                    factor.local(from, localColumn),
                    factor.leadingDimension());
        }
    }
}
