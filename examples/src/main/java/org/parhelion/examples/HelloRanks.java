package org.parhelion.examples;

import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;

/**
 * Every rank says who it is and all of them agree on a sum.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.HelloRanks -n 4</pre>
 */
public final class HelloRanks {
    private HelloRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            long sum = world.allReduce((long) world.rank(), ReduceOp.SUM);
            String line = "rank " + world.rank() + " of " + world.size() + " on " + world.transport()
                    + ": the ranks add up to " + sum;
            for (String text : world.gatherObjects(String.class, line, 0)) {
                System.out.println(text);
            }
        });
    }
}
