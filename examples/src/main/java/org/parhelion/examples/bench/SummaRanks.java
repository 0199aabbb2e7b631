package org.parhelion.examples.bench;

import java.util.Locale;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.dense.DistributedMatrix;
import org.parhelion.solvers.dense.Freivalds;
import org.parhelion.solvers.dense.ProcessGrid;
import org.parhelion.solvers.dense.Summa;

/**
 * Our side of the SUMMA benchmark, one BLAS thread a rank; the twin of {@code pdgemm.c}. Arguments: size, block, rows and
 * columns of the process grid, products. Prints {@code summa}, GF/s of the fastest product, and the residual of the last one.
 */
final class SummaRanks {
    private SummaRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            ProcessGrid grid = ProcessGrid.of(world, Integer.parseInt(rest[2]), Integer.parseInt(rest[3]));
            measure(world, grid, Integer.parseInt(rest[0]), Integer.parseInt(rest[1]), Integer.parseInt(rest[4]));
        });
    }

    private static void measure(Communicator world, ProcessGrid grid, int n, int block, int products) {
        DistributedMatrix a = DistributedMatrix.zeros(grid, n, n, block).fill((i, j) -> LuRanks.element(i, j));
        DistributedMatrix b = DistributedMatrix.zeros(grid, n, n, block).fill((i, j) -> LuRanks.element(j, i + n));
        DistributedMatrix c = DistributedMatrix.zeros(grid, n, n, block);
        Summa summa = Summa.using(Blas.best().withThreads(1));
        double best = Double.POSITIVE_INFINITY;
        for (int product = 0; product < products; product++) {
            world.barrier();
            long start = System.nanoTime();
            summa.apply(Transpose.NO, Transpose.NO, 1, a, b, 0, c);
            best = Math.min(best, world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX));
        }
        double residual = Freivalds.residual(Transpose.NO, Transpose.NO, a, b, c, 1);
        if (world.rank() == 0) {
            System.out.printf(Locale.ROOT, "summa %.4f %.3e%n", 2e-9 * n * n * n / best, residual);
        }
    }
}
