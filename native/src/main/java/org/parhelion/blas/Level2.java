package org.parhelion.blas;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** A matrix and vectors; vectors are {@link Strided} rows. The matrix is read once, in the direction in which it lies. */
final class Level2 {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Elements of a matrix in a direct buffer that are brought to the heap at a time. */
    private static final int PIECE = 1 << 14;

    private Level2() {}

    /** y ← α A x + β y with A m×n; with β = 0, y is not read. */
    static void multiply(int m, int n, double alpha, Strided a, Strided x, double beta, Strided y) {
        if (m == 0) {
            return;
        }
        if (alpha == 0 || n == 0) {
            y.scale(1, m, beta);
            return;
        }
        double[] xs = x.array();
        int xi = x.offset();
        if (!x.isHeap() || x.columnStride() != 1) {
            xs = new double[n];
            xi = 0;
            x.load(1, n, xs, 0, n);
        }
        double[] sums = new double[m];
        if (a.isHeap()) {
            add(m, n, a, xs, xi, sums, 0);
        } else {
            byPieces(m, n, a, xs, xi, sums);
        }
        if (beta == 0 && y.isHeap() && y.columnStride() == 1) {
            for (int i = 0; i < m; i++) {
                y.array()[y.offset() + i] = alpha * sums[i];
            }
            return;
        }
        for (int i = 0; i < m; i++) {
            y.set(0, i, beta == 0 ? alpha * sums[i] : alpha * sums[i] + beta * y.get(0, i));
        }
    }

    private static void byPieces(int m, int n, Strided a, double[] x, int xi, double[] sums) {
        boolean byRows = a.columnStride() == 1;
        int length = Math.max(1, byRows ? n : m);
        int step = Math.max(4, PIECE / length);
        double[] copied = new double[Math.multiplyExact(length, Math.min(step, byRows ? m : n))];
        int count = byRows ? m : n;
        for (int i = 0; i < count; i += step) {
            int here = Math.min(step, count - i);
            if (byRows) {
                add(here, n, a.at(i, 0).onHeap(here, n, copied), x, xi, sums, i);
            } else {
                add(m, here, a.at(0, i).onHeap(m, here, copied), x, xi + i, sums, 0);
            }
        }
    }

    /** y += A x on the heap. */
    private static void add(int m, int n, Strided a, double[] x, int xi, double[] y, int yi) {
        if (a.columnStride() == 1) {
            int i = 0;
            for (; i <= m - 4; i += 4) {
                fourRows(n, a.array(), a.index(i, 0), a.rowStride(), x, xi, y, yi + i);
            }
            for (; i < m; i++) {
                y[yi + i] += Level1.dot(n, a.array(), a.index(i, 0), x, xi);
            }
            return;
        }
        if (a.rowStride() != 1) {
            throw new IllegalStateException("a matrix of BLAS has unit stride one way");
        }
        int j = 0;
        for (; j <= n - 4; j += 4) {
            fourColumns(m, a.array(), a.index(0, j), a.columnStride(), x, xi + j, y, yi);
        }
        for (; j < n; j++) {
            Level1.axpy(m, x[xi + j], a.array(), a.index(0, j), y, yi);
        }
    }

    private static void fourRows(int n, double[] a, int first, int leading, double[] x, int xi, double[] y, int yi) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int second = first + leading;
        int third = second + leading;
        int fourth = third + leading;
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            DoubleVector u = DoubleVector.fromArray(SPECIES, x, xi + j);
            s0 = u.fma(DoubleVector.fromArray(SPECIES, a, first + j), s0);
            s1 = u.fma(DoubleVector.fromArray(SPECIES, a, second + j), s1);
            s2 = u.fma(DoubleVector.fromArray(SPECIES, a, third + j), s2);
            s3 = u.fma(DoubleVector.fromArray(SPECIES, a, fourth + j), s3);
        }
        double t0 = Level1.sum(s0);
        double t1 = Level1.sum(s1);
        double t2 = Level1.sum(s2);
        double t3 = Level1.sum(s3);
        for (; j < n; j++) {
            double u = x[xi + j];
            t0 += a[first + j] * u;
            t1 += a[second + j] * u;
            t2 += a[third + j] * u;
            t3 += a[fourth + j] * u;
        }
        y[yi] += t0;
        y[yi + 1] += t1;
        y[yi + 2] += t2;
        y[yi + 3] += t3;
    }

    private static void fourColumns(int m, double[] a, int first, int leading, double[] x, int xi, double[] y, int yi) {
        double u0 = x[xi];
        double u1 = x[xi + 1];
        double u2 = x[xi + 2];
        double u3 = x[xi + 3];
        int second = first + leading;
        int third = second + leading;
        int fourth = third + leading;
        int i = 0;
        for (; i <= m - LANES; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, first + i)
                    .mul(u0)
                    .add(DoubleVector.fromArray(SPECIES, a, second + i).mul(u1));
            DoubleVector right = DoubleVector.fromArray(SPECIES, a, third + i)
                    .mul(u2)
                    .add(DoubleVector.fromArray(SPECIES, a, fourth + i).mul(u3));
            left.add(right).add(DoubleVector.fromArray(SPECIES, y, yi + i)).intoArray(y, yi + i);
        }
        for (; i < m; i++) {
            y[yi + i] += a[first + i] * u0 + a[second + i] * u1 + (a[third + i] * u2 + a[fourth + i] * u3);
        }
    }

    /** A ← α x yᵀ + A with A m×n. */
    static void rankOne(int m, int n, double alpha, Strided x, Strided y, Strided a) {
        if (m == 0 || n == 0 || alpha == 0) {
            return;
        }
        if (a.columnStride() != 1) {
            rankOne(n, m, alpha, y, x, a.transposed());
            return;
        }
        Strided row = y;
        if (!y.isHeap() || y.columnStride() != 1) {
            double[] copied = new double[n];
            y.load(1, n, copied, 0, n);
            row = Strided.rows(copied, 0, n);
        }
        for (int i = 0; i < m; i++) {
            Level1.axpy(n, alpha * x.get(0, i), row, a.at(i, 0));
        }
    }
}
