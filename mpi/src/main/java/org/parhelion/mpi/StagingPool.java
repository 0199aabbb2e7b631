package org.parhelion.mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TypedViews;

/**
 * Direct buffers through which arrays and heap buffers travel, kept for the next message. One pool per rank; sizes are
 * powers of two; what exceeds {@link #KEPT_BYTES} in all is left to the garbage collector.
 */
final class StagingPool {
    static final long KEPT_BYTES = 256L << 20;
    private static final int SMALLEST = 6;
    private static final int LARGEST = 31;

    private final List<ArrayDeque<Block>> free = new ArrayList<>();
    private long keptBytes;

    StagingPool() {
        for (int size = 0; size <= LARGEST; size++) {
            free.add(new ArrayDeque<>());
        }
    }

    /** Memory with a view for each element type. */
    private static final class Block {
        final int sizeClass;
        final TypedViews views;

        Block(int sizeClass) {
            this.sizeClass = sizeClass;
            int bytes = sizeClass == LARGEST ? Integer.MAX_VALUE : 1 << sizeClass;
            views = TypedViews.of(ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
        }
    }

    /** A payload on pooled memory, to be released when the message has gone. */
    static final class Staged {
        final Payload payload;
        private final Block block;

        private Staged(Payload payload, Block block) {
            this.payload = payload;
            this.block = block;
        }
    }

    /** @throws IllegalArgumentException when the data are longer than 2 GiB */
    synchronized Staged take(ElementType type, int count) {
        long bytes = (long) count * type.bytes();
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a message of " + bytes + " bytes is longer than 2 GiB; send it in parts");
        }
        int sizeClass = Math.max(SMALLEST, 64 - Long.numberOfLeadingZeros(Math.max(1, bytes) - 1));
        Block block = free.get(sizeClass).pollFirst();
        if (block == null) {
            block = new Block(sizeClass);
        } else {
            keptBytes -= 1L << sizeClass;
        }
        return new Staged(new Payload(block.views.as(type), type, count, true), block);
    }

    synchronized void release(Staged staged) {
        long bytes = 1L << staged.block.sizeClass;
        if (keptBytes + bytes <= KEPT_BYTES) {
            keptBytes += bytes;
            free.get(staged.block.sizeClass).addFirst(staged.block);
        }
    }
}
