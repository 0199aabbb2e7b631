package org.parhelion.mpi.threads;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.parhelion.mpi.spi.Payload;

/**
 * A checksum (Σ bits × an odd number that differs from element to element) that tells whether a buffer was changed while a request owned it. It reads at most {@link #ELEMENTS}
 * elements, of a longer message evenly spaced ones, other ones each time; so it costs a microsecond or two, however long
 * the message.
 */
final class Fingerprint {
    /** Up to so many elements all are read. */
    static final int ELEMENTS = 2048;

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private Fingerprint() {}

    /** @param turn chooses which elements of a long message are read; the same for two that are compared */
    static long of(Payload data, int turn) {
        int stride = Math.max(1, data.count() / ELEMENTS);
        return of(data, Math.floorMod(turn, stride), stride);
    }

    private static long of(Payload data, int first, int stride) {
        Buffer buffer = data.buffer();
        int end = data.count();
        return switch (data.type()) {
            case DOUBLE -> ofDoubles((DoubleBuffer) buffer, first, stride, end);
            case LONG -> ofLongs((LongBuffer) buffer, first, stride, end);
            case INT -> ofInts((IntBuffer) buffer, first, stride, end);
            case BYTE -> ofBytes((ByteBuffer) buffer, first, stride, end);
        };
    }

    private static long ofDoubles(DoubleBuffer data, int first, int stride, int end) {
        long sum = FACTOR;
        for (int i = first; i < end; i += stride) {
            sum += Double.doubleToRawLongBits(data.get(i)) * (FACTOR + 2L * i);
        }
        return sum;
    }

    private static long ofLongs(LongBuffer data, int first, int stride, int end) {
        long sum = FACTOR;
        for (int i = first; i < end; i += stride) {
            sum += data.get(i) * (FACTOR + 2L * i);
        }
        return sum;
    }

    private static long ofInts(IntBuffer data, int first, int stride, int end) {
        long sum = FACTOR;
        for (int i = first; i < end; i += stride) {
            sum += data.get(i) * (FACTOR + 2L * i);
        }
        return sum;
    }

    private static long ofBytes(ByteBuffer data, int first, int stride, int end) {
        long sum = FACTOR;
        for (int i = first; i < end; i += stride) {
            sum += data.get(i) * (FACTOR + 2L * i);
        }
        return sum;
    }
}
