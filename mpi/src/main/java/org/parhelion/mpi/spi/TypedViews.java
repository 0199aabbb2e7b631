package org.parhelion.mpi.spi;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * One piece of memory seen as elements of each type.
 *
 * @param bytes the memory itself
 * @param doubles as doubles
 * @param ints as ints
 * @param longs as longs
 */
public record TypedViews(ByteBuffer bytes, DoubleBuffer doubles, IntBuffer ints, LongBuffer longs) {
    /** Views from the memory's first byte on, in its byte order. */
    public static TypedViews of(ByteBuffer memory) {
        return new TypedViews(memory, memory.asDoubleBuffer(), memory.asIntBuffer(), memory.asLongBuffer());
    }

    /** The view of that type. */
    public Buffer as(ElementType type) {
        return switch (type) {
            case DOUBLE -> doubles;
            case INT -> ints;
            case LONG -> longs;
            case BYTE -> bytes;
        };
    }
}
