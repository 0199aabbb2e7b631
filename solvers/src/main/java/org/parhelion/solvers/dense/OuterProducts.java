package org.parhelion.solvers.dense;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Transpose;

/**
 * The core of SUMMA (van de Geijn and Watts 1997, section 4): C is a sum of products of panels, a column panel of op(A) times
 * a row panel of op(B). While dgemm works on one panel the next one is on its way.
 */
final class OuterProducts {
    /** Columns of C to a dgemm call, at least; between calls the MPI library gets to move messages on. */
    private static final int COLUMNS_BETWEEN_POLLS = 512;

    /** Most calls to a panel; half of them before the second leg of turned panels is started. */
    private static final int CALLS = 4;

    private final Blas blas;
    private final Layer layer;
    private final int width;

    OuterProducts(Blas blas, Layer layer, int width) {
        this.blas = blas;
        this.layer = layer;
        this.width = width;
    }

    /** Which of all panels a layer takes: every {@code count}-th, from {@code first} on. */
    record Turn(int first, int count) {}

    /** C ← α op(A) op(B) + β C on this rank's part of C, summed over the panels whose turn it is. */
    void multiply(Transpose transA, Transpose transB, double alpha, Part a, Part b, double beta, Part c, Turn turn) {
        BlockCyclic innerA = transA == Transpose.NO ? a.columns() : a.rows();
        BlockCyclic innerB = transB == Transpose.NO ? b.rows() : b.columns();
        int widest = Math.max(1, Math.min(width, innerA.size()));
        List<KPanels.Panel> panels = every(KPanels.of(innerA, innerB, widest), turn);
        if (panels.isEmpty() || alpha == 0) {
            scale(c, beta);
            return;
        }
        PanelSource left = transA == Transpose.NO
                ? Panels.ofColumns(a, layer, widest, 2)
                : TurnedPanels.ofRows(a, c.rows(), layer, widest);
        PanelSource right = transB == Transpose.NO
                ? Panels.ofRows(b, layer, widest, 2)
                : TurnedPanels.ofColumns(b, c.columns(), layer, widest);
        int m = c.rows().count(layer.myRow());
        int n = c.columns().count(layer.myColumn());
        start(left, right, panels.get(0));
        advance(left, right);
        for (int t = 0; t < panels.size(); t++) {
            Doubles panelA = left.finish();
            Doubles panelB = right.finish();
            Product product = new Product(
                    blas,
                    left.transpose(),
                    right.transpose(),
                    m,
                    panels.get(t).width(),
                    alpha,
                    panelA,
                    left.leading(),
                    panelB,
                    right.leading(),
                    t == 0 ? beta : 1,
                    c);
            boolean last = t + 1 == panels.size();
            if (!last) {
                start(left, right, panels.get(t + 1));
            }
            int chunk = Math.max(COLUMNS_BETWEEN_POLLS, (n + CALLS - 1) / CALLS);
            int half = Math.min(n, (n + chunk) / (2 * chunk) * chunk);
            product.columns(0, half, chunk, left, right);
            if (!last) {
                advance(left, right);
            }
            product.columns(half, n, chunk, left, right);
        }
    }

    private static <T> List<T> every(List<T> all, Turn turn) {
        List<T> own = new ArrayList<>();
        for (int i = turn.first(); i < all.size(); i += turn.count()) {
            own.add(all.get(i));
        }
        return own;
    }

    private static void start(PanelSource left, PanelSource right, KPanels.Panel panel) {
        left.start(panel);
        right.start(panel);
    }

    private static void advance(PanelSource left, PanelSource right) {
        left.advance();
        right.advance();
    }

    /** C ← β C; a β of zero clears NaNs too. */
    static void scale(Part c, double beta) {
        for (int i = 0; i < c.values().length && beta != 1; i++) {
            c.values()[i] = beta == 0 ? 0 : beta * c.values()[i];
        }
    }

    /** One panel's share of C, some columns at a time. */
    private record Product(
            Blas blas,
            Transpose transA,
            Transpose transB,
            int m,
            int k,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb,
            double beta,
            Part c) {
        void columns(int from, int to, int chunk, PanelSource left, PanelSource right) {
            for (int j = from; j < to && m > 0; j += chunk) {
                int columns = Math.min(chunk, to - j);
                Doubles someB = b.from(transB == Transpose.NO ? j * ldb : j);
                Doubles someC = c.from(0, j);
                blas.dgemm(
                        Order.COLUMN_MAJOR,
                        transA,
                        transB,
                        m,
                        columns,
                        k,
                        alpha,
                        a,
                        lda,
                        someB,
                        ldb,
                        beta,
                        someC,
                        c.leading());
                left.poll();
                right.poll();
            }
        }
    }
}
