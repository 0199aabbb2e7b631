package org.parhelion.mpi;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.parhelion.mpi.spi.ElementType;

/** Copies between parts of the user's data and a buffer of bytes. */
final class FilePieces {
    private FilePieces() {}

    /** Elements {@code from} to {@code from + count} of the data to the beginning of the piece. */
    static void copyIn(Object data, int from, int count, ElementType type, ByteBuffer piece) {
        switch (type) {
            case DOUBLE -> {
                DoubleBuffer view = data instanceof double[] array ? DoubleBuffer.wrap(array) : (DoubleBuffer) data;
                piece.asDoubleBuffer().put(0, view, view.position() + from, count);
            }
            case INT -> {
                IntBuffer view = data instanceof int[] array ? IntBuffer.wrap(array) : (IntBuffer) data;
                piece.asIntBuffer().put(0, view, view.position() + from, count);
            }
            case LONG -> {
                LongBuffer view = data instanceof long[] array ? LongBuffer.wrap(array) : (LongBuffer) data;
                piece.asLongBuffer().put(0, view, view.position() + from, count);
            }
            case BYTE -> {
                ByteBuffer view = data instanceof byte[] array ? ByteBuffer.wrap(array) : (ByteBuffer) data;
                piece.put(0, view, view.position() + from, count);
            }
        }
    }

    /** The beginning of the piece to elements {@code from} to {@code from + count} of the data. */
    static void copyOut(ByteBuffer piece, ElementType type, Object data, int from, int count) {
        switch (type) {
            case DOUBLE -> {
                DoubleBuffer view = data instanceof double[] array ? DoubleBuffer.wrap(array) : (DoubleBuffer) data;
                view.put(view.position() + from, piece.asDoubleBuffer(), 0, count);
            }
            case INT -> {
                IntBuffer view = data instanceof int[] array ? IntBuffer.wrap(array) : (IntBuffer) data;
                view.put(view.position() + from, piece.asIntBuffer(), 0, count);
            }
            case LONG -> {
                LongBuffer view = data instanceof long[] array ? LongBuffer.wrap(array) : (LongBuffer) data;
                view.put(view.position() + from, piece.asLongBuffer(), 0, count);
            }
            case BYTE -> {
                ByteBuffer view = data instanceof byte[] array ? ByteBuffer.wrap(array) : (ByteBuffer) data;
                view.put(view.position() + from, piece, 0, count);
            }
        }
    }
}
