package org.parhelion.blas;

/** A = P L U with partial pivoting, by halves of the columns (Toledo, SIAM J. Matrix Anal. Appl. 18(4), 1997; LAPACK's dgetrf2). */
final class Lu {
    /** Columns that are eliminated one by one. */
    private static final int LEAF = 8;

    private Lu() {}

    /**
     * @param a m×n by columns, on the heap
     * @param pivots min(m, n) out
     * @return 0, or j &gt; 0 when pivot j − 1 is exactly zero
     */
    static int factor(int m, int n, Strided a, int[] pivots) {
        return m == 0 || n == 0 ? 0 : factor(m, n, a, pivots, 0);
    }

    private static int factor(int m, int n, Strided a, int[] pivots, int first) {
        int k = Math.min(m, n);
        if (k <= LEAF) {
            return eliminate(m, n, a, pivots, first);
        }
        int h = k / 2;
        Strided right = a.at(0, h);
        Strided rest = a.at(h, h);
        int info = factor(m, h, a, pivots, first);
        swapRows(n - h, right, pivots, first, 0, h);
        Triangular.solve(true, true, h, n - h, 1, a, right);
        Gemm.multiply(m - h, n - h, h, -1, a.at(h, 0), right, 1, rest);
        int later = factor(m - h, n - h, rest, pivots, first + h);
        swapRows(h, a.at(h, 0), pivots, first + h, 0, k - h);
        for (int i = first + h; i < first + k; i++) {
            pivots[i] += h;
        }
        return info != 0 || later == 0 ? info : later + h;
    }

    /** Column by column; pivots count from this block's first row. */
    private static int eliminate(int m, int n, Strided a, int[] pivots, int first) {
        double[] array = a.array();
        int info = 0;
        for (int j = 0; j < Math.min(m, n); j++) {
            int diagonal = a.index(j, j);
            int row = j + Level1.largest(m - j, array, diagonal);
            pivots[first + j] = row;
            if (row != j) {
                swap(n, a, j, row);
            }
            double pivot = array[diagonal];
            if (pivot == 0) {
                info = info == 0 ? j + 1 : info;
                continue;
            }
            for (int i = diagonal + 1; i < diagonal + m - j; i++) {
                array[i] /= pivot;
            }
            for (int column = j + 1; column < n; column++) {
                int at = a.index(j, column);
                Level1.axpy(m - j - 1, -array[at], array, diagonal + 1, array, at + 1);
            }
        }
        return info;
    }

    private static void swap(int n, Strided a, int row, int other) {
        for (int j = 0; j < n; j++) {
            double value = a.get(row, j);
            a.set(row, j, a.get(other, j));
            a.set(other, j, value);
        }
    }

    /** Swaps row i with row {@code pivots[first + i]}, for i from {@code from} to {@code to}, column by column. */
    private static void swapRows(int columns, Strided a, int[] pivots, int first, int from, int to) {
        for (int j = 0; j < columns; j++) {
            for (int i = from; i < to; i++) {
                swap(1, a.at(0, j), i, pivots[first + i]);
            }
        }
    }

    /** B ← op(A)⁻¹ B with A's factors n×n, B n×columns. */
    static void solve(Transpose trans, int n, int columns, Strided factors, int[] pivots, Strided b) {
        if (trans == Transpose.NO) {
            swapRows(columns, b, pivots, 0, 0, n);
            Triangular.solve(true, true, n, columns, 1, factors, b);
            Triangular.solve(false, false, n, columns, 1, factors, b);
            return;
        }
        Triangular.solve(true, false, n, columns, 1, factors.transposed(), b);
        Triangular.solve(false, true, n, columns, 1, factors.transposed(), b);
        for (int j = 0; j < columns; j++) {
            for (int i = n - 1; i >= 0; i--) {
                swap(1, b.at(0, j), i, pivots[i]);
            }
        }
    }
}
