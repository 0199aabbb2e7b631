package org.parhelion.solvers.linear;

import java.util.Arrays;

/**
 * C = A B row by row: F. G. Gustavson, “Two fast algorithms for sparse matrices: multiplication and permuted transposition”, ACM
 * Transactions on Mathematical Software 4(3), 1978. An element's terms are added in ascending order of their middle index, the
 * same on any number of ranks. Rows of B that this rank's part of A meets beyond its own are fetched first.
 */
final class SparseProduct {
    private final LocalRows a;
    private final LocalRows b;
    private final RemoteRows fetched;
    /** Global columns that can occur in C on this rank, ascending, and the number of those below the own ones. */
    private final long[] columns;

    private final int below;
    /** Numbers in {@link #columns} of the columns of B's ghosts and of fetched elements. */
    private final int[] ghostPlace;

    private final int[] fetchedPlace;

    private final double[] sum;
    /** Row of C that last met a column, plus one. */
    private final int[] met;

    private final int[] start;
    private int[] column;
    private double[] value;
    private int count;

    private SparseProduct(CsrMatrix left, CsrMatrix right) {
        a = left.rows();
        b = right.rows();
        fetched = RemoteRows.fetch(right, a.ghosts);
        long[] others = union(b.ghosts, LocalRows.ghosts(fetched.columns(), b.firstColumn, b.owned));
        int at = Arrays.binarySearch(others, b.firstColumn);
        below = at < 0 ? -at - 1 : at;
        columns = new long[Math.addExact(others.length, b.owned)];
        System.arraycopy(others, 0, columns, 0, below);
        for (int n = 0; n < b.owned; n++) {
            columns[below + n] = b.firstColumn + n;
        }
        System.arraycopy(others, below, columns, below + b.owned, others.length - below);
        ghostPlace = new int[b.ghosts.length];
        Arrays.setAll(ghostPlace, n -> place(b.ghosts[n]));
        fetchedPlace = new int[fetched.columns().length];
        Arrays.setAll(fetchedPlace, k -> place(fetched.columns()[k]));
        sum = new double[columns.length];
        met = new int[columns.length];
        start = new int[a.rows() + 1];
        column = new int[Math.max(16, a.entries())];
        value = new double[column.length];
    }

    /** The product; collective. */
    static CsrMatrix of(CsrMatrix a, CsrMatrix b) {
        SparseProduct product = new SparseProduct(a, b);
        for (int i = 0; i < product.a.rows(); i++) {
            product.row(i);
        }
        return new CsrMatrix(a.range(), b.domain(), product.compress());
    }

    private static long[] union(long[] one, long[] other) {
        long[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return LocalRows.distinct(all, all.length);
    }

    private int place(long global) {
        long own = global - b.firstColumn;
        return own >= 0 && own < b.owned ? below + (int) own : Arrays.binarySearch(columns, global);
    }

    private void row(int i) {
        for (int k = a.start[i]; k < a.start[i + 1]; k++) {
            int middle = a.columns[k];
            if (middle < a.owned) {
                reserve(b.start[middle + 1] - b.start[middle]);
                addOwn(i + 1, a.values[k], middle);
            } else {
                int ghost = middle - a.owned;
                reserve(fetched.start()[ghost + 1] - fetched.start()[ghost]);
                addFetched(i + 1, a.values[k], ghost);
            }
        }
        Arrays.sort(column, start[i], count);
        for (int k = start[i]; k < count; k++) {
            value[k] = sum[column[k]];
        }
        start[i + 1] = count;
    }

    private void addOwn(int mark, double factor, int row) {
        for (int k = b.start[row]; k < b.start[row + 1]; k++) {
            int c = b.columns[k];
            add(mark, c < b.owned ? below + c : ghostPlace[c - b.owned], factor * b.values[k]);
        }
    }

    private void addFetched(int mark, double factor, int row) {
        for (int k = fetched.start()[row]; k < fetched.start()[row + 1]; k++) {
            add(mark, fetchedPlace[k], factor * fetched.values()[k]);
        }
    }

    private void add(int mark, int place, double term) {
        if (met[place] == mark) {
            sum[place] += term;
        } else {
            met[place] = mark;
            sum[place] = term;
            column[count++] = place;
        }
    }

    private void reserve(int more) {
        if (more > column.length - count) {
            long capacity = Math.max((long) count + more, count + (long) count / 2);
            if ((long) count + more > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException(
                        "a sparse product: more than 2147483639 elements on one rank; use more ranks");
            }
            column = Arrays.copyOf(column, (int) Math.min(capacity, Integer.MAX_VALUE - 8));
            value = Arrays.copyOf(value, column.length);
        }
    }

    /** C with local numbers for its columns, and only those ghosts that occur. */
    private LocalRows compress() {
        boolean[] used = new boolean[columns.length];
        for (int k = 0; k < count; k++) {
            used[column[k]] = true;
        }
        int[] local = new int[columns.length];
        long[] ghosts = new long[columns.length - b.owned];
        int found = 0;
        for (int n = 0; n < columns.length; n++) {
            if (n >= below && n < below + b.owned) {
                local[n] = n - below;
            } else if (used[n]) {
                local[n] = b.owned + found;
                ghosts[found++] = columns[n];
            }
        }
        int[] places = Arrays.copyOf(column, count);
        for (int k = 0; k < count; k++) {
            places[k] = local[places[k]];
        }
        return new LocalRows(
                start, places, Arrays.copyOf(value, count), b.owned, b.firstColumn, Arrays.copyOf(ghosts, found));
    }
}
