package org.parhelion.mpi;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * An exact sum of doubles, whatever their sizes: the small superaccumulator of R. M. Neal, “Fast exact summation using small
 * and large superaccumulators”, arXiv:1505.05571, §3: one 64-bit chunk for every 32 binary places of the range of double, so
 * that the upper half of a chunk takes the carries of 2047 terms before they must be moved on. Unlike there the chunks are
 * brought to one form (all but the top one in 0 … 2³² − 1), and infinities and NaNs are counted.
 */
final class Superaccumulator {
    /** Binary places of a chunk apart from its carries. */
    private static final int CHUNK_BITS = 32;

    private static final long CHUNK_MASK = (1L << CHUNK_BITS) - 1;
    /** Chunk i counts units of 2^(32 i − 1075); a finite double reaches into chunk 64, carries into 66. */
    private static final int CHUNKS = 67;

    private static final int POSITIVE_INFINITIES = CHUNKS;
    private static final int NEGATIVE_INFINITIES = CHUNKS + 1;
    private static final int NANS = CHUNKS + 2;
    /** Longs that say everything, once carries are moved up. */
    static final int LENGTH = CHUNKS + 3;

    private static final int TERMS_BETWEEN_CARRIES = (1 << 11) - 1;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
    private static final int SPECIAL_EXPONENT = 0x7ff;

    private final long[] state = new long[LENGTH];
    private final long[] magnitude = new long[CHUNKS];
    private int termsUntilCarry = TERMS_BETWEEN_CARRIES;

    /** Back to zero. */
    void clear() {
        Arrays.fill(state, 0);
        termsUntilCarry = TERMS_BETWEEN_CARRIES;
    }

    /** Adds one number. */
    void add(double value) {
        if (termsUntilCarry == 0) {
            carry();
        }
        termsUntilCarry--;
        accumulate(value);
    }

    /** Adds {@code count · 2^exponent}. */
    void add(long count, int exponent) {
        // Halves of 32 bits are exact.
        add(Math.scalb((double) (count >> CHUNK_BITS), exponent + CHUNK_BITS));
        add(Math.scalb((double) (count & CHUNK_MASK), exponent));
    }

    /** Adds the first numbers of an array. */
    void add(double[] values, int to) {
        int next = 0;
        while (next < to) {
            if (termsUntilCarry == 0) {
                carry();
            }
            int end = next + Math.min(termsUntilCarry, to - next);
            termsUntilCarry -= end - next;
            for (; next < end; next++) {
                accumulate(values[next]);
            }
        }
    }

    /** Chunks ← chunks + value, without moving carries on (Neal, figure 2). */
    private void accumulate(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long sign = bits >> 63;
        int exponent = (int) (bits >>> MANTISSA_BITS) & SPECIAL_EXPONENT;
        long mantissa = bits & MANTISSA_MASK;
        if (exponent == 0) {
            exponent = 1;
        } else if (exponent == SPECIAL_EXPONENT) {
            state[mantissa != 0 ? NANS : sign == 0 ? POSITIVE_INFINITIES : NEGATIVE_INFINITIES] = 1;
            return;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        int chunk = exponent >>> 5;
        int shift = exponent & (CHUNK_BITS - 1);
        long low = (mantissa << shift) & CHUNK_MASK;
        long high = mantissa >>> (CHUNK_BITS - shift);
        state[chunk] += (low ^ sign) - sign;
        state[chunk + 1] += (high ^ sign) - sign;
    }

    /** Moves carries up: all chunks but the top one come to lie in 0 … 2³² − 1. */
    void carry() {
        for (int chunk = 0; chunk < CHUNKS - 1; chunk++) {
            state[chunk + 1] += state[chunk] >> CHUNK_BITS;
            state[chunk] &= CHUNK_MASK;
        }
        termsUntilCarry = TERMS_BETWEEN_CARRIES;
    }

    /** Adds what another, whose carries are moved up, has. */
    void add(Superaccumulator other) {
        for (int i = 0; i < LENGTH; i++) {
            state[i] += other.state[i];
        }
        carry();
    }

    /** Writes the state so that those of many may be added up, long by long; carries must have been moved up. */
    void put(LongBuffer message, int at) {
        message.put(at, state);
    }

    /** Becomes what a sum of such states says. */
    void get(LongBuffer message, int at) {
        message.get(at, state);
        carry();
    }

    /** The sum, rounded to the nearest double, ties to even. */
    double value() {
        boolean plus = state[POSITIVE_INFINITIES] != 0;
        boolean minus = state[NEGATIVE_INFINITIES] != 0;
        if (state[NANS] != 0 || (plus && minus)) {
            return Double.NaN;
        } else if (plus || minus) {
            return plus ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        carry();
        boolean negative = state[CHUNKS - 1] < 0;
        setMagnitude(negative);
        double absolute = roundedMagnitude();
        return negative ? -absolute : absolute;
    }

    /** magnitude ← |chunks|, its digits to the base 2³². */
    private void setMagnitude(boolean negative) {
        long borrow = 0;
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            long digit = negative ? -state[chunk] + borrow : state[chunk];
            borrow = digit >> CHUNK_BITS;
            magnitude[chunk] = digit & CHUNK_MASK;
        }
    }

    private double roundedMagnitude() {
        int top = CHUNKS - 1;
        while (top >= 0 && magnitude[top] == 0) {
            top--;
        }
        if (top < 0) {
            return 0.0;
        }
        int highest = CHUNK_BITS * top + 63 - Long.numberOfLeadingZeros(magnitude[top]);
        // Place 0 is 2^−1075 and place 1 the last one of a double, 2^−1074.
        int lowest = Math.max(highest - MANTISSA_BITS, 1);
        if (lowest >= SPECIAL_EXPONENT) {
            return Double.POSITIVE_INFINITY;
        }
        long kept = bits(lowest, highest + 1);
        boolean half = bits(lowest - 1, lowest) == 1;
        if (half && ((kept & 1) == 1 || anyBitBelow(lowest - 1))) {
            kept++;
        }
        // The hidden bit of a normal number, and a carry out of the mantissa, count the exponent up.
        long raw = ((long) (lowest - 1) << MANTISSA_BITS) + kept;
        return Double.longBitsToDouble(Math.min(raw, (long) SPECIAL_EXPONENT << MANTISSA_BITS));
    }

    /** Places {@code from} to {@code to - 1} of the magnitude, at most 53, as a number. */
    private long bits(int from, int to) {
        long value = 0;
        for (int chunk = (to - 1) / CHUNK_BITS; chunk >= from / CHUNK_BITS; chunk--) {
            int shift = CHUNK_BITS * chunk - from;
            value |= shift >= 0 ? magnitude[chunk] << shift : magnitude[chunk] >>> -shift;
        }
        return to - from >= Long.SIZE ? value : value & ((1L << (to - from)) - 1);
    }

    private boolean anyBitBelow(int place) {
        int chunk = place / CHUNK_BITS;
        if ((magnitude[chunk] & ((1L << (place % CHUNK_BITS)) - 1)) != 0) {
            return true;
        }
        for (int below = 0; below < chunk; below++) {
            if (magnitude[below] != 0) {
                return true;
            }
        }
        return false;
    }
}
