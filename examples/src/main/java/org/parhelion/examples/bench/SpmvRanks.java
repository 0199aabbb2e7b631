package org.parhelion.examples.bench;

import java.util.Arrays;
import java.util.Locale;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;
import org.parhelion.solvers.linear.CsrBuilder;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.Preconditioner;
import org.parhelion.solvers.linear.RowPartition;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * Our side of the benchmark of sparse matrices; the twin of {@code spmv.c} and {@code cg_petsc.c}. Arguments: {@code poisson} or
 * {@code random}, size, seconds; prints {@code spmv}, GF/s and the sum of the image. Or {@code cg}, size, steps; prints
 * {@code cg}, seconds of a step and the relative residual after all.
 */
final class SpmvRanks {
    private SpmvRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            int n = Integer.parseInt(rest[1]);
            if (rest[0].equals("cg")) {
                conjugateGradients(world, poisson(world, n), Integer.parseInt(rest[2]));
            } else {
                product(rest[0].equals("poisson") ? poisson(world, n) : random(world, n), Double.parseDouble(rest[2]));
            }
        });
    }

    /** 7-point differences on n³ points, walls at zero, scaled by h². */
    static CsrMatrix poisson(Communicator world, int n) {
        VectorSpace space = RowPartition.evenly(world, (long) n * n * n);
        int[] start = new int[space.localSize() + 1];
        long[] columns = new long[Math.multiplyExact(7, space.localSize())];
        double[] values = new double[columns.length];
        int k = 0;
        for (int i = 0; i < space.localSize(); i++) {
            long row = space.firstRow() + i;
            long[] place = {row / n / n, row / n % n, row % n};
            long[] stride = {(long) n * n, n, 1};
            for (int side = 0; side < 7; side++) {
                int axis = Math.min(side, 6 - side);
                int step = Integer.signum(side - 3);
                if (side == 3 || (place[axis] + step >= 0 && place[axis] + step < n)) {
                    columns[k] = side == 3 ? row : row + step * stride[axis];
                    values[k++] = side == 3 ? 6 : -1;
                }
            }
            start[i + 1] = k;
        }
        return CsrMatrix.ofRows(space, space, start, columns, values);
    }

    /** Rows of 1 to 31 elements in random columns; what falls on one place is there once. */
    private static CsrMatrix random(Communicator world, int n) {
        VectorSpace space = RowPartition.evenly(world, n);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (long row = space.firstRow(); row < space.firstRow() + space.localSize(); row++) {
            long[] columns = new long[1 + (int) Long.remainderUnsigned(mix(32 * row), 31)];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Long.remainderUnsigned(mix(32 * row + 1 + i), n);
            }
            columns = Arrays.stream(columns).sorted().distinct().toArray();
            for (int i = 0; i < columns.length; i++) {
                elements.add(row, columns[i], 1.0 / (1 + i));
            }
        }
        return elements.build();
    }

    /** The finalizer of {@link java.util.SplittableRandom}: a random number for each n. */
    private static long mix(long n) {
        long z = (n + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static void product(CsrMatrix a, double seconds) {
        Communicator world = a.range().communicator();
        DistributedVector x = a.domain().vector("x");
        DistributedVector y = a.range().vector("y");
        long first = a.domain().firstRow();
        Arrays.setAll(x.data(), i -> (double) Long.remainderUnsigned(mix(first + i), 1000) / 1000);
        double best = Double.POSITIVE_INFINITY;
        long begun = System.nanoTime();
        double passed = 0;
        for (int run = 0; run < 3 || passed < seconds; run++) {
            world.barrier();
            long from = System.nanoTime();
            a.apply(x, y);
            best = Math.min(best, world.allReduce((System.nanoTime() - from) * 1e-9, ReduceOp.MAX));
            passed = world.allReduce((System.nanoTime() - begun) * 1e-9, ReduceOp.MAX);
        }
        ReproducibleSum sum = new ReproducibleSum();
        sum.add(y.data(), 0, y.data().length);
        sum.allReduce(world);
        double speed = 2e-9 * a.entries() / best;
        if (world.rank() == 0) {
            System.out.printf(Locale.ROOT, "spmv %.4f %.17g%n", speed, sum.value());
        }
    }

    private static void conjugateGradients(Communicator world, CsrMatrix a, int steps) {
        DistributedVector b = a.range().vector("b");
        long first = a.range().firstRow();
        Arrays.setAll(b.data(), i -> (double) ((first + i) * 7919 % 1000) / 1000 - 0.5);
        DistributedVector x = a.domain().vector("x");
        LinearSolver cg = Krylov.cg(a).preconditioner(Preconditioner.jacobi(a)).stop(Stop.iterations(steps));
        double best = Double.POSITIVE_INFINITY;
        double residual = 0;
        for (int run = 0; run < 8; run++) {
            x.fill(0);
            world.barrier();
            SolveResult result = cg.solve(b, x);
            best = Math.min(best, world.allReduce(result.seconds(), ReduceOp.MAX) / steps);
            residual = result.relativeResidual();
        }
        if (world.rank() == 0) {
            System.out.printf(Locale.ROOT, "cg %.6e %.6e%n", best, residual);
        }
    }
}
