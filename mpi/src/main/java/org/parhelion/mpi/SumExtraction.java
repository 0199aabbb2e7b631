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
    private static final double[] ONES = new double[MOST];

    static {
        Arrays.fill(ONES, 1);
    }

    /** Whole numbers up to 2^51 whose sum a long holds. */
    private static final int MOST_TERMS = 1 << 11;

    private static final long EXPONENT_BITS = 0xfffL << 52;

    /** Exponents between which all units are normal numbers and no sum overflows. */
    private static final int LEAST_EXPONENT = -850;

    private static final int MOST_EXPONENT = 1000;

    /** What is left of numbers that fit exponent e fits e − 104. */
    private static final int BITS_OF_A_SPLIT = 104;

    /** Pieces with rests before the exponent is looked at again: it may have become too large. */
    private static final int PIECES_BETWEEN_FITS = 16;

    /** |v| &lt; 2^(exponent − 1) is what fits. */
    private int exponent = 1;

    private long large;
    private long small;
    private int terms;
    /** Whether there was a number in the last piece taken that did not fit. */
    private boolean misfit;

    private int piecesUntilFit;
    /** What a split leaves of each number; made when it is wanted. */
    private double[] rest;

    /** How many of so many terms are taken at once; the others are left to the caller. */
    static int taken(int count) {
        return count / LANES * LANES;
    }

    /** Forgets everything. */
    void clear() {
        terms = 0;
        large = 0;
        small = 0;
    }

    /** Adds numbers; as {@link #addProducts}. */
    void add(double[] values, int at, int count, Superaccumulator target) {
        addProducts(values, at, ONES, 0, count, target);
    }

    /**
     * Adds products.
     *
     * @param count at most {@link #MOST}, a {@link #taken}
     * @param target where sums go that have become too large, and terms of unusual size
     */
    void addProducts(double[] a, int at, double[] b, int from, int count, Superaccumulator target) {
        if (terms + count > MOST_TERMS) {
            flush(target);
        }
        if (take(a, at, b, from, count)) {
            terms += count;
            return;
        }
        if (!misfit && piecesUntilFit-- > 0) {
            takeWithRest(a, at, b, from, count, target);
            return;
        }
        piecesUntilFit = PIECES_BETWEEN_FITS;
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

    private static double sigma(int exponent) {
        return Math.scalb(1.5, exponent);
    }

    // One vector to a step: of two the compiler kept some in memory, in most runs.
    // p = σ + v;  count += bits of p;  r = v − (p − σ);  the same with the small σ;  all must fit, and nothing be left
    private boolean take(double[] a, int at, double[] b, int from, int count) {
        double s1 = sigma(exponent);
        double s2 = sigma(exponent - 52);
        DoubleVector sigma1 = DoubleVector.broadcast(SPECIES, s1);
        DoubleVector sigma2 = DoubleVector.broadcast(SPECIES, s2);
        LongVector bits1 = LongVector.broadcast(LONGS, Double.doubleToRawLongBits(s1));
        LongVector zero = LongVector.zero(LONGS);
        LongVector largeSum = zero;
        LongVector smallSum = zero;
        LongVector misfits = zero;
        LongVector left = zero;
        for (int n = 0; n < count; n += LANES) {
            DoubleVector v =
                    DoubleVector.fromArray(SPECIES, a, at + n).mul(DoubleVector.fromArray(SPECIES, b, from + n));
            DoubleVector p = v.add(sigma1);
            LongVector l = p.reinterpretAsLongs();
            largeSum = largeSum.add(l);
            misfits = misfits.or(l.lanewise(VectorOperators.XOR, bits1));
            DoubleVector r = v.sub(p.sub(sigma1));
            DoubleVector q = r.add(sigma2);
            smallSum = smallSum.add(q.reinterpretAsLongs());
            left = left.or(r.sub(q.sub(sigma2)).reinterpretAsLongs());
        }
        misfit = misfits.and(EXPONENT_BITS).reduceLanes(VectorOperators.OR) != 0;
        if (misfit || left.and(Long.MAX_VALUE).reduceLanes(VectorOperators.OR) != 0) {
            return false;
        }
        large += units(largeSum.reduceLanes(VectorOperators.ADD), count, s1);
        small += units(smallSum.reduceLanes(VectorOperators.ADD), count, s2);
        return true;
    }

    /** How many units there are in {@code count} numbers, from the sum of the bits of σ + v. */
    private static long units(long bits, int count, double sigma) {
        return bits - count * Double.doubleToRawLongBits(sigma);
    }

    /** The same where the exponent fits but something is left of some terms: it is split in turn. */
    private void takeWithRest(double[] a, int at, double[] b, int from, int count, Superaccumulator target) {
        if (rest == null) {
            rest = new double[MOST];
        }
        int level = exponent;
        boolean left = split(a, at, b, from, count, level, target);
        while (left && level - BITS_OF_A_SPLIT >= LEAST_EXPONENT) {
            level -= BITS_OF_A_SPLIT;
            left = split(rest, 0, ONES, 0, count, level, target);
        }
        for (int n = 0; left && n < count; n++) {
            if (rest[n] != 0) {
                target.add(rest[n]);
            }
        }
    }

    /** Hands over the units of products that fit exponent {@code level}; gives whether anything is left, which is in {@link #rest}. */
    private boolean split(double[] a, int at, double[] b, int from, int count, int level, Superaccumulator target) {
        double s1 = sigma(level);
        double s2 = sigma(level - 52);
        DoubleVector sigma1 = DoubleVector.broadcast(SPECIES, s1);
        DoubleVector sigma2 = DoubleVector.broadcast(SPECIES, s2);
        LongVector largeSum = LongVector.zero(LONGS);
        LongVector smallSum = LongVector.zero(LONGS);
        LongVector left = LongVector.zero(LONGS);
        for (int n = 0; n < count; n += LANES) {
            DoubleVector v =
                    DoubleVector.fromArray(SPECIES, a, at + n).mul(DoubleVector.fromArray(SPECIES, b, from + n));
            DoubleVector p = v.add(sigma1);
            largeSum = largeSum.add(p.reinterpretAsLongs());
            DoubleVector r = v.sub(p.sub(sigma1));
            DoubleVector q = r.add(sigma2);
            smallSum = smallSum.add(q.reinterpretAsLongs());
            DoubleVector more = r.sub(q.sub(sigma2));
            left = left.or(more.reinterpretAsLongs());
            more.intoArray(rest, n);
        }
        target.add(units(largeSum.reduceLanes(VectorOperators.ADD), count, s1), level - 52);
        target.add(units(smallSum.reduceLanes(VectorOperators.ADD), count, s2), level - BITS_OF_A_SPLIT);
        return left.and(Long.MAX_VALUE).reduceLanes(VectorOperators.OR) != 0;
    }

    /** Hands over what was added up. */
    void flush(Superaccumulator target) {
        if (terms > 0) {
            target.add(large, exponent - 52);
            target.add(small, exponent - BITS_OF_A_SPLIT);
            clear();
        }
    }
}
