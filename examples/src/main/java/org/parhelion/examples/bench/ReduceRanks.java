package org.parhelion.examples.bench;

import java.util.Locale;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.VectorSpace;
import org.parhelion.solvers.linear.VectorSpace.Reductions;

/**
 * Inner products of two vectors, added up reproducibly and plainly, alternately. Arguments: numbers on each rank, repetitions.
 * Prints {@code reduce}, seconds of the fastest reproducible and of the fastest plain product on the slowest rank.
 */
final class ReduceRanks {
    private ReduceRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            VectorSpace space = VectorSpace.ofRows(world, Integer.parseInt(rest[0]));
            double exact = Double.POSITIVE_INFINITY;
            double plain = Double.POSITIVE_INFINITY;
            Pair reproducible = new Pair(space);
            Pair fast = new Pair(space.with(Reductions.FAST));
            for (int repetition = 0; repetition < Integer.parseInt(rest[1]); repetition++) {
                exact = Math.min(exact, reproducible.seconds(world));
                plain = Math.min(plain, fast.seconds(world));
            }
            if (world.rank() == 0) {
                System.out.printf(Locale.ROOT, "reduce %.6e %.6e%n", exact, plain);
            }
        });
    }

    /** Two vectors and the sum of their products. */
    private static final class Pair {
        private final DistributedVector x;
        private final DistributedVector y;
        private double products;

        Pair(VectorSpace space) {
            x = space.vector("x");
            y = space.vector("y");
            x.fillRandom(1);
            y.fillRandom(2);
        }

        double seconds(Communicator world) {
            world.barrier();
            long start = System.nanoTime();
            products += x.dot(y);
            double seconds = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
            if (Double.isNaN(products)) {
                throw new IllegalStateException("the inner product is not a number");
            }
            return seconds;
        }
    }
}
