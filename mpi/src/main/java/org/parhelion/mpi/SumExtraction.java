package org.parhelion.mpi;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exact sums of many numbers of about one size, several at a time: each number is split without error into a whole number of
 * large units, a whole number of small units, and a rest, and the whole numbers are added up. The splitting is that of S. M.
 * Rump, T. Ogita and S. Oishi, “Accurate floating-point summation part I”, SIAM J. Sci. Comput. 31 (2008), algorithm 3.2
 * (ExtractVector): of σ + v, with σ = 1.5 · 2^e, the last bits say how many units of 2^(e − 52) there are in v. Unlike there
 * these bits are added up as integers, and e is what fitted the numbers before; where it does not fit, it is chosen anew.
 */
final class SumExtraction {
    /** Numbers in one call at most. */
    static final int MOST = 2048;

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS =
            SPECIES.withLanes(long.class).check(long.class);
    private static final int LANES = SPECIES.length();
    private static final int STEP = 2 * LANES;
    private static final double[] ONES = new double[MOST];

    static {
        Arrays.fill(ONES, 1);
    }

    /** Whole numbers up to 2^51 whose sum a long holds, in each lane. */
    private static final int MOST_TERMS = (1 << 11) * LANES;

    private static final long EXPONENT_BITS = 0xfffL << 52;

    /** Exponents between which all units are normal numbers and no sum overflows. */
    private static final int LEAST_EXPONENT = -850;

    private static final int MOST_EXPONENT = 1000;

    /** |v| &lt; 2^(exponent − 1) is what fits. */
    private int exponent = 1;

    private final long[] large = new long[LANES];
    private final long[] small = new long[LANES];
    private int terms;

    /** Where whole numbers of units go. */
    interface Target {
        /** Adds {@code count · 2^exponent}. */
        void add(long count, int exponent);

        /** Adds a number. */
        void add(double value);
    }

    /** How many of so many terms are taken at once; the others are left to the caller. */
    static int taken(int count) {
        return count / STEP * STEP;
    }

    /** Forgets everything. */
    void clear() {
        terms = 0;
        Arrays.fill(large, 0);
        Arrays.fill(small, 0);
    }

    /** Adds numbers; as {@link #addProducts}. */
    void add(double[] values, int at, int count, Target target) {
        addProducts(values, at, ONES, 0, count, target);
    }

    /**
     * Adds products.
     *
     * @param count at most {@link #MOST}, a {@link #taken}
     * @param target where sums go that have become too large, and terms of unusual size
     */
    void addProducts(double[] a, int at, double[] b, int from, int count, Target target) {
        if (terms + count > MOST_TERMS) {
            flush(target);
        }
        if (take(a, at, b, from, count)) {
            terms += count;
            return;
        }
        int fitting = fittingExponent(a, at, b, from, count);
        if (fitting < LEAST_EXPONENT || fitting > MOST_EXPONENT) {
            for (int n = 0; n < count; n++) {
                target.add(a[at + n] * b[from + n]);
            }
            return;
        }
        if (fitting != exponent) {
            flush(target);
            exponent = fitting;
            if (take(a, at, b, from, count)) {
                terms += count;
                return;
            }
        }
        takeWithRest(a, at, b, from, count, target);
    }

    /** The least exponent that fits these products; beyond all limits if one is infinite or NaN. */
    private static int fittingExponent(double[] a, int at, double[] b, int from, int count) {
        long most = 0;
        for (int n = 0; n < count; n++) {
            most = Math.max(most, Double.doubleToRawLongBits(a[at + n] * b[from + n]) & Long.MAX_VALUE);
        }
        return most == 0 ? 0 : Math.getExponent(Double.longBitsToDouble(most)) + 2;
    }

    private double sigma(int level) {
        return Math.scalb(1.5, exponent - 52 * level);
    }

    // p = σ + v;  count += bits of p;  r = v − (p − σ);  the same with the small σ;  all must fit, and nothing be left
    private boolean take(double[] a, int at, double[] b, int from, int count) {
        double s1 = sigma(0);
        double s2 = sigma(1);
        DoubleVector sigma1 = DoubleVector.broadcast(SPECIES, s1);
        DoubleVector sigma2 = DoubleVector.broadcast(SPECIES, s2);
        long bits = Double.doubleToRawLongBits(s1);
        LongVector bits1 = LongVector.broadcast(LONGS, bits);
        LongVector zero = LongVector.zero(LONGS);
        LongVector large0 = zero;
        LongVector large1 = zero;
        LongVector small0 = zero;
        LongVector small1 = zero;
        LongVector misfit = zero;
        LongVector left = zero;
        for (int n = 0; n < count; n += STEP) {
            DoubleVector v0 =
                    DoubleVector.fromArray(SPECIES, a, at + n).mul(DoubleVector.fromArray(SPECIES, b, from + n));
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, a, at + n + LANES)
                    .mul(DoubleVector.fromArray(SPECIES, b, from + n + LANES));
            DoubleVector p0 = v0.add(sigma1);
            DoubleVector p1 = v1.add(sigma1);
            LongVector l0 = p0.reinterpretAsLongs();
            LongVector l1 = p1.reinterpretAsLongs();
            large0 = large0.add(l0);
            large1 = large1.add(l1);
            misfit = misfit.or(l0.lanewise(VectorOperators.XOR, bits1)).or(l1.lanewise(VectorOperators.XOR, bits1));
            DoubleVector r0 = v0.sub(p0.sub(sigma1));
            DoubleVector r1 = v1.sub(p1.sub(sigma1));
            DoubleVector q0 = r0.add(sigma2);
            DoubleVector q1 = r1.add(sigma2);
            small0 = small0.add(q0.reinterpretAsLongs());
            small1 = small1.add(q1.reinterpretAsLongs());
            left = left.or(r0.sub(q0.sub(sigma2)).reinterpretAsLongs())
                    .or(r1.sub(q1.sub(sigma2)).reinterpretAsLongs());
        }
        LongVector bad = misfit.and(EXPONENT_BITS).or(left.and(Long.MAX_VALUE));
        if (bad.reduceLanes(VectorOperators.OR) != 0) {
            return false;
        }
        long perLane = count / LANES;
        large0.add(large1)
                .sub(perLane * bits)
                .add(LongVector.fromArray(LONGS, large, 0))
                .intoArray(large, 0);
        small0.add(small1)
                .sub(perLane * Double.doubleToRawLongBits(s2))
                .add(LongVector.fromArray(LONGS, small, 0))
                .intoArray(small, 0);
        return true;
    }

    /** The same where the exponent fits but something is left of some terms. */
    private void takeWithRest(double[] a, int at, double[] b, int from, int count, Target target) {
        double s1 = sigma(0);
        double s2 = sigma(1);
        long first = 0;
        long second = 0;
        for (int n = 0; n < count; n++) {
            double v = a[at + n] * b[from + n];
            double p = v + s1;
            double r = v - (p - s1);
            double q = r + s2;
            double rest = r - (q - s2);
            first += Double.doubleToRawLongBits(p) - Double.doubleToRawLongBits(s1);
            second += Double.doubleToRawLongBits(q) - Double.doubleToRawLongBits(s2);
            if (rest != 0) {
                target.add(rest);
            }
        }
        target.add(first, exponent - 52);
        target.add(second, exponent - 104);
    }

    /** Hands over what was added up. */
    void flush(Target target) {
        if (terms > 0) {
            for (int lane = 0; lane < LANES; lane++) {
                target.add(large[lane], exponent - 52);
                target.add(small[lane], exponent - 104);
            }
            clear();
        }
    }
}
