package org.parhelion.examples.bench;

import java.util.Locale;
import org.parhelion.blas.Blas;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.dense.DistributedLu;
import org.parhelion.solvers.dense.DistributedMatrix;
import org.parhelion.solvers.dense.ProcessGrid;
import org.parhelion.solvers.dense.Residuals;

/**
 * Our side of the LU benchmark; the twin of {@code pdgesv.c}. Arguments: equations, block, rows and columns of the process
 * grid, solves. Prints {@code lu}, GF/s of the fastest solve by HPL's count, and its residual as HPL scales it.
 */
final class LuRanks {
    private LuRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            int n = Integer.parseInt(rest[0]);
            int block = Integer.parseInt(rest[1]);
            ProcessGrid grid = ProcessGrid.of(world, Integer.parseInt(rest[2]), Integer.parseInt(rest[3]));
            measure(world, grid, n, block, Integer.parseInt(rest[4]));
        });
    }

    private static void measure(Communicator world, ProcessGrid grid, int n, int block, int solves) {
        DistributedMatrix a = DistributedMatrix.zeros(grid, n, n, block).fill(LuRanks::element);
        DistributedMatrix b = DistributedMatrix.zeros(grid, n, 1, block).fill((i, j) -> element(i, n));
        double best = Double.POSITIVE_INFINITY;
        DistributedMatrix x = b;
        for (int solve = 0; solve < solves; solve++) {
            DistributedMatrix factors = a.copy();
            x = b.copy();
            Blas.best();
            world.barrier();
            long start = System.nanoTime();
            DistributedLu.factor(factors).solve(x);
            best = Math.min(best, world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX));
        }
        double residual = Residuals.solution(a, x, b);
        if (world.rank() == 0) {
            double operations = 2.0 / 3 * n * n * (double) n + 1.5 * n * n;
            System.out.printf(Locale.ROOT, "lu %.4f %.3e%n", operations / best * 1e-9, residual);
        }
    }

    /** Uniform in −½ to ½, a function of the place alone (splitmix64): the same numbers as in C. */
    static double element(int i, int j) {
        long z = (i * 0x100000001b3L + j + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1p-53 - 0.5;
    }
}
