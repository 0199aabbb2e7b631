package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.laplacian;

import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;

class MultigridTest {
    @RankTest({1, 2, 3, 4})
    void aSineSolvesPoissonOnNodes(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 32, 32, 32);
        Field u = grid.field("u", Location.NODE).boundary(Boundary.dirichlet(0));
        GridOperator a = GridOperator.of(u, laplacian(u).negate());
        DistributedVector x = a.domain().vector("x");
        DistributedVector b = a.domain().vector("b");
        b.field().fill((px, py, pz) -> Math.sin(Math.PI * px) * Math.sin(Math.PI * py) * Math.sin(Math.PI * pz));
        try (Multigrid multigrid = Multigrid.builder(a).unknownsPerRank(200).build()) {
            SolveResult result = multigrid
                    .solver()
                    .stop(Stop.relative(1e-10).or(Stop.iterations(20)))
                    .solve(b, x);
            assertTrue(result.converged(), result.toString());
        }
        double sine = 64 * Math.sin(Math.PI / 64);
        double lambda = 3 * sine * sine;
        x.addScaled(-1 / lambda, b);
        assertEquals(0, x.norm() * lambda / b.norm(), 1e-9);
    }
}
