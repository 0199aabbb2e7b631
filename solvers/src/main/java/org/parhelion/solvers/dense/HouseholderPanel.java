package org.parhelion.solvers.dense;

import java.util.Arrays;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Side;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;
import org.parhelion.mpi.ReduceOp;

/**
 * The reflectors of one block column, I − V T Vᵀ (compact WY; Schreiber and Van Loan, SIAM J. Sci. Stat. Comput. 10, 1989). V's
 * local rows, from the block row on, lie here with their ones and zeros written out.
 */
final class HouseholderPanel {
    private final DistributedMatrix a;
    private final Blas blas;
    private final int first;
    private final int width;
    private final int top;
    private final int rows;
    private final int leading;
    /** Rows of the block row that this rank has: none or as many as the panel is wide. */
    private final int ownRows;

    private final double[] v;
    /** T, then R's diagonal. */
    private final double[] t;

    private final double[] tau;

    /** The panel that begins at this row and column. */
    HouseholderPanel(DistributedMatrix a, Blas blas, int first, int width) {
        this.a = a;
        this.blas = blas;
        this.first = first;
        this.width = width;
        int me = a.grid().myRow();
        top = a.rowMap().countBelow(first, me);
        rows = a.localRows() - top;
        leading = Math.max(1, rows);
        ownRows = a.rowMap().countBelow(first + width, me) - top;
        v = new double[leading * width];
        t = new double[width * width + width];
        tau = new double[width];
    }

    private boolean isHere() {
        return a.columnMap().owner(first) == a.grid().myColumn();
    }

    /** Factors it on the process column that has it and brings it to all; by all ranks. */
    void factor() {
        if (isHere()) {
            load();
            int[] exponents = scaleColumns();
            for (int c = 0; c < width; c++) {
                eliminate(c);
            }
            store(exponents);
            toUnitTrapezoid();
            formT();
        }
        a.grid().row().broadcast(v, a.columnMap().owner(first));
        a.grid().row().broadcast(t, a.columnMap().owner(first));
    }

    /** Brings back what {@link #factor} left in A, with the T that is known; by all ranks. */
    void recall(double[] knownT) {
        System.arraycopy(knownT, 0, t, 0, t.length);
        if (isHere()) {
            load();
            toUnitTrapezoid();
        }
        a.grid().row().broadcast(v, a.columnMap().owner(first));
    }

    /** T, column-major, and after it R's diagonal in these columns; the same on all ranks. */
    double[] t() {
        return t;
    }

    private void load() {
        int column = a.columnMap().local(first);
        for (int j = 0; j < width; j++) {
            System.arraycopy(a.local(), top + (column + j) * a.localRows(), v, j * leading, rows);
        }
    }

    /** Each column by its own power of two, so that no square overflows or vanishes; Q does not depend on it. */
    private int[] scaleColumns() {
        double[] most = new double[width];
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < rows; i++) {
                most[j] = Math.max(most[j], Math.abs(v[i + j * leading]));
            }
        }
        a.grid().column().allReduce(most, ReduceOp.MAX);
        int[] exponents = new int[width];
        for (int j = 0; j < width; j++) {
            exponents[j] = most[j] > 0 && Double.isFinite(most[j]) ? Math.getExponent(most[j]) : 0;
            for (int i = 0; i < rows; i++) {
                v[i + j * leading] = Math.scalb(v[i + j * leading], -exponents[j]);
            }
        }
        return exponents;
    }

    /** The reflector of one column, and its effect on those to its right: one message. */
    private void eliminate(int c) {
        int count = width - c;
        double[] sums = products(c);
        double square = sums[0];
        double alpha = sums[count];
        int start = Math.min(ownRows, c + 1);
        if (square == 0) {
            tau[c] = 0;
            t[width * width + c] = alpha;
            Arrays.fill(v, start + c * leading, rows + c * leading, 0);
            return;
        }
        double beta = -Math.copySign(Math.sqrt(alpha * alpha + square), alpha);
        double scale = 1 / (alpha - beta);
        tau[c] = (beta - alpha) / beta;
        t[width * width + c] = beta;
        for (int i = start; i < rows; i++) {
            v[i + c * leading] *= scale;
        }
        double[] w = new double[count];
        for (int j = 1; j < count; j++) {
            // vᵀ aⱼ from the products with the column as it was
            w[j] = tau[c] * (sums[count + j] + scale * sums[j]);
        }
        reflect(c, start, w, beta);
    }

    /** Products of a column, below its diagonal, with itself and those to its right; then the row of its diagonal. */
    private double[] products(int c) {
        int count = width - c;
        int start = Math.min(ownRows, c + 1);
        double[] sums = new double[2 * count];
        if (rows > start) {
            blas.dgemv(
                    Order.COLUMN_MAJOR,
                    Transpose.YES,
                    rows - start,
                    count,
                    1,
                    Doubles.of(v, start + c * leading),
                    leading,
                    Doubles.of(v, start + c * leading),
                    1,
                    0,
                    Doubles.of(sums),
                    1);
        }
        if (ownRows > 0) {
            for (int j = 0; j < count; j++) {
                sums[count + j] = v[c + (c + j) * leading];
            }
        }
        Replicated.sum(a.grid().column(), sums);
        return sums;
    }

    /** aⱼ ← aⱼ − (τ vᵀ aⱼ) v. */
    private void reflect(int c, int start, double[] w, double beta) {
        int count = w.length - 1;
        if (rows > start && count > 0) {
            blas.dger(
                    Order.COLUMN_MAJOR,
                    rows - start,
                    count,
                    -1,
                    Doubles.of(v, start + c * leading),
                    1,
                    Doubles.of(w, 1),
                    1,
                    Doubles.of(v, start + (c + 1) * leading),
                    leading);
        }
        if (ownRows > 0) {
            v[c + c * leading] = beta;
            for (int j = 1; j <= count; j++) {
                v[c + (c + j) * leading] -= w[j];
            }
        }
    }

    /** R, its scale undone, and V below it into A. */
    private void store(int[] exponents) {
        int column = a.columnMap().local(first);
        for (int j = 0; j < width; j++) {
            int at = top + (column + j) * a.localRows();
            System.arraycopy(v, j * leading, a.local(), at, rows);
            for (int i = 0; i < Math.min(ownRows, j + 1); i++) {
                a.local()[at + i] = Math.scalb(a.local()[at + i], exponents[j]);
            }
            t[width * width + j] = Math.scalb(t[width * width + j], exponents[j]);
        }
    }

    private void toUnitTrapezoid() {
        for (int j = 0; j < width && ownRows > 0; j++) {
            Arrays.fill(v, j * leading, j * leading + j, 0);
            v[j + j * leading] = 1;
        }
    }

    /** T from τ and VᵀV. */
    private void formT() {
        double[] gram = new double[width * width];
        if (rows > 0) {
            blas.dgemm(
                    Order.COLUMN_MAJOR,
                    Transpose.YES,
                    Transpose.NO,
                    width,
                    width,
                    rows,
                    1,
                    Doubles.of(v),
                    leading,
                    Doubles.of(v),
                    leading,
                    0,
                    Doubles.of(gram),
                    width);
        }
        Replicated.sum(a.grid().column(), gram);
        for (int c = 0; c < width; c++) {
            t[c + c * width] = tau[c];
            for (int i = 0; i < c; i++) {
                double sum = 0;
                for (int k = i; k < c; k++) {
                    sum += t[i + k * width] * gram[k + c * width];
                }
                t[i + c * width] = -tau[c] * sum;
            }
        }
    }

    /** C ← (I − V op(T) Vᵀ) C for local columns; by all ranks of the process column. */
    void apply(Transpose trans, DistributedMatrix c, int from, int to) {
        int columns = to - from;
        if (columns == 0) {
            return;
        }
        double[] w = new double[width * columns];
        int ldc = c.leadingDimension();
        if (rows > 0) {
            blas.dgemm(
                    Order.COLUMN_MAJOR,
                    Transpose.YES,
                    Transpose.NO,
                    width,
                    columns,
                    rows,
                    1,
                    Doubles.of(v),
                    leading,
                    c.local(top, from),
                    ldc,
                    0,
                    Doubles.of(w),
                    width);
        }
        if (c.grid().rows() > 1) {
            c.grid().column().allReduce(w, ReduceOp.SUM);
        }
        blas.dtrmm(
                Order.COLUMN_MAJOR,
                Side.LEFT,
                Triangle.UPPER,
                trans,
                Diagonal.NON_UNIT,
                width,
                columns,
                1,
                Doubles.of(t),
                width,
                Doubles.of(w),
                width);
        if (rows > 0) {
            blas.dgemm(
                    Order.COLUMN_MAJOR,
                    Transpose.NO,
                    Transpose.NO,
                    rows,
                    columns,
                    width,
                    -1,
                    Doubles.of(v),
                    leading,
                    Doubles.of(w),
                    width,
                    1,
                    c.local(top, from),
                    ldc);
        }
    }
}
