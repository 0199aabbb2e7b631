package org.parhelion.blas;

/** Products with and of symmetric matrices whose lower triangle is stored, split in halves down to {@link Gemm}. */
final class Symmetric {
    /** Order of a triangle that is not split further. */
    private static final int LEAF = 64;

    private final double alpha;
    private final double[] square = new double[LEAF * LEAF];

    private Symmetric(double alpha) {
        this.alpha = alpha;
    }

    /** C ← α A B + β C with A m×m symmetric, B and C m×n. */
    static void multiply(int m, int n, double alpha, Strided a, Strided b, double beta, Strided c) {
        if (alpha == 0) {
            c.scale(m, n, beta);
        } else if (m > 0 && n > 0) {
            new Symmetric(alpha).multiply(m, n, a, b, beta, c);
        }
    }

    /** The lower triangle of C ← α A Aᵀ + β C with A n×k, C n×n. */
    static void rankK(int n, int k, double alpha, Strided a, double beta, Strided c) {
        if (n > 0) {
            new Symmetric(alpha).rankK(n, k, a, beta, c);
        }
    }

    private static int half(int n) {
        return (n / 2 + LEAF - 1) / LEAF * LEAF;
    }

    private void multiply(int m, int n, Strided a, Strided b, double beta, Strided c) {
        if (m <= LEAF) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j <= i; j++) {
                    double value = a.get(i, j);
                    square[i * LEAF + j] = value;
                    square[j * LEAF + i] = value;
                }
            }
            Gemm.multiply(m, n, m, alpha, Strided.rows(square, 0, LEAF), b, beta, c);
            return;
        }
        int h = half(m);
        Strided off = a.at(h, 0);
        // C₁ ← α (A₁₁ B₁ + A₂₁ᵀ B₂) + β C₁,  C₂ ← α (A₂₁ B₁ + A₂₂ B₂) + β C₂
        multiply(h, n, a, b, beta, c);
        Gemm.multiply(h, n, m - h, alpha, off.transposed(), b.at(h, 0), 1, c);
        Gemm.multiply(m - h, n, h, alpha, off, b, beta, c.at(h, 0));
        multiply(m - h, n, a.at(h, h), b.at(h, 0), 1, c.at(h, 0));
    }

    private void rankK(int n, int k, Strided a, double beta, Strided c) {
        if (n > LEAF) {
            int h = half(n);
            rankK(h, k, a, beta, c);
            Gemm.multiply(n - h, h, k, alpha, a.at(h, 0), a.transposed(), beta, c.at(h, 0));
            rankK(n - h, k, a.at(h, 0), beta, c.at(h, h));
            return;
        }
        Gemm.multiply(n, n, k, alpha, a, a.transposed(), 0, Strided.rows(square, 0, LEAF));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double product = square[i * LEAF + j];
                c.set(i, j, beta == 0 ? product : product + beta * c.get(i, j));
            }
        }
    }
}
