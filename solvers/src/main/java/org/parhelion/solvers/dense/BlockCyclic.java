package org.parhelion.solvers.dense;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of several processes has an index, when blocks of indices are dealt out in turn: the one-dimensional block-cyclic
 * distribution of ScaLAPACK, from process 0 on (Blackford et al., ScaLAPACK Users' Guide, 1997, section 4.3).
 *
 * @param size number of indices, from 0 on
 * @param block indices to a block; the last block may be shorter
 * @param processes among which the blocks are dealt
 */
record BlockCyclic(int size, int block, int processes) {
    BlockCyclic {
        if (size < 0 || block < 1 || processes < 1) {
            throw new IllegalArgumentException("size " + size + " must be at least 0, block " + block
                    + " and processes " + processes + " at least 1");
        }
    }

    /** The process that has an index. */
    int owner(int index) {
        return index / block % processes;
    }

    /** Where its owner keeps an index. */
    int local(int index) {
        return index / block / processes * block + index % block;
    }

    /** The index that a process keeps at a place. */
    int global(int local, int process) {
        return (local / block * processes + process) * block + local % block;
    }

    /** How many indices a process has. */
    int count(int process) {
        return countBelow(size, process);
    }

    /** How many of the indices below a limit a process has: also where it keeps the first one from there on. */
    int countBelow(int limit, int process) {
        int whole = limit / block;
        int count = whole / processes * block;
        int next = whole % processes;
        if (process < next) {
            return count + block;
        }
        return process == next ? count + limit % block : count;
    }

    /** Whether every index lies at the same process and place as in another distribution. */
    boolean placesLike(BlockCyclic other) {
        return size == other.size
                && processes == other.processes
                && (processes == 1 || block == other.block || size <= Math.min(block, other.block));
    }

    /** Indices from {@code start} on, {@code length} of them, that two distributions each keep together. */
    record Run(int start, int length, int owner, int otherOwner) {}

    /** Cuts all indices, in ascending order, where one of two distributions of the same size changes block. */
    List<Run> runs(BlockCyclic other) {
        if (size != other.size) {
            throw new IllegalArgumentException("sizes " + size + " and " + other.size + " differ");
        }
        List<Run> runs = new ArrayList<>();
        int start = 0;
        while (start < size) {
            int inBlock = processes == 1 ? size - start : block - start % block;
            int inOther = other.processes == 1 ? size - start : other.block - start % other.block;
            int length = Math.min(size - start, Math.min(inBlock, inOther));
            runs.add(new Run(start, length, owner(start), other.owner(start)));
            start += length;
        }
        return runs;
    }
}
