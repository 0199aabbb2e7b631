package org.parhelion.solvers.dense;

import org.parhelion.blas.Blas;
import org.parhelion.blas.Diagonal;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Side;
import org.parhelion.blas.Transpose;
import org.parhelion.blas.Triangle;

/**
 * Right-looking LU with partial pivoting, a block column at a time, as ScaLAPACK's {@code pdgetrf} and HPL do it (Blackford
 * et al., ScaLAPACK Users' Guide, 1997; Dongarra, Luszczek and Petitet, Concurrency Comput. 15, 2003). The next panel is
 * updated first, factored and sent on its way before the rest is updated, so that the others do not wait for it.
 */
final class LuFactorization {
    /** Columns of the update between two looks at the message under way. */
    private static final int PIECE = 384;

    private final DistributedMatrix a;
    private final Blas blas;
    private final int steps;
    private final int[] pivots;
    private final double[] diagonal;
    private LuPanel current;
    private LuPanel next;
    private RowSwaps swaps;

    LuFactorization(DistributedMatrix a, Blas blas) {
        this.a = a;
        this.blas = blas;
        steps = Math.min(a.rows(), a.columns());
        pivots = new int[steps];
        diagonal = new double[steps];
    }

    /** For each of the first min(rows, columns) rows, the row that it was swapped with. */
    int[] pivots() {
        return pivots;
    }

    /** U's diagonal. */
    double[] diagonal() {
        return diagonal;
    }

    void run() {
        if (steps == 0) {
            return;
        }
        current = new LuPanel(a, blas);
        next = steps > a.block() ? new LuPanel(a, blas) : null;
        start(current, 0);
        for (int first = 0; first < steps; first += a.block()) {
            current.finishBroadcast();
            remember();
            swaps = new RowSwaps(a, current);
            step(first);
            LuPanel done = current;
            current = next;
            next = done;
        }
    }

    private void step(int first) {
        int me = a.grid().myColumn();
        int end = first + current.width();
        int from = a.columnMap().countBelow(end, me);
        boolean more = end < steps;
        if (more) {
            int nextEnd = a.columnMap().countBelow(Math.min(steps, end + a.block()), me);
            update(from, nextEnd);
            from = nextEnd;
            start(next, end);
        }
        updateRest(from, more);
        swaps.apply(0, a.columnMap().countBelow(first, me));
    }

    private void start(LuPanel panel, int first) {
        panel.begin(first, Math.min(a.block(), steps - first));
        if (a.columnMap().owner(first) == a.grid().myColumn()) {
            panel.factor();
        }
        panel.startBroadcast();
    }

    private void remember() {
        int first = current.first();
        System.arraycopy(current.pivots(), 0, pivots, first, current.width());
        for (int j = 0; j < current.width(); j++) {
            diagonal[first + j] = current.diagonal(j);
        }
    }

    /** The other columns: in pieces as long as the next panel is on its way, since it moves only inside of calls to MPI. */
    private void updateRest(int fromColumn, boolean panelUnderWay) {
        int from = fromColumn;
        int end = a.localColumns();
        while (panelUnderWay && a.grid().rows() == 1 && end - from > PIECE && !next.isHere()) {
            update(from, from + PIECE);
            from += PIECE;
        }
        update(from, end);
    }

    /** Swaps rows, U₁₂ ← L₁₁⁻¹ A₁₂, A₂₂ ← A₂₂ − L₂₁ U₁₂ for local columns; by all ranks of the process column. */
    private void update(int from, int to) {
        int columns = to - from;
        if (columns == 0) {
            return;
        }
        int width = current.width();
        if (a.grid().rows() == 1) {
            swaps.apply(from, to);
            update(a.local(current.top(), from), a.leadingDimension(), from, columns);
        } else {
            double[] upper = new double[width * columns];
            swaps.exchange(from, to, upper);
            update(Doubles.of(upper), width, from, columns);
            if (current.hasBlockRow()) {
                swaps.store(upper, from, to);
            }
        }
    }

    private void update(Doubles upper, int leading, int from, int columns) {
        int width = current.width();
        blas.dtrsm(
                Order.COLUMN_MAJOR,
                Side.LEFT,
                Triangle.LOWER,
                Transpose.NO,
                Diagonal.UNIT,
                width,
                columns,
                1,
                current.diagonalBlock(),
                width,
                upper,
                leading);
        if (current.rowsBelow() > 0) {
            blas.dgemm(
                    Order.COLUMN_MAJOR,
                    Transpose.NO,
                    Transpose.NO,
                    current.rowsBelow(),
                    columns,
                    width,
                    -1,
                    current.below(),
                    current.rowsBelow(),
                    upper,
                    leading,
                    1,
                    a.local(current.firstBelow(), from),
                    a.leadingDimension());
        }
    }
}
