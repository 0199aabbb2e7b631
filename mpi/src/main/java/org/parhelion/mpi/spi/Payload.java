package org.parhelion.mpi.spi;

import java.nio.Buffer;

/**
 * The elements of a message where they lie in memory.
 *
 * @param buffer direct, native byte order; {@code DoubleBuffer}, {@code IntBuffer}, {@code LongBuffer} or {@code
 *     ByteBuffer} by the type; its element 0 is the first one of the message, position and limit mean nothing
 * @param type element type
 * @param count number of elements, at most the buffer's capacity
 * @param staged whether the memory is the layer's above the seam, so that no program can write to it
 */
public record Payload(Buffer buffer, ElementType type, int count, boolean staged) {
    /** Elements in the program's own memory. */
    public Payload(Buffer buffer, ElementType type, int count) {
        this(buffer, type, count, false);
    }

    /** Length in bytes. */
    public int bytes() {
        return count * type.bytes();
    }
}
