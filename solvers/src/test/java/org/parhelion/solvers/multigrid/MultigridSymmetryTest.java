package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.solvers.multigrid.MultigridProblems.cubes;
import static org.parhelion.solvers.multigrid.MultigridProblems.diffusion;
import static org.parhelion.solvers.multigrid.MultigridProblems.field;
import static org.parhelion.solvers.multigrid.MultigridProblems.poisson;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearOperator;

/**
 * The test of HPCG: |⟨x, A y⟩ − ⟨y, A x⟩| is a rounding error, and so is the same with M⁻¹ (J. Dongarra, M. Heroux, P. Luszczek,
 * HPCG technical specification, Sandia report SAND2013-8752, section 3.3); and M⁻¹ is positive.
 */
class MultigridSymmetryTest {
    private static void symmetric(LinearOperator a) {
        DistributedVector x = a.domain().vector("x");
        DistributedVector y = a.domain().vector("y");
        DistributedVector image = a.domain().vector("image");
        x.fillRandom(1);
        y.fillRandom(2);
        a.apply(y, image);
        double xay = x.dot(image);
        double size = x.norm() * image.norm();
        a.apply(x, image);
        assertEquals(xay, y.dot(image), 1e-13 * size, a.describe());
        assertTrue(x.dot(image) > 0, a.describe());
    }

    private static void symmetric(GridOperator a, MultigridBuilder settings) {
        symmetric(a);
        try (Multigrid multigrid = settings.build()) {
            symmetric(multigrid.preconditioner());
        }
    }

    @RankTest({1, 3})
    void withEverySmootherAndCycle(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, Boundary.dirichlet(0), 20, 14, 11);
        symmetric(a, Multigrid.builder(a).directUnknowns(10));
        symmetric(a, Multigrid.builder(a).sweeps(2, 2).cycle(Cycle.W).directUnknowns(10));
        symmetric(a, Multigrid.builder(a).smoother(Smoother.jacobi()));
        symmetric(a, Multigrid.builder(a).smoother(Smoother.chebyshev()).sweeps(2, 2));
        symmetric(a, Multigrid.builder(a).smoother(Smoother.lines(Axis.X, Axis.Z)));
    }

    @RankTest({1, 2})
    void onCellsOfOddGrids(Communicator world) {
        for (Boundary boundary :
                new Boundary[] {Boundary.dirichlet(0), Boundary.neumann(0), Boundary.robin(2, 1, 0), null}) {
            GridOperator a = poisson(world, Location.CELL, boundary, 13, 17, 7);
            symmetric(a, Multigrid.builder(a).directUnknowns(10));
        }
    }

    @RankTest({1, 2})
    void withCoefficientsThatJump(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            Field u = field(cubes(world, false, 21, 18), location, Boundary.dirichlet(0));
            Field k = u.grid().field("k", location);
            k.fill((x, y, z) -> 0.3 < x && x < 0.7 && 0.2 < y ? 1000 : 1);
            GridOperator a = diffusion(u, k);
            symmetric(a, Multigrid.builder(a).directUnknowns(10));
        }
    }
}
