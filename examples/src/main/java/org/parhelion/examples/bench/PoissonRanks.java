package org.parhelion.examples.bench;

import static org.parhelion.mesh.stencil.Calculus.laplacian;

import java.util.Locale;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;
import org.parhelion.solvers.multigrid.Multigrid;

/**
 * Our side of the Poisson benchmark, the twin of {@code poisson_hypre.c}: −∇²u = f with n³ unknowns in the unit cube, u = 0 on
 * its walls, to 10⁻⁸ of the right-hand side, from zero. Arguments: n, repetitions. Prints for each repetition {@code poisson},
 * seconds of set-up and solve on the slowest rank, iterations, relative residual.
 */
final class PoissonRanks {
    private PoissonRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            int n = Integer.parseInt(rest[0]);
            for (int repetition = 0; repetition < Integer.parseInt(rest[1]); repetition++) {
                measure(world, n);
            }
        });
    }

    private static void measure(Communicator world, int n) {
        CartesianGrid grid = CartesianGrid.of(world, n + 1, n + 1, n + 1);
        Field u = grid.field("u", Location.NODE).boundary(Boundary.dirichlet(0));
        world.barrier();
        long start = System.nanoTime();
        try (GridOperator a = GridOperator.of(u, laplacian(u).negate());
                Multigrid multigrid = Multigrid.of(a)) {
            double setUp = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
            DistributedVector b = a.domain().vector("b");
            DistributedVector x = a.domain().vector("x");
            fill(b.field());
            world.barrier();
            start = System.nanoTime();
            SolveResult result = multigrid
                    .solver()
                    .stop(Stop.relative(1e-8).or(Stop.iterations(50)))
                    .solve(b, x);
            double solve = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
            if (world.rank() == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "poisson %.4f %.4f %d %.3e%n",
                        setUp,
                        solve,
                        result.iterations(),
                        result.relativeResidual());
            }
        }
    }

    /** f = 3 π² sin πx sin πy sin πz + z e^(xy), row by row with what a row shares computed once. */
    private static void fill(Field f) {
        CartesianGrid grid = f.grid();
        double[] data = f.data();
        for (int k = 0; k < f.size(Axis.Z); k++) {
            double z = grid.coordinate(Axis.Z, Location.NODE, f.offset(Axis.Z) + k);
            for (int j = 0; j < f.size(Axis.Y); j++) {
                double y = grid.coordinate(Axis.Y, Location.NODE, f.offset(Axis.Y) + j);
                double sines = 3 * Math.PI * Math.PI * Math.sin(Math.PI * y) * Math.sin(Math.PI * z);
                for (int i = 0; i < f.size(Axis.X); i++) {
                    double x = grid.coordinate(Axis.X, Location.NODE, f.offset(Axis.X) + i);
                    data[f.index(i, j, k)] = sines * Math.sin(Math.PI * x) + z * Math.exp(x * y);
                }
            }
        }
        f.markWritten();
    }
}
