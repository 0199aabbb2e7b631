package org.parhelion.blas;

/**
 * Products and solutions with a triangular matrix on the left, split in halves until the triangle fits the first-level cache, so
 * that nearly all work is {@link Gemm} (Elmroth, Gustavson, Jonsson & Kågström, SIAM Review 46(1), 2004, §3).
 */
final class Triangular {
    /** Order of a triangle that is not split further. */
    private static final int LEAF = 32;

    /** Columns of the other matrix that a leaf takes at a time. */
    private static final int COLUMNS = 128;

    private final boolean lower;
    private final boolean unit;
    private final double[] triangle = new double[LEAF * LEAF];
    private final double[] block = new double[LEAF * COLUMNS];

    private Triangular(boolean lower, boolean unit) {
        this.lower = lower;
        this.unit = unit;
    }

    /** B ← α T⁻¹ B with T m×m, B m×n. */
    static void solve(boolean lower, boolean unit, int m, int n, double alpha, Strided t, Strided b) {
        if (m == 0 || n == 0) {
            return;
        }
        b.scale(m, n, alpha);
        if (alpha != 0) {
            new Triangular(lower, unit).solve(m, n, t, b);
        }
    }

    /** B ← α T B with T m×m, B m×n. */
    static void multiply(boolean lower, boolean unit, int m, int n, double alpha, Strided t, Strided b) {
        if (m == 0 || n == 0) {
            return;
        }
        if (alpha != 0) {
            new Triangular(lower, unit).multiply(m, n, t, b);
        }
        b.scale(m, n, alpha);
    }

    private static int half(int m) {
        return (m / 2 + LEAF - 1) / LEAF * LEAF;
    }

    private void solve(int m, int n, Strided t, Strided b) {
        if (m <= LEAF) {
            solveLeaf(m, n, t, b);
            return;
        }
        int h = half(m);
        Strided low = b.at(h, 0);
        if (lower) {
            solve(h, n, t, b);
            Gemm.multiply(m - h, n, h, -1, t.at(h, 0), b, 1, low);
            solve(m - h, n, t.at(h, h), low);
        } else {
            solve(m - h, n, t.at(h, h), low);
            Gemm.multiply(h, n, m - h, -1, t.at(0, h), low, 1, b);
            solve(h, n, t, b);
        }
    }

    private void multiply(int m, int n, Strided t, Strided b) {
        if (m <= LEAF) {
            multiplyLeaf(m, n, t, b);
            return;
        }
        int h = half(m);
        Strided low = b.at(h, 0);
        if (lower) {
            multiply(m - h, n, t.at(h, h), low);
            Gemm.multiply(m - h, n, h, 1, t.at(h, 0), b, 1, low);
            multiply(h, n, t, b);
        } else {
            multiply(h, n, t, b);
            Gemm.multiply(h, n, m - h, 1, t.at(0, h), low, 1, b);
            multiply(m - h, n, t.at(h, h), low);
        }
    }

    /** Reads only the triangle that there is; a unit diagonal is not read either. */
    private void loadTriangle(int m, Strided t) {
        for (int i = 0; i < m; i++) {
            for (int j = lower ? 0 : i; j < (lower ? i + 1 : m); j++) {
                triangle[i * LEAF + j] = i == j && unit ? 1 : t.get(i, j);
            }
        }
    }

    private void solveLeaf(int m, int n, Strided t, Strided b) {
        loadTriangle(m, t);
        for (int from = 0; from < n; from += COLUMNS) {
            int columns = Math.min(COLUMNS, n - from);
            b.at(0, from).load(m, columns, block, 0, COLUMNS);
            for (int step = 0; step < m; step++) {
                int i = lower ? step : m - 1 - step;
                for (int p = lower ? 0 : i + 1; p < (lower ? i : m); p++) {
                    Level1.axpy(columns, -triangle[i * LEAF + p], block, p * COLUMNS, block, i * COLUMNS);
                }
                if (!unit) {
                    divide(columns, triangle[i * LEAF + i], i * COLUMNS);
                }
            }
            b.at(0, from).store(m, columns, block, 0, COLUMNS);
        }
    }

    private void divide(int columns, double divisor, int at) {
        for (int j = 0; j < columns; j++) {
            block[at + j] /= divisor;
        }
    }

    private void multiplyLeaf(int m, int n, Strided t, Strided b) {
        loadTriangle(m, t);
        for (int from = 0; from < n; from += COLUMNS) {
            int columns = Math.min(COLUMNS, n - from);
            b.at(0, from).load(m, columns, block, 0, COLUMNS);
            for (int step = 0; step < m; step++) {
                int i = lower ? m - 1 - step : step;
                for (int j = 0; j < columns; j++) {
                    block[i * COLUMNS + j] *= triangle[i * LEAF + i];
                }
                for (int p = lower ? 0 : i + 1; p < (lower ? i : m); p++) {
                    Level1.axpy(columns, triangle[i * LEAF + p], block, p * COLUMNS, block, i * COLUMNS);
                }
            }
            b.at(0, from).store(m, columns, block, 0, COLUMNS);
        }
    }
}
