package org.parhelion.solvers.linear;

import org.parhelion.mpi.Communicator;

/** Which rank has which of the consecutive rows of a vector space. A rank keeps 8 bytes a rank for it. */
public final class RowPartition {
    private final Communicator communicator;
    /** First row of each rank, and the number of rows. */
    private final long[] first;

    private RowPartition(Communicator communicator, long[] first) {
        this.communicator = communicator;
        this.first = first;
    }

    /**
     * That of a space of rows. Collective.
     *
     * @throws IllegalStateException if its vectors are fields on a grid
     */
    public static RowPartition of(VectorSpace space) {
        Communicator communicator = space.communicator();
        long[] ends = new long[communicator.size()];
        communicator.allGather(new long[] {space.firstRow() + space.localSize()}, ends);
        long[] first = new long[ends.length + 1];
        System.arraycopy(ends, 0, first, 1, ends.length);
        return new RowPartition(communicator, first);
    }

    /** Vectors of so many numbers, cut evenly: the first ranks have one more where it does not come out even. Collective. */
    public static VectorSpace evenly(Communicator communicator, long size) {
        return evenly(communicator, size, 1);
    }

    /**
     * Vectors of so many numbers, cut evenly between blocks of consecutive ones, as of the unknowns of one point. Collective.
     *
     * @param block numbers of a block; the last may have fewer
     * @throws IllegalArgumentException the size is negative, or a rank would have 2³¹ rows or more
     */
    public static VectorSpace evenly(Communicator communicator, long size, int block) {
        int ranks = communicator.size();
        long blocks = size / block + (size % block > 0 ? 1 : 0);
        long most = (blocks / ranks + 1) * block;
        if (size < 0 || block < 1 || most > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(size + " rows in blocks of " + block
                    + " cannot be cut into pieces of 0 to 2147483647 rows for " + ranks + " ranks; take more ranks");
        }
        long first = cut(blocks, ranks, communicator.rank()) * block;
        long end = Math.min(size, cut(blocks, ranks, communicator.rank() + 1) * block);
        return VectorSpace.ofRows(communicator, (int) Math.max(0, end - first));
    }

    private static long cut(long blocks, int ranks, int rank) {
        return blocks / ranks * rank + Math.min(rank, blocks % ranks);
    }

    Communicator communicator() {
        return communicator;
    }

    /** Number of rows on all ranks together. */
    public long size() {
        return first[first.length - 1];
    }

    /** First row of a rank. */
    public long first(int rank) {
        return first[rank];
    }

    /** The row after the last one of a rank. */
    public long end(int rank) {
        return first[rank + 1];
    }

    /** The rank that has a row, 0 ≤ row &lt; size. */
    public int owner(long row) {
        int low = 0;
        int high = first.length - 1;
        // first[low] ≤ row < first[high]
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (first[middle] <= row) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
