package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.parhelion.mpi.VectorTier;

/**
 * Rows of numbers as weighted sums of rows of one array: {@code to ← to + Σ w_n row_n}, term after term by fused
 * multiply-adds, in vectors once these are faster, with the same bits. Terms are collected first, and several go over the
 * row at once.
 */
final class RowSums {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorTier TIER = new VectorTier();

    private double[] weights = new double[16];
    private int[] positions = new int[16];
    private int terms;

    /** Forgets all terms. */
    void clear() {
        terms = 0;
    }

    /** One more term: w times the row that begins at a position. */
    void add(double w, int position) {
        if (terms == weights.length) {
            weights = Arrays.copyOf(weights, 2 * terms);
            positions = Arrays.copyOf(positions, 2 * terms);
        }
        weights[terms] = w;
        positions[terms] = position;
        terms++;
    }

    /** Adds all terms, rows of {@code from}, to {@code count} numbers from {@code at} on. */
    void addTo(double[] from, double[] to, int at, int count) {
        boolean wide = count >= 2 * LANES;
        boolean vectors = wide && TIER.vectors();
        long start = wide ? TIER.now() : 0;
        int done = vectors ? count / LANES * LANES : 0;
        if (vectors) {
            addVectors(from, to, at, done);
        }
        for (int i = done; i < count; i++) {
            double sum = to[at + i];
            for (int n = 0; n < terms; n++) {
                sum = Math.fma(weights[n], from[positions[n] + i], sum);
            }
            to[at + i] = sum;
        }
        if (start != 0) {
            TIER.ran(vectors, (long) count * terms, start);
        }
    }

    private void addVectors(double[] from, double[] to, int at, int count) {
        int n = 0;
        for (; n + 9 <= terms; n += 9) {
            nine(weights, positions, n, from, to, at, count);
        }
        for (; n + 4 <= terms; n += 4) {
            four(weights, positions, n, from, to, at, count);
        }
        for (; n + 2 <= terms; n += 2) {
            two(weights, positions, n, from, to, at, count);
        }
        if (n < terms) {
            one(weights[n], positions[n] - at, from, to, at, count);
        }
    }

    private static DoubleVector at(double[] a, int i) {
        return DoubleVector.fromArray(SPECIES, a, i);
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    private static void one(double w, int shift, double[] from, double[] to, int at, int count) {
        DoubleVector ws = all(w);
        int end = at + count;
        for (int i = at; i < end; i += LANES) {
            at(from, i + shift).fma(ws, at(to, i)).intoArray(to, i);
        }
    }

    private static void two(double[] w, int[] positions, int n, double[] from, double[] to, int at, int count) {
        DoubleVector w0 = all(w[n]);
        DoubleVector w1 = all(w[n + 1]);
        int shift0 = positions[n] - at;
        int shift1 = positions[n + 1] - at;
        int end = at + count;
        for (int i = at; i < end; i += LANES) {
            DoubleVector sum = at(from, i + shift0).fma(w0, at(to, i));
            at(from, i + shift1).fma(w1, sum).intoArray(to, i);
        }
    }

    private static void four(double[] w, int[] positions, int n, double[] from, double[] to, int at, int count) {
        DoubleVector w0 = all(w[n]);
        DoubleVector w1 = all(w[n + 1]);
        DoubleVector w2 = all(w[n + 2]);
        DoubleVector w3 = all(w[n + 3]);
        int shift0 = positions[n] - at;
        int shift1 = positions[n + 1] - at;
        int shift2 = positions[n + 2] - at;
        int shift3 = positions[n + 3] - at;
        int end = at + count;
        for (int i = at; i < end; i += LANES) {
            DoubleVector sum = at(from, i + shift0).fma(w0, at(to, i));
            sum = at(from, i + shift1).fma(w1, sum);
            sum = at(from, i + shift2).fma(w2, sum);
            at(from, i + shift3).fma(w3, sum).intoArray(to, i);
        }
    }

    private static void nine(double[] w, int[] positions, int n, double[] from, double[] to, int at, int count) {
        DoubleVector w0 = all(w[n]);
        DoubleVector w1 = all(w[n + 1]);
        DoubleVector w2 = all(w[n + 2]);
        DoubleVector w3 = all(w[n + 3]);
        DoubleVector w4 = all(w[n + 4]);
        DoubleVector w5 = all(w[n + 5]);
        DoubleVector w6 = all(w[n + 6]);
        DoubleVector w7 = all(w[n + 7]);
        DoubleVector w8 = all(w[n + 8]);
        int shift0 = positions[n] - at;
        int shift1 = positions[n + 1] - at;
        int shift2 = positions[n + 2] - at;
        int shift3 = positions[n + 3] - at;
        int shift4 = positions[n + 4] - at;
        int shift5 = positions[n + 5] - at;
        int shift6 = positions[n + 6] - at;
        int shift7 = positions[n + 7] - at;
        int shift8 = positions[n + 8] - at;
        int end = at + count;
        for (int i = at; i < end; i += LANES) {
            DoubleVector sum = at(from, i + shift0).fma(w0, at(to, i));
            sum = at(from, i + shift1).fma(w1, sum);
            sum = at(from, i + shift2).fma(w2, sum);
            sum = at(from, i + shift3).fma(w3, sum);
            sum = at(from, i + shift4).fma(w4, sum);
            sum = at(from, i + shift5).fma(w5, sum);
            sum = at(from, i + shift6).fma(w6, sum);
            sum = at(from, i + shift7).fma(w7, sum);
            at(from, i + shift8).fma(w8, sum).intoArray(to, i);
        }
    }

    /** to_i ← Σ_n weights[n][i] from_{i+n}, by a multiplication and fused multiply-adds; three weights. */
    static void slideThree(double[][] weights, double[] from, double[] to, int count) {
        double[] w0 = weights[0];
        double[] w1 = weights[1];
        double[] w2 = weights[2];
        int done = 0;
        if (count >= 2 * LANES && TIER.vectors()) {
            done = count / LANES * LANES;
            slideVectors(w0, w1, w2, from, to, done);
        }
        for (int i = done; i < count; i++) {
            to[i] = Math.fma(w2[i], from[i + 2], Math.fma(w1[i], from[i + 1], w0[i] * from[i]));
        }
    }

    private static void slideVectors(double[] w0, double[] w1, double[] w2, double[] from, double[] to, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector sum = at(w1, i).fma(at(from, i + 1), at(w0, i).mul(at(from, i)));
            at(w2, i).fma(at(from, i + 2), sum).intoArray(to, i);
        }
    }
}
