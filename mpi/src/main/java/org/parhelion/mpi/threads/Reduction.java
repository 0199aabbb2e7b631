package org.parhelion.mpi.threads;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;

/**
 * Combines the ranks' elements piece by piece, from rank 0 upward: ((a₀ ∘ a₁) ∘ a₂) ∘ … Whole numbers are combined as
 * {@code long}, which cut to their width is the same.
 */
final class Reduction {
    static final int PIECE = 1024;

    private final double[] doubles = new double[PIECE];
    private final double[] nextDoubles = new double[PIECE];
    private final long[] longs = new long[PIECE];
    private final long[] nextLongs = new long[PIECE];

    /** acc ← data[from … from + count) */
    void set(Payload data, int from, int count) {
        if (data.type() == ElementType.DOUBLE) {
            ((DoubleBuffer) data.buffer()).get(from, doubles, 0, count);
        } else {
            read(data, from, count, longs);
        }
    }

    /** acc ← acc ∘ data[from … from + count) */
    void combine(Payload data, int from, int count, ReduceOp op) {
        setNext(data, from, count);
        combineNext(data.type(), count, op);
    }

    /** next ← data[from … from + count) */
    void setNext(Payload data, int from, int count) {
        if (data.type() == ElementType.DOUBLE) {
            ((DoubleBuffer) data.buffer()).get(from, nextDoubles, 0, count);
        } else {
            read(data, from, count, nextLongs);
        }
    }

    /** acc ← acc ∘ next */
    void combineNext(ElementType type, int count, ReduceOp op) {
        if (type == ElementType.DOUBLE) {
            combineDoubles(count, op);
        } else {
            combineLongs(count, op);
        }
    }

    /** data[from … from + count) ← acc */
    void get(Payload data, int from, int count) {
        switch (data.type()) {
            case DOUBLE -> ((DoubleBuffer) data.buffer()).put(from, doubles, 0, count);
            case LONG -> ((LongBuffer) data.buffer()).put(from, longs, 0, count);
            case INT -> {
                IntBuffer ints = (IntBuffer) data.buffer();
                for (int i = 0; i < count; i++) {
                    ints.put(from + i, (int) longs[i]);
                }
            }
            case BYTE -> {
                ByteBuffer bytes = (ByteBuffer) data.buffer();
                for (int i = 0; i < count; i++) {
                    bytes.put(from + i, (byte) longs[i]);
                }
            }
        }
    }

    private static void read(Payload data, int from, int count, long[] to) {
        switch (data.type()) {
            case LONG -> ((LongBuffer) data.buffer()).get(from, to, 0, count);
            case INT -> {
                IntBuffer ints = (IntBuffer) data.buffer();
                for (int i = 0; i < count; i++) {
                    to[i] = ints.get(from + i);
                }
            }
            case BYTE -> {
                ByteBuffer bytes = (ByteBuffer) data.buffer();
                for (int i = 0; i < count; i++) {
                    to[i] = bytes.get(from + i);
                }
            }
            case DOUBLE -> throw new IllegalStateException("not whole numbers");
        }
    }

    private void combineDoubles(int count, ReduceOp op) {
        double[] a = doubles;
        double[] b = nextDoubles;
        for (int i = 0; i < count; i++) {
            a[i] = switch (op) {
                case SUM -> a[i] + b[i];
                case PRODUCT -> a[i] * b[i];
                case MIN -> Math.min(a[i], b[i]);
                case MAX -> Math.max(a[i], b[i]);
                default -> throw new IllegalStateException(op + " of double");
            };
        }
    }

    private void combineLongs(int count, ReduceOp op) {
        long[] a = longs;
        long[] b = nextLongs;
        for (int i = 0; i < count; i++) {
            a[i] = switch (op) {
                case SUM -> a[i] + b[i];
                case PRODUCT -> a[i] * b[i];
                case MIN -> Math.min(a[i], b[i]);
                case MAX -> Math.max(a[i], b[i]);
                case BITWISE_AND -> a[i] & b[i];
                case BITWISE_OR -> a[i] | b[i];
                case BITWISE_XOR -> a[i] ^ b[i];
            };
        }
    }
}
