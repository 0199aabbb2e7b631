package org.parhelion.mpi;

import java.util.Arrays;

/** The arithmetic of a grid of ranks: row-major, the last dimension fastest (MPI-4.0 §8.5, {@code MPI_Cart_create}). */
final class CartesianTopology {
    private final int[] dimensions;
    private final boolean[] periodic;

    private CartesianTopology(int[] dimensions, boolean[] periodic) {
        this.dimensions = dimensions;
        this.periodic = periodic;
    }

    static CartesianTopology of(int[] dimensions, boolean[] periodic, int size) {
        if (dimensions.length == 0 || dimensions.length != periodic.length) {
            throw new IllegalArgumentException("a grid of ranks needs one flag 'periodic' for each of at least one"
                    + " dimension, got " + dimensions.length + " dimensions and " + periodic.length + " flags");
        }
        long product = 1;
        for (int length : dimensions) {
            product = length < 1 ? -1 : Math.min(product * length, Integer.MAX_VALUE + 1L);
            if (product < 0) {
                break;
            }
        }
        if (product != size) {
            throw new IllegalArgumentException("the product of dimensions " + Arrays.toString(dimensions)
                    + " must be the number of ranks, " + size);
        }
        return new CartesianTopology(dimensions.clone(), periodic.clone());
    }

    int[] dimensions() {
        return dimensions.clone();
    }

    boolean[] periodic() {
        return periodic.clone();
    }

    int[] coordinates(int rank) {
        int[] coordinates = new int[dimensions.length];
        int rest = rank;
        for (int d = dimensions.length - 1; d >= 0; d--) {
            coordinates[d] = rest % dimensions[d];
            rest /= dimensions[d];
        }
        return coordinates;
    }

    int rankAt(int... coordinates) {
        if (coordinates.length != dimensions.length) {
            throw new IllegalArgumentException(
                    "needs " + dimensions.length + " coordinates, got " + coordinates.length);
        }
        int rank = 0;
        for (int d = 0; d < dimensions.length; d++) {
            int at = periodic[d] ? Math.floorMod(coordinates[d], dimensions[d]) : coordinates[d];
            if (at < 0 || at >= dimensions[d]) {
                return Communicator.NO_RANK;
            }
            rank = rank * dimensions[d] + at;
        }
        return rank;
    }

    int neighbour(int rank, int dimension, int displacement) {
        if (dimension < 0 || dimension >= dimensions.length) {
            throw new IllegalArgumentException(
                    "dimension must lie in 0.." + (dimensions.length - 1) + ", got " + dimension);
        }
        int[] coordinates = coordinates(rank);
        coordinates[dimension] += displacement;
        return rankAt(coordinates);
    }
}
