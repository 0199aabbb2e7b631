package org.parhelion.mpi;

import java.util.Objects;
import org.parhelion.mpi.spi.Blocks;
import org.parhelion.mpi.spi.ElementType;

/** Checks at the door: each mistake gets one message that says what was given and what would be right. */
final class Arguments {
    private Arguments() {}

    static void peer(int rank, int size, String role) {
        if (rank < 0 || rank >= size) {
            throw new IllegalArgumentException(role + " must lie in 0.." + (size - 1) + " or be NO_RANK, got " + rank);
        }
    }

    static void source(int rank, int size) {
        if (rank != Communicator.ANY_SOURCE && (rank < 0 || rank >= size)) {
            throw new IllegalArgumentException(
                    "source must lie in 0.." + (size - 1) + " or be ANY_SOURCE or NO_RANK, got " + rank);
        }
    }

    static void root(int rank, int size) {
        if (rank < 0 || rank >= size) {
            throw new IllegalArgumentException("root must lie in 0.." + (size - 1) + ", got " + rank);
        }
    }

    static void tag(int tag) {
        if (tag < 0) {
            throw new IllegalArgumentException("tag must not be negative, got " + tag);
        }
    }

    static void receiveTag(int tag) {
        if (tag < 0 && tag != Communicator.ANY_TAG) {
            throw new IllegalArgumentException("tag must not be negative or be ANY_TAG, got " + tag);
        }
    }

    static ElementType sameType(ElementType sent, Object received) {
        ElementType type = Elements.type(received, "received");
        if (type != sent) {
            throw new IllegalArgumentException(
                    "sent holds " + sent.javaName() + " but received holds " + type.javaName());
        }
        Elements.requireWritable(received, "received");
        return type;
    }

    static void sameLength(Object sent, Object received) {
        if (Elements.count(sent) != Elements.count(received)) {
            throw new IllegalArgumentException(
                    "sent has " + Elements.count(sent) + " elements but received has " + Elements.count(received));
        }
    }

    /** The long side of a gather or scatter has {@code size} blocks as long as the short side. */
    static Blocks equalBlocks(Object whole, String wholeRole, Object part, String partRole, int size) {
        long needed = (long) size * Elements.count(part);
        if (Elements.count(whole) != needed) {
            throw new IllegalArgumentException(wholeRole + " must have " + size + " x " + Elements.count(part) + " = "
                    + needed + " elements (" + size + " ranks times the length of " + partRole + "), got "
                    + Elements.count(whole));
        }
        return Blocks.equal(Elements.count(part));
    }

    /** One count for each rank, together as long as the data. */
    static Blocks blocks(int[] counts, String countsRole, Object whole, String wholeRole, int size) {
        Objects.requireNonNull(counts, countsRole);
        if (counts.length != size) {
            throw new IllegalArgumentException(
                    countsRole + " must have one entry for each of the " + size + " ranks, got " + counts.length);
        }
        long total = 0;
        for (int rank = 0; rank < size; rank++) {
            if (counts[rank] < 0) {
                throw new IllegalArgumentException(countsRole + "[" + rank + "] is negative: " + counts[rank]);
            }
            total += counts[rank];
        }
        if (total != Elements.count(whole)) {
            throw new IllegalArgumentException(countsRole + " add up to " + total + " but " + wholeRole + " has "
                    + Elements.count(whole) + " elements");
        }
        return Blocks.of(counts);
    }

    static void ownBlock(Blocks blocks, int rank, Object part, String partRole) {
        if (blocks.count(rank) != Elements.count(part)) {
            throw new IllegalArgumentException("counts[" + rank + "] is " + blocks.count(rank) + " but " + partRole
                    + " of rank " + rank + " has " + Elements.count(part) + " elements");
        }
    }

    static void reducible(ReduceOp op, ElementType type) {
        Objects.requireNonNull(op, "op");
        boolean bitwise = op == ReduceOp.BITWISE_AND || op == ReduceOp.BITWISE_OR || op == ReduceOp.BITWISE_XOR;
        if (bitwise && type == ElementType.DOUBLE) {
            throw new IllegalArgumentException(op + " is not defined for double data; use int, long or byte");
        }
    }

    /** The number of blocks that a neighbour exchange moves. */
    static int blockLength(Object data, String role, int blocks) {
        int count = Elements.count(data);
        if (count % blocks != 0) {
            throw new IllegalArgumentException(
                    role + " must hold " + blocks + " blocks of equal length, got " + count + " elements");
        }
        return count / blocks;
    }
}
