package org.parhelion.examples;

import static org.parhelion.blas.Transpose.NO;

import org.parhelion.mpi.Parallel;
import org.parhelion.solvers.dense.DistributedMatrix;
import org.parhelion.solvers.dense.Freivalds;
import org.parhelion.solvers.dense.ProcessGrid;
import org.parhelion.solvers.dense.Summa;

/**
 * Multiplies two matrices that lie over all ranks, and checks the product; the argument is their size.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.SummaMultiply -n 2 2048</pre>
 */
public final class SummaMultiply {
    private SummaMultiply() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            int n = rest.length > 0 ? Integer.parseInt(rest[0]) : 2048;
            ProcessGrid grid = ProcessGrid.of(world);
            DistributedMatrix a = DistributedMatrix.zeros(grid, n, n, 128).fill((i, j) -> Math.sin(i + 2.0 * j));
            DistributedMatrix b = DistributedMatrix.zeros(grid, n, n, 128).fill((i, j) -> Math.cos(3.0 * i - j));
            DistributedMatrix c = DistributedMatrix.zeros(grid, n, n, 128);
            Summa.multiply(NO, NO, 1, a, b, 0, c); // warms up
            world.barrier();
            long start = System.nanoTime();
            Summa.multiply(NO, NO, 1, a, b, 0, c); // C ← A B
            world.barrier();
            double seconds = (System.nanoTime() - start) * 1e-9;
            double residual = Freivalds.residual(NO, NO, a, b, c, 1);
            if (world.rank() == 0) {
                System.out.printf("n = %d on %d ranks: %.1f GF/s%n", n, world.size(), 2e-9 * n * n * n / seconds);
                System.out.printf("Freivalds residual %.2g, %s%n", residual, residual < 16 ? "right" : "WRONG");
            }
        });
    }
}
