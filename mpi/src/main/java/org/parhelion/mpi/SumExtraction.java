package org.parhelion.mpi;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exact sums of many numbers of about one size, several at a time: each number is split without error into a multiple of a
 * large unit, a multiple of a small unit, and a rest, and the multiples are added up without error. See S. M. Rump, T. Ogita and
 * S. Oishi, “Accurate floating-point summation part I”, SIAM J. Sci. Comput. 31 (2008), algorithm 3.2 (ExtractVector) and
 * lemma 3.3; unlike there the unit comes from the sum of the magnitudes of a piece, and the parts go to a superaccumulator.
 */
final class SumExtraction {
    /** Numbers in a piece at most. */
    static final int PIECE = 1024;

    /** Exact partial sums that a piece gives. */
    static final int PARTS = 4 * DoubleVector.SPECIES_PREFERRED.length();

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STEP = 2 * LANES;

    /** Exponents between which all units are normal numbers and no sum overflows. */
    private static final int LEAST_EXPONENT = -800;

    private static final int MOST_EXPONENT = 1000;

    private SumExtraction() {}

    /** The count that numbers are padded to, with zeros. */
    static int padded(int count) {
        return (count + STEP - 1) / STEP * STEP;
    }

    /**
     * Takes a first and a second part out of each number.
     *
     * @param values numbers on entry, what is left of them on return [≥ count]
     * @param count at most {@link #PIECE}, {@link #padded}
     * @param parts numbers whose exact sum is that of what was taken out [{@link #PARTS}]
     * @return 1 if anything is left, 0 if not, −1 if nothing was done because the numbers are too large, too small, infinite
     *     or NaN
     */
    static int extract(double[] values, int count, double[] parts) {
        double magnitude = magnitude(values, count);
        if (magnitude == 0) {
            java.util.Arrays.fill(parts, 0);
            return 0;
        }
        int exponent = Math.getExponent(magnitude) + 2;
        if (exponent < LEAST_EXPONENT || exponent > MOST_EXPONENT) {
            return -1;
        }
        // Each rest is at most 2^(exponent − 53), and there are at most 2^10; one place more to be safe.
        double first = Math.scalb(1.5, exponent);
        double second = Math.scalb(1.5, exponent - 53 + 10 + 1);
        return extract(values, count, first, second, parts) ? 1 : 0;
    }

    /** About Σ |v|. */
    private static double magnitude(double[] values, int count) {
        DoubleVector even = DoubleVector.zero(SPECIES);
        DoubleVector odd = even;
        for (int i = 0; i < count; i += STEP) {
            even = even.add(DoubleVector.fromArray(SPECIES, values, i).abs());
            odd = odd.add(DoubleVector.fromArray(SPECIES, values, i + LANES).abs());
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }

    // q = (σ + v) − σ;  sum ← sum + q;  v ← v − q;  the same with the smaller σ
    private static boolean extract(double[] values, int count, double first, double second, double[] parts) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector large = DoubleVector.broadcast(SPECIES, first);
        DoubleVector small = DoubleVector.broadcast(SPECIES, second);
        DoubleVector a0 = zero;
        DoubleVector a1 = zero;
        DoubleVector b0 = zero;
        DoubleVector b1 = zero;
        DoubleVector left0 = zero;
        DoubleVector left1 = zero;
        for (int i = 0; i < count; i += STEP) {
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, values, i);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, values, i + LANES);
            DoubleVector p0 = v0.add(large).sub(large);
            DoubleVector p1 = v1.add(large).sub(large);
            a0 = a0.add(p0);
            a1 = a1.add(p1);
            DoubleVector r0 = v0.sub(p0);
            DoubleVector r1 = v1.sub(p1);
            DoubleVector q0 = r0.add(small).sub(small);
            DoubleVector q1 = r1.add(small).sub(small);
            b0 = b0.add(q0);
            b1 = b1.add(q1);
            DoubleVector s0 = r0.sub(q0);
            DoubleVector s1 = r1.sub(q1);
            left0 = left0.add(s0.abs());
            left1 = left1.add(s1.abs());
            s0.intoArray(values, i);
            s1.intoArray(values, i + LANES);
        }
        a0.intoArray(parts, 0);
        a1.intoArray(parts, LANES);
        b0.intoArray(parts, 2 * LANES);
        b1.intoArray(parts, 3 * LANES);
        return left0.add(left1).reduceLanes(VectorOperators.ADD) != 0;
    }
}
