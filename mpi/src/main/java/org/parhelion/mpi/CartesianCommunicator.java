package org.parhelion.mpi;

/** Ranks in a grid of one to three (or more) dimensions ({@code MPI_Cart_create}); row-major, the last one fastest. */
public interface CartesianCommunicator extends Communicator {
    int[] dimensions();

    boolean[] periodic();

    /** Coordinates of a rank ({@code MPI_Cart_coords}). */
    int[] coordinates(int rank);

    /** Rank at these coordinates, periodic ones wrapped; {@link #NO_RANK} outside ({@code MPI_Cart_rank}). */
    int rankAt(int... coordinates);

    /** Neighbour that many steps away along a dimension, or {@link #NO_RANK} ({@code MPI_Cart_shift}). */
    int neighbour(int dimension, int displacement);

    /**
     * Exchanges one block with each neighbour ({@code MPI_Neighbor_alltoall}).
     *
     * @param sent 2 × dimensions blocks of equal length, in the order −0 +0 −1 +1 …
     * @param received likewise; blocks of missing neighbours stay as they are
     */
    void neighbourExchange(Object sent, Object received);
}
