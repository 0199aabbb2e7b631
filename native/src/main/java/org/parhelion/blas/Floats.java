package org.parhelion.blas;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * Floats in a heap array or in a direct buffer of native byte order, from an offset on: what a BLAS call reads and writes,
 * without a copy. A view: it owns nothing.
 */
public final class Floats {
    private final float[] array;
    private final FloatBuffer buffer;
    private final int offset;
    private final int length;

    private Floats(float[] array, FloatBuffer buffer, int offset, int length) {
        this.array = array;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /** The whole array. */
    public static Floats of(float[] array) {
        return of(array, 0);
    }

    /**
     * The array from an element on.
     *
     * @throws IllegalArgumentException the offset is negative or past the end
     */
    public static Floats of(float[] array, int offset) {
        Objects.requireNonNull(array, "array");
        checkOffset(offset, array.length);
        return new Floats(array, null, offset, array.length - offset);
    }

    /**
     * A direct buffer from its position to its limit; later changes of either have no effect here.
     *
     * @throws IllegalArgumentException the buffer is not direct, not in native byte order, or read-only
     */
    public static Floats of(FloatBuffer buffer) {
        if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder() || buffer.isReadOnly()) {
            throw new IllegalArgumentException("buffer must be direct, in native byte order and writable, but is "
                    + (buffer.isDirect() ? "direct, " : "not direct, ") + buffer.order()
                    + (buffer.isReadOnly() ? ", read-only" : ""));
        }
        return new Floats(null, buffer.slice(), 0, buffer.remaining());
    }

    /**
     * The same storage, so many elements further on.
     *
     * @throws IllegalArgumentException that is before the start or past the end
     */
    public Floats from(int distance) {
        checkOffset(distance, length);
        return new Floats(array, buffer, offset + distance, length - distance);
    }

    private static void checkOffset(int offset, int length) {
        if (offset < 0 || offset > length) {
            throw new IllegalArgumentException("offset " + offset + " is outside of 0 to " + length);
        }
    }

    /** How many elements there are from here on. */
    public int length() {
        return length;
    }

    /** Whether they lie in a heap array. */
    public boolean isHeap() {
        return array != null;
    }

    public float get(int index) {
        Objects.checkIndex(index, length);
        return array != null ? array[offset + index] : buffer.get(offset + index);
    }

    public void set(int index, float value) {
        Objects.checkIndex(index, length);
        if (array != null) {
            array[offset + index] = value;
        } else {
            buffer.put(offset + index, value);
        }
    }

    /**
     * Where element 0 is, for C: its index in the array; or its address, for which the native library must be loaded.
     */
    long place() {
        return array != null ? offset : NativeCalls.address(buffer) + (long) offset * Float.BYTES;
    }

    /** The array beneath, or null. */
    float[] array() {
        return array;
    }

    /** The direct buffer beneath, or null; element 0 of this view is its element {@link #offset}. */
    FloatBuffer buffer() {
        return buffer;
    }

    int offset() {
        return offset;
    }
}
