package org.parhelion.blas;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Operations on vectors, which are {@link Strided} rows. What is not side by side on the heap goes through a short heap array,
 * piece by piece, so that the order of a sum does not depend on how its terms are stored.
 */
final class Level1 {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Elements of a piece. */
    private static final int PIECE = 1024;

    /** A sum of squares in between has lost nothing to overflow or underflow. */
    private static final double SAFE_LEAST = 0x1p-900;

    private static final double SAFE_MOST = 0x1p1000;

    private Level1() {}

    private static boolean isPlain(Strided x) {
        return x.isHeap() && x.columnStride() == 1;
    }

    private static double[] scratch(Strided x, int n) {
        return isPlain(x) ? null : new double[Math.min(n, PIECE)];
    }

    /** Elements from i on: the array they lie in already, or the scratch array filled with them. */
    private static double[] load(Strided x, int i, int count, double[] scratch) {
        if (scratch == null) {
            return x.array();
        }
        x.at(0, i).load(1, count, scratch, 0, count);
        return scratch;
    }

    private static int start(Strided x, int i, double[] scratch) {
        return scratch == null ? x.offset() + i : 0;
    }

    /** xᵀ y: in pieces of {@value #PIECE}, each in four vectors of partial sums that are added in pairs, then lane by lane. */
    static double dot(int n, Strided x, Strided y) {
        double[] xs = scratch(x, n);
        double[] ys = scratch(y, n);
        double sum = 0;
        for (int i = 0; i < n; i += PIECE) {
            int count = Math.min(PIECE, n - i);
            sum += dot(count, load(x, i, count, xs), start(x, i, xs), load(y, i, count, ys), start(y, i, ys));
        }
        return sum;
    }

    /** The same for heap vectors, as one piece. */
    static double dot(int n, double[] x, int xi, double[] y, int yi) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            s0 = at(x, xi + i).fma(at(y, yi + i), s0);
            s1 = at(x, xi + i + LANES).fma(at(y, yi + i + LANES), s1);
            s2 = at(x, xi + i + 2 * LANES).fma(at(y, yi + i + 2 * LANES), s2);
            s3 = at(x, xi + i + 3 * LANES).fma(at(y, yi + i + 3 * LANES), s3);
        }
        double sum = i == 0 ? 0 : sum(s0.add(s1).add(s2.add(s3)));
        for (; i < n; i++) {
            sum += x[xi + i] * y[yi + i];
        }
        return sum;
    }

    private static DoubleVector at(double[] array, int index) {
        return DoubleVector.fromArray(SPECIES, array, index);
    }

    /** y ← α x + y */
    static void axpy(int n, double alpha, Strided x, Strided y) {
        double[] xs = scratch(x, n);
        double[] ys = scratch(y, n);
        for (int i = 0; i < n; i += PIECE) {
            int count = Math.min(PIECE, n - i);
            double[] to = load(y, i, count, ys);
            axpy(count, alpha, load(x, i, count, xs), start(x, i, xs), to, start(y, i, ys));
            if (ys != null) {
                y.at(0, i).store(1, count, ys, 0, count);
            }
        }
    }

    /** The same for heap vectors. */
    static void axpy(int n, double alpha, double[] x, int xi, double[] y, int yi) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            at(x, xi + i).mul(alpha).add(at(y, yi + i)).intoArray(y, yi + i);
        }
        for (; i < n; i++) {
            y[yi + i] = alpha * x[xi + i] + y[yi + i];
        }
    }

    /** x ← α x, also with α = 0: NaN stays, as in the reference BLAS of LAPACK 3.12. */
    static void scale(int n, double alpha, Strided x) {
        if (isPlain(x)) {
            double[] array = x.array();
            for (int i = x.offset(); i < x.offset() + n; i++) {
                array[i] *= alpha;
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            x.set(0, i, alpha * x.get(0, i));
        }
    }

    /**
     * ‖x‖₂: the plain sum of squares where that is safe, otherwise again with the elements divided by a power of two near the
     * largest (the idea of Blue, ACM TOMS 4(1), 1978, in two passes).
     */
    static double norm(int n, Strided x) {
        double square = dot(n, x, x);
        if (square >= SAFE_LEAST && square <= SAFE_MOST) {
            return Math.sqrt(square);
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(x.get(0, i)));
        }
        if (largest == 0 || Double.isNaN(largest) || Double.isInfinite(largest)) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double scaled = Math.scalb(x.get(0, i), -exponent);
            sum += scaled * scaled;
        }
        return Math.scalb(Math.sqrt(sum), exponent);
    }

    /** Largest magnitude's index of a heap vector with unit stride; the first NaN where there is one. */
    static int largest(int n, double[] x, int xi) {
        int found = 0;
        double most = -1;
        for (int i = 0; i < n; i++) {
            double magnitude = Math.abs(x[xi + i]);
            if (Double.isNaN(magnitude)) {
                return i;
            }
            if (magnitude > most) {
                most = magnitude;
                found = i;
            }
        }
        return found;
    }

    /** Plane rotation of heap vectors with unit stride: (x, y) ← (c x − s y, s x + c y). */
    static void rotate(int n, double c, double s, double[] x, int xi, double[] y, int yi) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector u = at(x, xi + i);
            DoubleVector v = at(y, yi + i);
            u.mul(c).sub(v.mul(s)).intoArray(x, xi + i);
            u.mul(s).add(v.mul(c)).intoArray(y, yi + i);
        }
        for (; i < n; i++) {
            double u = x[xi + i];
            double v = y[yi + i];
            x[xi + i] = c * u - s * v;
            y[yi + i] = s * u + c * v;
        }
    }

    /** Σ lanes of a vector in their order, which {@code reduceLanes} leaves open. */
    static double sum(DoubleVector vector) {
        double[] lanes = new double[LANES];
        vector.intoArray(lanes, 0);
        double sum = 0;
        for (double lane : lanes) {
            sum += lane;
        }
        return sum;
    }
}
