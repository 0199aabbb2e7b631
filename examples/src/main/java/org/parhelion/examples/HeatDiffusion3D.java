package org.parhelion.examples;

import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.mesh.stencil.Kernel.assign;

import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.FieldStatistics;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mpi.Parallel;

/**
 * Heat spreads from a hot ball in a cold-walled cube: a distributed 3-D solver with no message in sight.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.HeatDiffusion3D -n 2</pre>
 */
public final class HeatDiffusion3D {
    private HeatDiffusion3D() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            var grid = CartesianGrid.of(world, 64, 64, 64);
            var temperature = grid.field("T").boundary(Boundary.dirichlet(0));
            var next = grid.field("next");
            temperature.fill((x, y, z) -> Math.hypot(Math.hypot(x - 0.5, y - 0.5), z - 0.5) < 0.2 ? 100 : 0);
            double step = 0.15 / (64 * 64); // h²/6 is the limit
            Kernel heat = Kernel.of(
                    assign(next, temperature.plus(laplacian(temperature).times(step))));
            for (int n = 0; n < 500; n++) {
                heat.run();
                temperature.swap(next);
            }
            var statistics = FieldStatistics.of(temperature);
            if (world.rank() == 0) {
                System.out.printf("T after 500 steps: max %.6f, mean %.6f%n", statistics.max(), statistics.mean());
            }
        });
    }
}
