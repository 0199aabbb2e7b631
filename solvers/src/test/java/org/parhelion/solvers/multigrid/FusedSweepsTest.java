package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.parhelion.mesh.stencil.Calculus.laplacian;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.Stop;

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

    @RankTest({1, 2, 3, 4})
    void onePassGivesTheSameBitsInManyBandsAcrossCutsAndSeamsAndInThePlane(Communicator world) {
        compare(box(world, 200, 1500, 2), Location.NODE, 1, 1);
        compare(box(world, 20, 461, 9), Location.CELL, 1, 2);
        compare(box(world, 55, 33, 36), Location.NODE, 1, 1);
        compare(CartesianGrid.of(world, 60, 61), Location.CELL, 1, 1);
        CartesianGrid seams = CartesianGrid.builder(world)
                .cells(20, 22, 24)
                .periodic(Axis.Y)
                .periodic(Axis.Z)
                .build();
        compare(seams, Location.CELL, 1, 1);
    }

    private static CartesianGrid box(Communicator world, int nx, int ny, int nz) {
        return CartesianGrid.builder(world)
                .cells(nx, ny, nz)
                .extent(Axis.X, 0, nx)
                .extent(Axis.Y, 0, ny)
                .extent(Axis.Z, 0, nz)
                .build();
    }

    private static void compare(Communicator world, Location location, int n, int before, int after) {
        compare(CartesianGrid.of(world, n, n + 3, n + 1), location, before, after);
    }

    private static void compare(CartesianGrid grid, Location location, int before, int after) {
        Field u = grid.field("u", location).boundary(Boundary.dirichlet(0));
        try (GridOperator a = GridOperator.of(u, laplacian(u).negate())) {
            assertArrayEquals(cycles(a, before, after, false), cycles(a, before, after, true), 0.0);
            assertArrayEquals(residuals(a, before, after, false), residuals(a, before, after, true), 0.0);
        }
    }

    private static double[] residuals(GridOperator a, int before, int after, boolean fused) {
        try (Multigrid multigrid =
                Multigrid.builder(a).sweeps(before, after).fused(fused).build()) {
            DistributedVector b = a.domain().vector("b");
            b.fillRandom(3);
            return multigrid
                    .solver()
                    .stop(Stop.iterations(3))
                    .solve(b, a.domain().vector("x"))
                    .history();
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
