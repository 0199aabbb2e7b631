package org.parhelion.mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;

/**
 * Numbers that all ranks add up in place, again and again, in one message: at once, or behind other work.
 *
 * <pre>{@code
 * RepeatedSum sum = RepeatedSum.ofDoubles(world, 2);
 * sum.doubles().put(0, mine).put(1, more);
 * sum.start(2);
 * … // other work
 * sum.finish();
 * double total = sum.doubles().get(0);
 * }</pre>
 *
 * <p>{@link #allReduce} allocates nothing but at the first time for each length; one rank alone sends nothing.
 */
public final class RepeatedSum {
    private final Communicator ranks;
    private final LongBuffer longs;
    private final DoubleBuffer doubles;
    private final Payload[] messages;
    private Request underWay;

    private RepeatedSum(Communicator ranks, int count, boolean ofLongs) {
        if (count < 1) {
            throw new IllegalArgumentException("a sum of " + count + " numbers; at least 1 is needed");
        }
        ByteBuffer memory =
                ByteBuffer.allocateDirect(Math.multiplyExact(count, Long.BYTES)).order(ByteOrder.nativeOrder());
        this.ranks = ranks;
        this.longs = ofLongs ? memory.asLongBuffer() : null;
        this.doubles = ofLongs ? null : memory.asDoubleBuffer();
        this.messages = new Payload[count + 1];
    }

    /** Of whole numbers, which are added exactly, modulo 2⁶⁴. */
    public static RepeatedSum ofLongs(Communicator ranks, int count) {
        return new RepeatedSum(ranks, count, true);
    }

    /** Of numbers that are added in the order that the transport likes. */
    public static RepeatedSum ofDoubles(Communicator ranks, int count) {
        return new RepeatedSum(ranks, count, false);
    }

    /** This rank's whole numbers before, the sums after; position 0 to its capacity. */
    public LongBuffer longs() {
        return longs;
    }

    /** This rank's numbers before, the sums after; position 0 to its capacity. */
    public DoubleBuffer doubles() {
        return doubles;
    }

    /** Adds up the first {@code count} numbers ({@code MPI_Allreduce}); collective. */
    public void allReduce(int count) {
        if (ranks.size() == 1 || count == 0) {
            return;
        }
        if (ranks instanceof StagedCommunicator staged) {
            staged.allReduce(message(count), ReduceOp.SUM);
        } else {
            ranks.allReduce(first(count), ReduceOp.SUM);
        }
    }

    /** Begins to add up the first {@code count} numbers ({@code MPI_Iallreduce}), which are left alone until {@link #finish}. */
    public void start(int count) {
        if (underWay != null) {
            throw new IllegalStateException("this sum is under way already; finish it first");
        }
        if (ranks.size() > 1 && count > 0) {
            Object data = first(count);
            underWay = ranks.iallReduce(data, data, ReduceOp.SUM);
        }
    }

    /** Lets the transport work on what {@link #start} began; never blocks. */
    public void progress() {
        if (underWay != null) {
            underWay.isDone();
        }
    }

    /** Waits for what {@link #start} began. */
    public void finish() {
        if (underWay != null) {
            Request request = underWay;
            underWay = null;
            request.await();
        }
    }

    private Object first(int count) {
        return longs != null ? longs.slice(0, count) : doubles.slice(0, count);
    }

    private Payload message(int count) {
        if (messages[count] == null) {
            messages[count] = longs != null
                    ? new Payload(longs, ElementType.LONG, count)
                    : new Payload(doubles, ElementType.DOUBLE, count);
        }
        return messages[count];
    }
}
