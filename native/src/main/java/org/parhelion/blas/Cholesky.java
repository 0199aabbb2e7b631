package org.parhelion.blas;

/** A = L Lᵀ in the lower triangle, by halves (LAPACK's dpotrf2). */
final class Cholesky {
    /** Order of a block that is factored row by row. */
    private static final int LEAF = 24;

    private Cholesky() {}

    /** @return 0, or j &gt; 0 when the leading minor of order j is not positive */
    static int factor(int n, Strided a) {
        if (n <= LEAF) {
            return leaf(n, a);
        }
        int h = n / 2;
        Strided off = a.at(h, 0);
        Strided rest = a.at(h, h);
        int info = factor(h, a);
        if (info != 0) {
            return info;
        }
        // L₂₁ = A₂₁ L₁₁⁻ᵀ
        Triangular.solve(true, false, h, n - h, 1, a, off.transposed());
        Symmetric.rankK(n - h, h, -1, off, 1, rest);
        int later = factor(n - h, rest);
        return later == 0 ? 0 : later + h;
    }

    private static int leaf(int n, Strided a) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a.get(i, j);
                for (int p = 0; p < j; p++) {
                    sum -= a.get(i, p) * a.get(j, p);
                }
                if (j < i) {
                    a.set(i, j, sum / a.get(j, j));
                } else if (sum > 0) {
                    a.set(i, i, Math.sqrt(sum));
                } else {
                    a.set(i, i, sum);
                    return i + 1;
                }
            }
        }
        return 0;
    }
}
