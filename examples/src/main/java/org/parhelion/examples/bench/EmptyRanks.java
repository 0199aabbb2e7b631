package org.parhelion.examples.bench;

import org.parhelion.mpi.Parallel;

/** Only initializes and finalizes MPI. */
final class EmptyRanks {
    private EmptyRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {});
    }
}
