package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.laplacian;

import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class GridOperatorTest {
    @RankTest({1, 2, 3, 4})
    void aSineSolvesPoissonWithItsDiscreteEigenvalue(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 12, 10, 8);
        Field u = grid.field("u", Location.NODE).boundary(Boundary.dirichlet(0));
        GridOperator a = GridOperator.of(u, laplacian(u).negate());
        DistributedVector x = a.domain().vector("x");
        DistributedVector b = a.domain().vector("b");
        b.field().fill((px, py, pz) -> Math.sin(Math.PI * px) * Math.sin(Math.PI * py) * Math.sin(Math.PI * pz));
        SolveResult result =
                Krylov.cg(a).stop(Stop.relative(1e-12).or(Stop.iterations(50))).solve(b, x);
        assertTrue(result.converged(), result.toString());
        double lambda = eigenvalue(12) + eigenvalue(10) + eigenvalue(8);
        x.addScaled(-1 / lambda, b);
        assertEquals(0, x.norm() * lambda / b.norm(), 1e-11);
    }

    @RankTest({2})
    void blocksStoredOtherwiseAreRefused(Communicator world) {
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(16, 8)
                .ranks(2, 1)
                .storageFollowsCuts()
                .build();
        Field u = grid.field("u").boundary(Boundary.dirichlet(0));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> GridOperator.of(u, laplacian(u)));
        assertEquals(
                "field u is stored with y as the fastest axis, but linear solvers need x; make the grid without storage()"
                        + " and storageFollowsCuts()",
                refusal.getMessage());
    }

    private static double eigenvalue(int cells) {
        double sine = 2 * cells * Math.sin(Math.PI / 2 / cells);
        return sine * sine;
    }
}
