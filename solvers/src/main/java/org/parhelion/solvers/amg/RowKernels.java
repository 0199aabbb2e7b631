package org.parhelion.solvers.amg;

/** What cycles do with sparse rows. Every row is summed in the order of its elements. */
final class RowKernels {
    private RowKernels() {}

    /** y ← A x. */
    static void multiply(int from, int to, SparseRows a, double[] x, double[] y) {
        int[] start = a.start();
        int[] columns = a.columns();
        double[] values = a.values();
        int k = start[from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int end = start[i + 1]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            y[i] = sum;
        }
    }

    /** y ← y + A x. */
    static void addProduct(int from, int to, SparseRows a, double[] x, double[] y) {
        int[] start = a.start();
        int[] columns = a.columns();
        double[] values = a.values();
        int k = start[from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int end = start[i + 1]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            y[i] += sum;
        }
    }

    /** r ← b − A x. */
    static void residual(int from, int to, SparseRows a, double[] x, double[] b, double[] r) {
        int[] start = a.start();
        int[] columns = a.columns();
        double[] values = a.values();
        int k = start[from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int end = start[i + 1]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            r[i] = b[i] - sum;
        }
    }

    /** d ← α d + β D⁻¹ (b − A x), y ← x + d. */
    static void chebyshev(
            int from,
            int to,
            SparseRows a,
            double[] x,
            double[] b,
            double[] inverse,
            double alpha,
            double beta,
            double[] d,
            double[] y) {
        int[] start = a.start();
        int[] columns = a.columns();
        double[] values = a.values();
        int k = start[from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int end = start[i + 1]; k < end; k++) {
                sum += values[k] * x[columns[k]];
            }
            double step = alpha * d[i] + beta * inverse[i] * (b[i] - sum);
            d[i] = step;
            y[i] = x[i] + step;
        }
    }
}
