package org.parhelion.solvers.dense;

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
}
