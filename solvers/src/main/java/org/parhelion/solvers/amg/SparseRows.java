package org.parhelion.solvers.amg;

import java.util.Arrays;

/**
 * Rows of a sparse matrix on one rank.
 *
 * @param start row i has the elements {@code start[i]} to {@code start[i + 1] − 1}
 * @param columns local numbers of a {@link Layout}; their order in a row, which is that of sums, does not depend on the ranks
 */
record SparseRows(int[] start, int[] columns, double[] values) {
    int rows() {
        return start.length - 1;
    }

    int entries() {
        return start[start.length - 1];
    }

    /**
     * Gives ghost columns other local numbers.
     *
     * @param firstGhost columns from here on are ghosts
     * @param ghostNumbers the new number of each ghost
     */
    void renumber(int firstGhost, int[] ghostNumbers) {
        int end = entries();
        for (int k = 0; k < end; k++) {
            if (columns[k] >= firstGhost) {
                columns[k] = ghostNumbers[columns[k] - firstGhost];
            }
        }
    }

    /** Local numbers in one layout of the ghosts of another with the same own numbers. */
    static int[] ghostNumbers(Layout from, Layout to) {
        int[] numbers = new int[from.ghosts().length];
        Arrays.setAll(numbers, n -> to.local(from.ghosts()[n]));
        return numbers;
    }
}
