package org.parhelion.solvers.linear;

import java.util.stream.IntStream;

/**
 * y ← A x for the rows of one rank. Rows without ghost columns are computed while messages travel, the others when they
 * have come; every row is summed in ascending order of global columns, so that its bits do not depend on the cut.
 */
final class SparseKernel {
    private final LocalRows a;
    private final RowLoop inner;
    /** Rows with ghosts, and where their own columns begin and end. */
    private final int[] boundary;

    private final int[] boundaryRuns;

    private final int[] ownFrom;
    private final int[] ownTo;
    /** Where most rows have ghosts: loops over them on a copy of the vector with the ghosts behind it. */
    private final RowLoop all;

    private final double[] extended;

    SparseKernel(LocalRows a) {
        this.a = a;
        inner = new RowLoop(
                a, IntStream.range(0, a.rows()).filter(i -> !hasGhosts(i)).toArray());
        boundary = IntStream.range(0, a.rows()).filter(this::hasGhosts).toArray();
        boundaryRuns = RowLoop.runs(boundary);
        boolean most = boundary.length > a.rows() / 2;
        all = most ? new RowLoop(a, boundary) : null;
        extended = new double[most ? Math.addExact(a.owned, a.ghosts.length) : 0];
        ownFrom = new int[most ? 0 : boundary.length];
        ownTo = new int[ownFrom.length];
        for (int n = 0; n < ownFrom.length; n++) {
            int end = a.start[boundary[n] + 1];
            int from = a.start[boundary[n]];
            while (from < end && isBelow(a.columns[from])) {
                from++;
            }
            int to = from;
            while (to < end && a.columns[to] < a.owned) {
                to++;
            }
            ownFrom[n] = from;
            ownTo[n] = to;
        }
    }

    private boolean isBelow(int column) {
        return column >= a.owned && column < a.owned + a.ghostsBelow;
    }

    /** Ghosts lie at the ends of a row. */
    private boolean hasGhosts(int row) {
        int from = a.start[row];
        int to = a.start[row + 1];
        return from < to && (a.columns[from] >= a.owned || a.columns[to - 1] >= a.owned);
    }

    /** All rows without ghosts, and their part of product n ← ⟨x, y⟩ unless {@code products} is null. */
    void inner(double[] x, double[] y, InnerProducts products, int n) {
        inner.run(x, y, products, n);
    }

    /** All rows with ghosts, likewise. */
    void boundary(double[] x, double[] ghosts, double[] y, InnerProducts products, int n) {
        if (all != null) {
            System.arraycopy(x, 0, extended, 0, a.owned);
            System.arraycopy(ghosts, 0, extended, a.owned, ghosts.length);
            all.run(extended, y, products, n);
            return;
        }
        for (int row = 0; row < boundary.length; row++) {
            int i = boundary[row];
            double sum = sum(0, a.start[i], ownFrom[row], ghosts, a.owned);
            sum = sum(sum, ownFrom[row], ownTo[row], x, 0);
            y[i] = sum(sum, ownTo[row], a.start[i + 1], ghosts, a.owned);
        }
        RowLoop.addProducts(boundaryRuns, x, y, products, n);
    }

    private double sum(double before, int from, int to, double[] x, int offset) {
        double sum = before;
        for (int k = from; k < to; k++) {
            sum += a.values[k] * x[a.columns[k] - offset];
        }
        return sum;
    }
}
