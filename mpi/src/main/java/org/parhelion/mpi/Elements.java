package org.parhelion.mpi;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;

/** What may be sent: arrays and buffers of the four element types, seen alike. */
final class Elements {
    private Elements() {}

    /** @throws IllegalArgumentException when it is nothing that can be sent */
    static ElementType type(Object data, String role) {
        if (data instanceof double[] || data instanceof DoubleBuffer) {
            return ElementType.DOUBLE;
        } else if (data instanceof int[] || data instanceof IntBuffer) {
            return ElementType.INT;
        } else if (data instanceof long[] || data instanceof LongBuffer) {
            return ElementType.LONG;
        } else if (data instanceof byte[] || data instanceof ByteBuffer) {
            return ElementType.BYTE;
        }
        throw new IllegalArgumentException(role + " must be double[], int[], long[], byte[] or a buffer of these, got "
                + (data == null ? "null" : data.getClass().getTypeName()));
    }

    static int count(Object data) {
        if (data instanceof Buffer buffer) {
            return buffer.remaining();
        } else if (data instanceof double[] doubles) {
            return doubles.length;
        } else if (data instanceof int[] ints) {
            return ints.length;
        } else if (data instanceof long[] longs) {
            return longs.length;
        }
        return ((byte[]) data).length;
    }

    /** Whether a transport can take it as it lies: direct, and in native byte order where that matters. */
    static boolean isTransportable(Object data) {
        return data instanceof Buffer buffer && buffer.isDirect() && order(buffer) == ByteOrder.nativeOrder();
    }

    /** Byte order of its elements; bytes have none, so theirs is always the native one. */
    private static ByteOrder order(Buffer buffer) {
        if (buffer instanceof DoubleBuffer doubles) {
            return doubles.order();
        } else if (buffer instanceof IntBuffer ints) {
            return ints.order();
        } else if (buffer instanceof LongBuffer longs) {
            return longs.order();
        }
        return ByteOrder.nativeOrder();
    }

    /** The elements where they lie, from the buffer's position to its limit. */
    static Payload payload(Buffer buffer, ElementType type) {
        Buffer fromFirst = buffer.position() == 0 ? buffer : buffer.slice();
        return new Payload(fromFirst, type, buffer.remaining());
    }

    static void requireWritable(Object data, String role) {
        if (data instanceof Buffer buffer && buffer.isReadOnly()) {
            throw new IllegalArgumentException(role + " is a read-only buffer, but data are to be received into it");
        }
    }

    /** Copies all elements of the user's data to the beginning of the payload. */
    static void copyIn(Object data, Payload to) {
        int count = count(data);
        switch (to.type()) {
            case DOUBLE -> {
                DoubleBuffer target = (DoubleBuffer) to.buffer();
                if (data instanceof double[] array) {
                    target.put(0, array);
                } else {
                    DoubleBuffer source = (DoubleBuffer) data;
                    target.put(0, source, source.position(), count);
                }
            }
            case INT -> {
                IntBuffer target = (IntBuffer) to.buffer();
                if (data instanceof int[] array) {
                    target.put(0, array);
                } else {
                    IntBuffer source = (IntBuffer) data;
                    target.put(0, source, source.position(), count);
                }
            }
            case LONG -> {
                LongBuffer target = (LongBuffer) to.buffer();
                if (data instanceof long[] array) {
                    target.put(0, array);
                } else {
                    LongBuffer source = (LongBuffer) data;
                    target.put(0, source, source.position(), count);
                }
            }
            case BYTE -> {
                ByteBuffer target = (ByteBuffer) to.buffer();
                if (data instanceof byte[] array) {
                    target.put(0, array);
                } else {
                    ByteBuffer source = (ByteBuffer) data;
                    target.put(0, source, source.position(), count);
                }
            }
        }
    }

    /** Copies so many elements from the beginning of the payload to the beginning of the user's data. */
    static void copyOut(Payload from, Object data, int count) {
        switch (from.type()) {
            case DOUBLE -> {
                DoubleBuffer source = (DoubleBuffer) from.buffer();
                if (data instanceof double[] array) {
                    source.get(0, array, 0, count);
                } else {
                    DoubleBuffer target = (DoubleBuffer) data;
                    target.put(target.position(), source, 0, count);
                }
            }
            case INT -> {
                IntBuffer source = (IntBuffer) from.buffer();
                if (data instanceof int[] array) {
                    source.get(0, array, 0, count);
                } else {
                    IntBuffer target = (IntBuffer) data;
                    target.put(target.position(), source, 0, count);
                }
            }
            case LONG -> {
                LongBuffer source = (LongBuffer) from.buffer();
                if (data instanceof long[] array) {
                    source.get(0, array, 0, count);
                } else {
                    LongBuffer target = (LongBuffer) data;
                    target.put(target.position(), source, 0, count);
                }
            }
            case BYTE -> {
                ByteBuffer source = (ByteBuffer) from.buffer();
                if (data instanceof byte[] array) {
                    source.get(0, array, 0, count);
                } else {
                    ByteBuffer target = (ByteBuffer) data;
                    target.put(target.position(), source, 0, count);
                }
            }
        }
    }
}
