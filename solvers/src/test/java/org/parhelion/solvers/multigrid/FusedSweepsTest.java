package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.parhelion.mesh.stencil.Calculus.laplacian;

import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;

class FusedSweepsTest {
    @RankTest({1, 2})
    void onePassGivesTheBitsOfOneStageAfterTheOther(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (int n : new int[] {16, 21, 32}) {
                compare(world, location, n, 1, 1);
                compare(world, location, n, 2, 1);
                compare(world, location, n, 0, 2);
            }
        }
    }

    private static void compare(Communicator world, Location location, int n, int before, int after) {
        CartesianGrid grid = CartesianGrid.of(world, n, n + 3, n + 1);
        Field u = grid.field("u", location).boundary(Boundary.dirichlet(0));
        try (GridOperator a = GridOperator.of(u, laplacian(u).negate())) {
            double[] fused = cycles(a, before, after, true);
            double[] apart = cycles(a, before, after, false);
            assertArrayEquals(apart, fused, 0.0);
        }
    }

    private static double[] cycles(GridOperator a, int before, int after, boolean fused) {
        try (Multigrid multigrid =
                Multigrid.builder(a).sweeps(before, after).fused(fused).build()) {
            DistributedVector b = a.domain().vector("b");
            DistributedVector x = a.domain().vector("x");
            b.fillRandom(7);
            multigrid.preconditioner().apply(b, x);
            multigrid.solveOnce(x, b, 1);
            return b.data().clone();
        }
    }
}
