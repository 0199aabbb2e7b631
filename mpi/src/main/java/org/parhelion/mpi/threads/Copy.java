package org.parhelion.mpi.threads;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.parhelion.mpi.spi.ElementType;

/** Copies elements between buffers of the same type; allocates nothing. */
final class Copy {
    private Copy() {}

    static void elements(ElementType type, Buffer from, int fromIndex, Buffer to, int toIndex, int count) {
        switch (type) {
            case DOUBLE -> ((DoubleBuffer) to).put(toIndex, (DoubleBuffer) from, fromIndex, count);
            case INT -> ((IntBuffer) to).put(toIndex, (IntBuffer) from, fromIndex, count);
            case LONG -> ((LongBuffer) to).put(toIndex, (LongBuffer) from, fromIndex, count);
            case BYTE -> ((ByteBuffer) to).put(toIndex, (ByteBuffer) from, fromIndex, count);
        }
    }
}
