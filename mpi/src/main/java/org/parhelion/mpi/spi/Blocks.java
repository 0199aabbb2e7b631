package org.parhelion.mpi.spi;

import java.util.Objects;

/** How a payload is cut into one block for each rank: back to back, in rank order. */
public final class Blocks {
    private final int equalCount;
    private final int[] counts;
    private final int[] offsets;

    private Blocks(int equalCount, int[] counts, int[] offsets) {
        this.equalCount = equalCount;
        this.counts = counts;
        this.offsets = offsets;
    }

    /** Blocks of the same length: the operation without v ({@code MPI_Gather}). */
    public static Blocks equal(int count) {
        return new Blocks(count, null, null);
    }

    /** Blocks of these lengths: the operation with v ({@code MPI_Gatherv}), even if the lengths happen to be equal. */
    public static Blocks of(int[] counts) {
        int[] offsets = new int[counts.length];
        for (int rank = 1; rank < counts.length; rank++) {
            offsets[rank] = offsets[rank - 1] + counts[rank - 1];
        }
        return new Blocks(-1, counts.clone(), offsets);
    }

    /** Whether this is the operation without v. */
    public boolean isEqual() {
        return counts == null;
    }

    /** Elements in that rank's block. */
    public int count(int rank) {
        return counts == null ? equalCount : counts[rank];
    }

    /** First element of that rank's block. */
    public int offset(int rank) {
        return offsets == null ? rank * equalCount : offsets[rank];
    }

    /** Elements by rank, of unequal blocks only; not a copy. */
    public int[] counts() {
        return Objects.requireNonNull(counts);
    }

    /** First elements by rank, of unequal blocks only; not a copy. */
    public int[] offsets() {
        return Objects.requireNonNull(offsets);
    }
}
