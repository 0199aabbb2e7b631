package org.parhelion.mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
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
 * <p>What decides that is {@link Superaccumulator}: exact, as R. M. Neal, arXiv:1505.05571, has it. Many terms of about one
 * size go there by way of {@link SumExtraction}. An exact sum of zero is +0.0. A sum beyond the range of double is infinite only
 * if the exact sum is, not if a partial one is.
 */
public final class ReproducibleSum {
    /** Terms in one piece of work, a multiple of what vectors hold. */
    private static final int PIECE = 1024;

    private static final VectorTier TIER = new VectorTier();

    /** Fewer terms are added one by one. */
    private static final int LEAST_FOR_VECTORS = 128;

    private final Superaccumulator exact = new Superaccumulator();
    /** Terms that are not in there yet, so that many can be added at once. */
    private double[] waiting;

    private int waitingCount;
    /** Terms added up in vectors; made when they are wanted, as they bring the Vector API. */
    private SumExtraction extraction;

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
        exact.add(value);
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
                extraction.add(values, next, taken, exact);
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
                extraction.addProducts(a, at + next, b, from + next, taken, exact);
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
            extraction.flush(exact);
        }
        if (waitingCount > 0) {
            long start = TIER.now();
            exact.add(waiting, waitingCount);
            tell(false, waitingCount, start);
            waitingCount = 0;
        }
    }

    /** Brings all that was added into the one form. */
    private void settle() {
        takeWaiting();
        exact.carry();
    }

    /** Adds what another sum has. */
    public void add(ReproducibleSum other) {
        settle();
        other.settle();
        exact.add(other.exact);
    }

    /** Adds the sums of all ranks: on every rank this becomes the whole. Collective; allocates only the first time. */
    public void allReduce(Communicator ranks) {
        settle();
        if (message == null) {
            LongBuffer buffer = ByteBuffer.allocateDirect(Superaccumulator.LENGTH * Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
            message = new Payload(buffer, ElementType.LONG, Superaccumulator.LENGTH);
        }
        LongBuffer buffer = (LongBuffer) message.buffer();
        exact.put(buffer, 0);
        if (ranks instanceof StagedCommunicator staged) {
            staged.allReduce(message, ReduceOp.SUM);
        } else {
            ranks.allReduce(buffer, ReduceOp.SUM);
        }
        exact.get(buffer, 0);
    }

    /** Longs of a message that {@link #put} fills. */
    public static int messageLength() {
        return Superaccumulator.LENGTH;
    }

    /** Writes the sum so that those of all ranks may be added up, long by long; several go into one message. */
    public void put(LongBuffer message, int at) {
        settle();
        exact.put(message, at);
    }

    /** Becomes the sum that the message holds. */
    public void get(LongBuffer message, int at) {
        clear();
        exact.get(message, at);
    }

    /** Starts again from zero. */
    public void clear() {
        waitingCount = 0;
        if (extraction != null) {
            extraction.clear();
        }
        exact.clear();
    }

    /** The sum, rounded to the nearest double, ties to even. */
    public double value() {
        takeWaiting();
        return exact.value();
    }
}
