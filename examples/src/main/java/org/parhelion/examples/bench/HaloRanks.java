package org.parhelion.examples.bench;

import java.util.List;
import java.util.Locale;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;

/**
 * Our side of the halo benchmark, on two ranks; the twin of {@code halo.c}. Arguments: cells along each axis of a rank's
 * block, and seconds. Prints microseconds of {@code x-walls y-walls z-walls}, a whole exchange, and of {@code x y z}, the
 * same less what filling the ghosts behind the walls of the two other axes takes. That is measured between exchanges: filled
 * again and again they would be nearer in the caches than an exchange finds them. Blocks are stored as the cuts suggest, as
 * in {@code parhelion run}; {@code x-strided} is the exchange across x of blocks that have x as their fastest axis all the
 * same, as where all axes are cut.
 */
final class HaloRanks {
    private static final int BATCH = 50;

    private HaloRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            int size = Integer.parseInt(rest[0]);
            double seconds = Double.parseDouble(rest[1]) / 8;
            for (Axis axis : Axis.values()) {
                GridBuilder builder = cutAcross(axis, world, size).storageFollowsCuts();
                measure(axis.label(), builder.build(), seconds);
            }
            GridBuilder builder = cutAcross(Axis.X, world, size).storage(StorageOrder.X_FASTEST);
            measure("x-strided", builder.build(), seconds);
        });
    }

    private static GridBuilder cutAcross(Axis axis, Communicator world, int size) {
        int[] cells = {size, size, size};
        int[] ranks = {1, 1, 1};
        cells[axis.ordinal()] *= world.size();
        ranks[axis.ordinal()] = world.size();
        return CartesianGrid.builder(world).cells(cells).ranks(ranks).periodic(axis);
    }

    private static void measure(String name, CartesianGrid grid, double seconds) {
        Communicator world = grid.communicator();
        Field field = grid.field("u");
        field.fill((x, y, z) -> x + 2 * y + 3 * z);
        try (HaloExchange halo = HaloExchange.of(List.of(field), false)) {
            Runnable exchange = () -> {
                field.markWritten();
                halo.exchange();
            };
            double whole = best(world, seconds, () -> {}, exchange);
            double walls = best(world, seconds, exchange, () -> field.fillBeyondWalls(false));
            if (world.rank() == 0) {
                System.out.printf(Locale.ROOT, "%s-walls %.3f%n", name, whole);
                System.out.printf(Locale.ROOT, "%s %.3f%n", name, whole - walls);
            }
        }
    }

    /**
     * Microseconds of the work, on the slower rank, best of the batches that fit into the time; the first half of it is
     * warm-up.
     *
     * @param before what comes before the work each time and is not measured
     */
    private static double best(Communicator world, double seconds, Runnable before, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        long start = System.nanoTime();
        double passed = 0;
        while (passed < seconds || best == Double.POSITIVE_INFINITY) {
            world.barrier();
            long sum = 0;
            for (int n = 0; n < BATCH; n++) {
                before.run();
                long from = System.nanoTime();
                work.run();
                sum += System.nanoTime() - from;
            }
            double took = world.allReduce(sum * 1e-3 / BATCH, ReduceOp.MAX);
            if (passed > seconds / 2) {
                best = Math.min(best, took);
            }
            passed = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
        }
        return best;
    }
}
