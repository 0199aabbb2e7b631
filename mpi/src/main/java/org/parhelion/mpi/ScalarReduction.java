package org.parhelion.mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;

/** Reductions of one number or a few, as a time step makes them: in place over direct memory, allocating nothing. */
final class ScalarReduction {
    private final TransportCommunicator channel;
    private final Traffic traffic;
    private final DoubleBuffer doubles = direct().asDoubleBuffer();
    private final LongBuffer longs = direct().asLongBuffer();
    private final Payload oneDouble = new Payload(doubles, ElementType.DOUBLE, 1);
    private final Payload oneLong = new Payload(longs, ElementType.LONG, 1);

    ScalarReduction(TransportCommunicator channel, Traffic traffic) {
        this.channel = channel;
        this.traffic = traffic;
    }

    private static ByteBuffer direct() {
        return ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    }

    double allReduce(double value, ReduceOp op) {
        Arguments.reducible(op, ElementType.DOUBLE);
        doubles.put(0, value);
        allReduce(oneDouble, op);
        return doubles.get(0);
    }

    long allReduce(long value, ReduceOp op) {
        Arguments.reducible(op, ElementType.LONG);
        longs.put(0, value);
        allReduce(oneLong, op);
        return longs.get(0);
    }

    void allReduce(Payload payload, ReduceOp op) {
        long since = traffic.meets("allReduce", payload);
        try {
            channel.allReduce(null, payload, op);
        } catch (TransportException e) {
            throw new MpiException(
                    "allReduce failed on rank " + channel.rank() + " of " + channel.size() + ": " + e.getMessage(), e);
        }
        traffic.met(since);
    }
}
