package org.parhelion.examples.bench;

import java.util.Locale;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.amg.SmoothedAggregation;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;

/**
 * Our side of the AMG benchmark, the twin of {@code amg_petsc.c}: conjugate gradients with a cycle of smoothed aggregation. Arguments:
 * n, repetitions. Prints for each repetition {@code amg}, seconds of set-up and solve on the slowest rank, iterations, relative
 * residual, operator complexity, and seconds of a product of the matrix and a vector.
 */
final class AmgRanks {
    private static final int PRODUCTS = 10;

    private AmgRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            int n = Integer.parseInt(rest[0]);
            for (int repetition = 0; repetition < Integer.parseInt(rest[1]); repetition++) {
                measure(world, n);
            }
        });
    }

    private static void measure(Communicator world, int n) {
        CsrMatrix a = SpmvRanks.poisson(world, n);
        DistributedVector b = a.domain().vector("b");
        DistributedVector x = a.domain().vector("x");
        fill(b, n);
        world.barrier();
        long start = System.nanoTime();
        try (SmoothedAggregation amg = SmoothedAggregation.of(a)) {
            double setUp = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
            start = System.nanoTime();
            SolveResult result = Krylov.cg(a)
                    .preconditioner(amg.preconditioner())
                    .stop(Stop.relative(1e-8).or(Stop.iterations(100)))
                    .solve(b, x);
            double solve = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
            double product = product(a, x, b);
            if (world.rank() == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "amg %.4f %.4f %d %.3e %.3f %.3e%n",
                        setUp,
                        solve,
                        result.iterations(),
                        result.relativeResidual(),
                        amg.operatorComplexity(),
                        product);
            }
        }
        a.close();
    }

    private static double product(CsrMatrix a, DistributedVector x, DistributedVector y) {
        Communicator world = a.domain().communicator();
        double best = Double.POSITIVE_INFINITY;
        for (int n = 0; n < PRODUCTS; n++) {
            world.barrier();
            long start = System.nanoTime();
            a.apply(x, y);
            best = Math.min(best, world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX));
        }
        return best;
    }

    /** b = h² (3 π² sin πx sin πy sin πz + z e^(xy)). */
    private static void fill(DistributedVector b, int n) {
        double h = 1.0 / (n + 1);
        for (int i = 0; i < b.space().localSize(); i++) {
            long row = b.space().firstRow() + i;
            double x = (row % n + 1) * h;
            double y = (row / n % n + 1) * h;
            double z = (row / n / n + 1) * h;
            double sines = Math.sin(Math.PI * x) * Math.sin(Math.PI * y) * Math.sin(Math.PI * z);
            b.data()[i] = h * h * (3 * Math.PI * Math.PI * sines + z * Math.exp(x * y));
        }
        b.markWritten();
    }
}
