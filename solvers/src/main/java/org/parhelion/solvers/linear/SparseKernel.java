package org.parhelion.solvers.linear;

/**
 * y ← A x for the rows of one rank. Rows without ghost columns are computed while messages travel, the others when they
 * have come; every row is summed in ascending order of global columns, so that its bits do not depend on the cut.
 */
final class SparseKernel {
    private static final int PIECE = 1024;

    private final LocalRows a;
    /** Rows with ghosts, and where their own columns begin and end. */
    private final int[] boundary;

    private final int[] ownFrom;
    private final int[] ownTo;

    SparseKernel(LocalRows a) {
        this.a = a;
        int count = 0;
        for (int i = 0; i < a.rows(); i++) {
            count += hasGhosts(i) ? 1 : 0;
        }
        boundary = new int[count];
        ownFrom = new int[count];
        ownTo = new int[count];
        count = 0;
        for (int i = 0; i < a.rows(); i++) {
            if (hasGhosts(i)) {
                int from = a.start[i];
                while (from < a.start[i + 1] && isBelow(a.columns[from])) {
                    from++;
                }
                int to = from;
                while (to < a.start[i + 1] && a.columns[to] < a.owned) {
                    to++;
                }
                boundary[count] = i;
                ownFrom[count] = from;
                ownTo[count++] = to;
            }
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

    /** All rows without ghosts. */
    void inner(double[] x, double[] y) {
        int from = 0;
        for (int row : boundary) {
            if (from < row) {
                rows(from, row, x, y);
            }
            from = row + 1;
        }
        rows(from, a.rows(), x, y);
    }

    /** In pieces, so that the loops below are compiled as a method that is called often, not as a loop found running. */
    private void rows(int from, int to, double[] x, double[] y) {
        for (int next = from; next < to; next += PIECE) {
            rows(next, Math.min(to, next + PIECE), a.start, a.columns, a.values, x, y);
        }
    }

    private static void rows(int from, int to, int[] start, int[] columns, double[] values, double[] x, double[] y) {
        int k = start[from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int end = start[i + 1]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            y[i] = sum;
        }
    }

    /** All rows with ghosts. */
    void boundary(double[] x, double[] ghosts, double[] y) {
        int[] columns = a.columns;
        double[] values = a.values;
        for (int n = 0; n < boundary.length; n++) {
            int i = boundary[n];
            int from = ownFrom[n];
            int to = ownTo[n];
            double sum = 0;
            for (int k = a.start[i]; k < from; k++) {
                sum += values[k] * ghosts[columns[k] - a.owned];
            }
            for (int k = from; k < to; k++) {
                sum += values[k] * x[columns[k]];
            }
            for (int k = to; k < a.start[i + 1]; k++) {
                sum += values[k] * ghosts[columns[k] - a.owned];
            }
            y[i] = sum;
        }
    }
}
