package org.parhelion.mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;

/**
 * The exact sum of any doubles, rounded once: the same bits in whatever order and on however many ranks they are added.
 *
 * <pre>{@code
 * ReproducibleSum sum = new ReproducibleSum();
 * sum.add(values, from, to);
 * sum.allReduce(world);
 * double total = sum.value(); // the same bits on every rank, whatever the number of ranks
 * }</pre>
 *
 * <p>The small superaccumulator of R. M. Neal, “Fast exact summation using small and large superaccumulators”,
 * arXiv:1505.05571, §3: one 64-bit chunk for every 32 binary places of the range of double, so that the upper half of a
 * chunk takes the carries of 2047 terms before they must be moved on. Unlike there the chunks are brought to one form
 * (all but the top one in 0 … 2³² − 1), and infinities and NaNs are counted. An exact sum of zero is +0.0. A sum beyond the
 * range of double is infinite only if the exact sum is, not if a partial one is.
 */
public final class ReproducibleSum {
    /** Binary places of a chunk apart from its carries. */
    private static final int CHUNK_BITS = 32;

    private static final long CHUNK_MASK = (1L << CHUNK_BITS) - 1;
    /** Chunk i counts units of 2^(32 i − 1075); a finite double reaches into chunk 64, carries into 66. */
    private static final int CHUNKS = 67;

    private static final int POSITIVE_INFINITIES = CHUNKS;
    private static final int NEGATIVE_INFINITIES = CHUNKS + 1;
    private static final int NANS = CHUNKS + 2;
    private static final int LENGTH = CHUNKS + 3;
    /** Terms in one piece of work, a multiple of what vectors hold. */
    private static final int PIECE = 1024;

    private static final VectorTier TIER = new VectorTier();

    /** Fewer terms are added one by one. */
    private static final int LEAST_FOR_VECTORS = 128;

    private static final int TERMS_BETWEEN_CARRIES = (1 << 11) - 1;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
    private static final int SPECIAL_EXPONENT = 0x7ff;

    private final long[] state = new long[LENGTH];
    private final long[] magnitude = new long[CHUNKS];
    private int termsUntilCarry = TERMS_BETWEEN_CARRIES;
    /** Terms that are not in the chunks yet, so that many can be added at once. */
    private double[] waiting;

    private int waitingCount;
    /** Terms added up in vectors; made when they are wanted, as they bring the Vector API. */
    private SumExtraction extraction;

    private Deposit deposit;
    private final boolean vectorsAtOnce;
    private Payload message;

    /** Zero. */
    public ReproducibleSum() {
        this(false);
    }

    /** @param vectorsAtOnce not to wait until vector code is faster; for tests */
    ReproducibleSum(boolean vectorsAtOnce) {
        this.vectorsAtOnce = vectorsAtOnce;
    }

    /** Adds one number. */
    public void add(double value) {
        if (termsUntilCarry == 0) {
            carry();
        }
        termsUntilCarry--;
        accumulate(value);
    }

    /**
     * Adds {@code values[from]} to {@code values[to - 1]}.
     *
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void add(double[] values, int from, int to) {
        Objects.checkFromToIndex(from, to, values.length);
        for (int next = from; next < to; next += PIECE) {
            int count = Math.min(PIECE, to - next);
            if (choosesVectors(count)) {
                long start = TIER.now();
                int taken = SumExtraction.taken(count);
                extraction.add(values, next, taken, deposit);
                await(values, next + taken, count - taken);
                tell(true, count, start);
            } else {
                await(values, next, count);
            }
        }
    }

    /**
     * Adds the products {@code a[at + n] · b[from + n]}, each rounded to a double, for n from 0 to {@code count - 1}.
     *
     * @throws IndexOutOfBoundsException if a range is not within its array
     */
    public void addProducts(double[] a, int at, double[] b, int from, int count) {
        Objects.checkFromIndexSize(at, count, a.length);
        Objects.checkFromIndexSize(from, count, b.length);
        for (int next = 0; next < count; next += PIECE) {
            int part = Math.min(PIECE, count - next);
            if (choosesVectors(part)) {
                long start = TIER.now();
                int taken = SumExtraction.taken(part);
                extraction.addProducts(a, at + next, b, from + next, taken, deposit);
                awaitProducts(a, at + next + taken, b, from + next + taken, part - taken);
                tell(true, part, start);
            } else {
                awaitProducts(a, at + next, b, from + next, part);
            }
        }
    }

    private boolean choosesVectors(int count) {
        boolean vectors = vectorsAtOnce || (count >= LEAST_FOR_VECTORS && TIER.vectors());
        if (vectors && extraction == null) {
            extraction = new SumExtraction();
            deposit = new Deposit();
        }
        return vectors;
    }

    private void tell(boolean vectors, int terms, long start) {
        if (!vectorsAtOnce) {
            TIER.ran(vectors, terms, start);
        }
    }

    /** Terms that are few, or too early for vectors. */
    private void await(double[] values, int from, int count) {
        makeRoom(count);
        System.arraycopy(values, from, waiting, waitingCount, count);
        waitingCount += count;
    }

    private void awaitProducts(double[] a, int at, double[] b, int from, int count) {
        makeRoom(count);
        for (int n = 0; n < count; n++) {
            waiting[waitingCount + n] = a[at + n] * b[from + n];
        }
        waitingCount += count;
    }

    private void makeRoom(int count) {
        if (waiting == null) {
            waiting = new double[PIECE];
        }
        if (waitingCount + count > waiting.length) {
            takeWaiting();
        }
    }

    /** Adds the terms that wait, so that the chunks say everything. */
    private void takeWaiting() {
        if (extraction != null) {
            extraction.flush(deposit);
        }
        if (waitingCount > 0) {
            long start = TIER.now();
            takeOneByOne(waiting, waitingCount);
            tell(false, waitingCount, start);
            waitingCount = 0;
        }
    }

    private void takeOneByOne(double[] values, int to) {
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
    private void carry() {
        for (int chunk = 0; chunk < CHUNKS - 1; chunk++) {
            state[chunk + 1] += state[chunk] >> CHUNK_BITS;
            state[chunk] &= CHUNK_MASK;
        }
        termsUntilCarry = TERMS_BETWEEN_CARRIES;
    }

    /** Brings all that was added into the one form. */
    private void settle() {
        takeWaiting();
        carry();
    }

    /** Adds what another sum has. */
    public void add(ReproducibleSum other) {
        settle();
        other.settle();
        for (int i = 0; i < LENGTH; i++) {
            state[i] += other.state[i];
        }
        carry();
    }

    /** Adds the sums of all ranks: on every rank this becomes the whole. Collective; allocates only the first time. */
    public void allReduce(Communicator ranks) {
        settle();
        if (message == null) {
            LongBuffer buffer = ByteBuffer.allocateDirect(LENGTH * Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
            message = new Payload(buffer, ElementType.LONG, LENGTH);
        }
        LongBuffer buffer = (LongBuffer) message.buffer();
        buffer.put(0, state);
        if (ranks instanceof StagedCommunicator staged) {
            staged.allReduce(message, ReduceOp.SUM);
        } else {
            ranks.allReduce(buffer, ReduceOp.SUM);
        }
        buffer.get(0, state);
        carry();
    }

    /** Longs of a message that {@link #put} fills. */
    public static int messageLength() {
        return LENGTH;
    }

    /** Writes the sum so that those of all ranks may be added up, long by long; several go into one message. */
    public void put(LongBuffer message, int at) {
        settle();
        message.put(at, state);
    }

    /** Becomes the sum that the message holds. */
    public void get(LongBuffer message, int at) {
        clear();
        message.get(at, state);
        carry();
    }

    /** Starts again from zero. */
    public void clear() {
        waitingCount = 0;
        if (extraction != null) {
            extraction.clear();
        }
        Arrays.fill(state, 0);
        termsUntilCarry = TERMS_BETWEEN_CARRIES;
    }

    /** The sum, rounded to the nearest double, ties to even. */
    public double value() {
        takeWaiting();
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

    /** Takes what was added up in vectors. */
    private final class Deposit implements SumExtraction.Target {
        @Override
        public void add(long count, int exponent) {
            // Halves of 32 bits are exact.
            add(Math.scalb((double) (count >> CHUNK_BITS), exponent + CHUNK_BITS));
            add(Math.scalb((double) (count & CHUNK_MASK), exponent));
        }

        @Override
        public void add(double value) {
            ReproducibleSum.this.add(value);
        }
    }
}
