package org.parhelion.examples.bench;

import static org.parhelion.mesh.stencil.Calculus.diffusion;
import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.mesh.stencil.Functions.x;
import static org.parhelion.mesh.stencil.Functions.y;
import static org.parhelion.mesh.stencil.Functions.z;

import java.util.Locale;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.multigrid.Multigrid;

/** Full multigrid in units of work, and cycles with constant and variable coefficients; see {@link PoissonRanks}. */
final class PoissonCycles {
    private final Communicator world;
    private final CartesianGrid grid;
    private final Field unknown;
    private final int repetitions;

    private PoissonCycles(Communicator world, int n, int repetitions) {
        this.world = world;
        this.grid = CartesianGrid.of(world, n + 1, n + 1, n + 1);
        this.unknown = grid.field("u", Location.NODE).boundary(Boundary.dirichlet(0));
        this.repetitions = repetitions;
    }

    static void measure(Communicator world, int n, int repetitions) {
        PoissonCycles cycles = new PoissonCycles(world, n, repetitions);
        cycles.full(n);
        cycles.cycle("constant", laplacian(cycles.unknown).negate());
        Expr coefficient = x().times(y()).times(z()).plus(1);
        cycles.cycle(
                "variable", diffusion(cycles.grid, coefficient, cycles.unknown).negate());
    }

    private double slowest(Runnable work) {
        world.barrier();
        long start = System.nanoTime();
        work.run();
        return world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
    }

    private void print(String line) {
        if (world.rank() == 0) {
            System.out.println(line);
        }
    }

    // u = sin πx sin πy sin πz; the discrete solution is u 3π²/λ with λ the eigenvalue of the differences
    private void full(int n) {
        try (GridOperator a = GridOperator.of(unknown, laplacian(unknown).negate());
                Multigrid multigrid = Multigrid.of(a)) {
            DistributedVector exact = a.domain().vector("exact");
            DistributedVector b = a.domain().vector("b");
            DistributedVector u = a.domain().vector("u");
            exact.field()
                    .fill((px, py, pz) -> Math.sin(Math.PI * px) * Math.sin(Math.PI * py) * Math.sin(Math.PI * pz));
            b.copyFrom(exact);
            b.scale(3 * Math.PI * Math.PI);
            Field r = grid.field("r", Location.NODE).boundary(Boundary.dirichlet(0));
            double sine = 2 * (n + 1) * Math.sin(Math.PI / 2 / (n + 1));
            double discretisation = Math.abs(Math.PI * Math.PI / (sine * sine) - 1) * exact.norm();
            try (Kernel residual = Kernel.of(Kernel.assign(r, b.field().plus(laplacian(u.field()))))) {
                double unit = Double.POSITIVE_INFINITY;
                for (int n1 = 0; n1 < 20 * repetitions; n1++) {
                    u.markWritten();
                    unit = Math.min(unit, slowest(residual::run));
                }
                for (int repetition = 0; repetition < 4 * repetitions; repetition++) {
                    double seconds = slowest(() -> multigrid.solveOnce(b, u, 1));
                    DistributedVector error = a.domain().vector("error");
                    error.copyFrom(u);
                    error.addScaled(-1, exact);
                    print(String.format(
                            Locale.ROOT, "full %.5f %.5f %.3f", seconds, unit, error.norm() / discretisation));
                }
            }
        }
    }

    private void cycle(String name, Expr image) {
        try (GridOperator a = GridOperator.of(unknown, image);
                Multigrid multigrid = Multigrid.of(a)) {
            DistributedVector b = a.domain().vector("b");
            DistributedVector z = a.domain().vector("z");
            b.fillRandom(1);
            LinearOperator inverse = multigrid.preconditioner();
            for (int repetition = 0; repetition < 3 * repetitions; repetition++) {
                double seconds = slowest(() -> inverse.apply(b, z));
                print(String.format(Locale.ROOT, "%s %.5f", name, seconds));
            }
        }
    }
}
