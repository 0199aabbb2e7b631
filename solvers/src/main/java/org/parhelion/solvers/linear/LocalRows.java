package org.parhelion.solvers.linear;

import java.util.Arrays;

/**
 * The rows of a sparse matrix that one rank has, in compressed form. Columns have local numbers: those of the rank's own part
 * of the domain 0 to {@code owned − 1}, then the others that occur, the ghost columns, in ascending order of their global
 * numbers. Elements of a row lie in ascending order of <em>global</em> columns: ghosts below the own part, own ones, ghosts
 * above it; each row has each column at most once.
 */
final class LocalRows {
    final int[] start;
    final int[] columns;
    final double[] values;
    /** Columns of this rank's own part of the domain, and the global number of the first. */
    final int owned;

    final long firstColumn;
    /** Global numbers of ghost columns, ascending. */
    final long[] ghosts;
    /** How many ghosts lie below the own part. */
    final int ghostsBelow;

    LocalRows(int[] start, int[] columns, double[] values, int owned, long firstColumn, long[] ghosts) {
        this.start = start;
        this.columns = columns;
        this.values = values;
        this.owned = owned;
        this.firstColumn = firstColumn;
        this.ghosts = ghosts;
        this.ghostsBelow = position(ghosts, firstColumn);
    }

    /** How many of the ascending numbers are below a limit. */
    private static int position(long[] ascending, long limit) {
        int at = Arrays.binarySearch(ascending, limit);
        return at < 0 ? -at - 1 : at;
    }

    /** Rows by global columns, ascending in each row. */
    static LocalRows of(VectorSpace domain, int[] start, long[] global, double[] values) {
        return of(domain.firstRow(), domain.localSize(), start, global, values);
    }

    static LocalRows of(long first, int owned, int[] start, long[] global, double[] values) {
        long[] ghosts = ghosts(global, first, owned);
        int[] columns = new int[global.length];
        for (int k = 0; k < global.length; k++) {
            long own = global[k] - first;
            columns[k] = own >= 0 && own < owned ? (int) own : owned + Arrays.binarySearch(ghosts, global[k]);
        }
        return new LocalRows(start, columns, values, owned, first, ghosts);
    }

    /** The columns outside of the own part, each once, ascending. */
    static long[] ghosts(long[] global, long first, int owned) {
        long[] found = new long[16];
        int count = 0;
        for (long column : global) {
            if (column < first || column >= first + owned) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = column;
            }
        }
        return distinct(found, count);
    }

    /** The first {@code count} numbers, each once, ascending; changes their order. */
    static long[] distinct(long[] numbers, int count) {
        Arrays.sort(numbers, 0, count);
        int kept = 0;
        for (int n = 0; n < count; n++) {
            if (n == 0 || numbers[n] != numbers[n - 1]) {
                numbers[kept++] = numbers[n];
            }
        }
        return Arrays.copyOf(numbers, kept);
    }

    int rows() {
        return start.length - 1;
    }

    int entries() {
        return start[start.length - 1];
    }

    long globalColumn(int local) {
        return local < owned ? firstColumn + local : ghosts[local - owned];
    }

    /** Number of a local column among all that occur, in ascending order of their global numbers. */
    int rank(int local) {
        if (local < owned) {
            return ghostsBelow + local;
        }
        int ghost = local - owned;
        return ghost < ghostsBelow ? ghost : owned + ghost;
    }

    /** The same places with other values. */
    LocalRows with(double[] other) {
        return new LocalRows(start, columns, other, owned, firstColumn, ghosts);
    }

    /** Position of an element, or −1 where the row has none in that local column. */
    int find(int row, int column) {
        int low = start[row];
        int high = start[row + 1] - 1;
        int wanted = rank(column);
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = rank(columns[middle]);
            if (there == wanted) {
                return middle;
            }
            if (there < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
