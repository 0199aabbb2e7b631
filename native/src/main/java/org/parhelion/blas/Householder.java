package org.parhelion.blas;

/**
 * A = Q R with Q = H₀ H₁ …, Hᵢ = I − τᵢ vᵢ vᵢᵀ, in blocks whose reflections are applied together as I − V T Vᵀ (Schreiber & Van
 * Loan, SIAM J. Sci. Stat. Comput. 10(1), 1989; LAPACK's dgeqrf and dlarft, whose signs and storage these are).
 */
final class Householder {
    /** Columns of a block. */
    private static final int BLOCK = 32;

    private Householder() {}

    /**
     * @param a m×n by columns, on the heap
     * @param tau min(m, n) out
     */
    static void factor(int m, int n, Strided a, double[] tau) {
        int k = Math.min(m, n);
        for (int j = 0; j < k; j += BLOCK) {
            int width = Math.min(BLOCK, k - j);
            Strided panel = a.at(j, j);
            panel(m - j, width, panel, tau, j);
            int right = n - j - width;
            if (right > 0) {
                applyTransposed(m - j, width, right, panel, tau, j, a.at(j, j + width));
            }
        }
    }

    private static void panel(int m, int n, Strided a, double[] tau, int first) {
        double[] array = a.array();
        for (int j = 0; j < n; j++) {
            int diagonal = a.index(j, j);
            tau[first + j] = reflect(m - j, array, diagonal);
            if (tau[first + j] == 0) {
                continue;
            }
            double kept = array[diagonal];
            array[diagonal] = 1;
            for (int column = j + 1; column < n; column++) {
                int at = a.index(j, column);
                double product = Level1.dot(m - j, array, diagonal, array, at);
                Level1.axpy(m - j, -tau[first + j] * product, array, diagonal, array, at);
            }
            array[diagonal] = kept;
        }
    }

    /**
     * Makes (α, x) into (β, v) with H (α, x) = (β, 0), the first element of v being 1 and not stored (LAPACK's dlarfg).
     *
     * @return τ; 0 when x is zero already
     */
    static double reflect(int n, double[] array, int at) {
        double alpha = array[at];
        double rest = Level1.norm(n - 1, Strided.rows(array, at + 1, 1));
        if (rest == 0) {
            return 0;
        }
        double beta = -Math.copySign(Math.hypot(alpha, rest), alpha);
        double divisor = alpha - beta;
        for (int i = at + 1; i < at + n; i++) {
            array[i] /= divisor;
        }
        array[at] = beta;
        return (beta - alpha) / beta;
    }

    /** C ← (I − V Tᵀ Vᵀ) C with V m×k below the diagonal of {@code a}, C m×n. */
    private static void applyTransposed(int m, int k, int n, Strided a, double[] tau, int first, Strided c) {
        double[] reflectors = new double[m * k];
        for (int j = 0; j < k; j++) {
            System.arraycopy(a.array(), a.index(j, j) + 1, reflectors, j * m + j + 1, m - j - 1);
            reflectors[j * m + j] = 1;
        }
        Strided v = Strided.rows(reflectors, 0, m).transposed();
        Strided t = Strided.rows(triangle(m, k, reflectors, tau, first), 0, k);
        Strided w = Strided.rows(new double[Math.multiplyExact(k, n)], 0, n);
        Gemm.multiply(k, n, m, 1, v.transposed(), c, 0, w);
        Triangular.multiply(true, false, k, n, 1, t.transposed(), w);
        Gemm.multiply(m, n, k, -1, v, w, 1, c);
    }

    /** T, upper triangular k×k by rows, with H₀ H₁ … = I − V T Vᵀ: column j is −τⱼ T Vᵀ vⱼ, and τⱼ on the diagonal. */
    private static double[] triangle(int m, int k, double[] v, double[] tau, int first) {
        double[] t = new double[k * k];
        double[] products = new double[k];
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < j; i++) {
                products[i] = -tau[first + j] * Level1.dot(m - j, v, i * m + j, v, j * m + j);
            }
            for (int i = 0; i < j; i++) {
                double sum = 0;
                for (int p = i; p < j; p++) {
                    sum += t[i * k + p] * products[p];
                }
                t[i * k + j] = sum;
            }
            t[j * k + j] = tau[first + j];
        }
        return t;
    }

    /** Q's first k columns from the reflections below the diagonal of {@code a}, m×k on the heap, by columns. */
    static double[] form(int m, int k, Strided a, double[] tau) {
        double[] q = new double[Math.multiplyExact(m, k)];
        double[] v = new double[m];
        for (int j = k - 1; j >= 0; j--) {
            q[j * m + j] = 1;
            v[j] = 1;
            System.arraycopy(a.array(), a.index(j, j) + 1, v, j + 1, m - j - 1);
            for (int column = j; column < k; column++) {
                int at = column * m + j;
                double product = Level1.dot(m - j, v, j, q, at);
                Level1.axpy(m - j, -tau[j] * product, v, j, q, at);
            }
        }
        return q;
    }
}
