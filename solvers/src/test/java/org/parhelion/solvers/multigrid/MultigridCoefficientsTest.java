package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.solvers.multigrid.MultigridProblems.anisotropic;
import static org.parhelion.solvers.multigrid.MultigridProblems.convergenceFactor;
import static org.parhelion.solvers.multigrid.MultigridProblems.cubes;
import static org.parhelion.solvers.multigrid.MultigridProblems.diffusion;
import static org.parhelion.solvers.multigrid.MultigridProblems.field;
import static org.parhelion.solvers.multigrid.MultigridProblems.poisson;
import static org.parhelion.solvers.multigrid.MultigridProblems.rough;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;

/** Anisotropy, stretched grids and coefficients that vary or jump. */
class MultigridCoefficientsTest {
    private static final Boundary WALL = Boundary.dirichlet(0);

    private static void atMost(double bound, GridOperator a, MultigridBuilder settings) {
        double factor = convergenceFactor(a, settings, 9);
        assertTrue(factor <= bound, a.describe() + ": " + factor + ", not " + bound);
    }

    @RankTest({1, 2})
    void axesWithWeakTiesAreNotCoarsened(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (double ratio : new double[] {1e-3, 0.1, 1e3}) {
                GridOperator plane = anisotropic(field(cubes(world, false, 48, 37), location, WALL), ratio);
                atMost(0.25, plane, Multigrid.builder(plane));
                GridOperator space = anisotropic(field(cubes(world, false, 20, 16, 17), location, WALL), ratio);
                atMost(0.3, space, Multigrid.builder(space));
            }
        }
    }

    @RankTest({1, 2})
    void linesAlongTheStrongAxisAreTheOtherWay(Communicator world) {
        for (Boundary boundary : new Boundary[] {WALL, Boundary.neumann(0), null}) {
            GridOperator weak =
                    anisotropic(field(cubes(world, boundary == null, 48, 37), Location.CELL, boundary), 1e-3);
            atMost(0.12, weak, Multigrid.builder(weak).smoother(Smoother.lines(Axis.Y)));
            GridOperator strong =
                    anisotropic(field(cubes(world, boundary == null, 37, 48), Location.NODE, boundary), 1e3);
            atMost(0.12, strong, Multigrid.builder(strong).smoother(Smoother.lines(Axis.X)));
        }
    }

    @RankTest({1, 2})
    void linesAlongBothAxesSuitStretchedGrids(Communicator world) {
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(48, 37)
                .stretched(Axis.X, s -> s + 0.1 * Math.sin(2 * Math.PI * s))
                .stretched(Axis.Y, s -> s + 0.12 * Math.sin(2 * Math.PI * s))
                .build();
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            GridOperator a = poisson(field(grid, location, WALL));
            atMost(0.1, a, Multigrid.builder(a).smoother(Smoother.lines(Axis.X, Axis.Y)));
            atMost(0.8, a, Multigrid.builder(a));
        }
    }

    @RankTest({1, 3})
    void aCoefficientOfOneChangesNothing(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (Boundary boundary : new Boundary[] {WALL, Boundary.neumann(0), Boundary.robin(1, 1, 0), null}) {
                Field u = field(cubes(world, boundary == null, 29, 34), location, boundary);
                Field one = u.grid().field("one", location);
                one.fill(1);
                GridOperator constant = poisson(u);
                GridOperator variable = GridOperator.of(u, laplacian(u).negate().times(one));
                double expected = convergenceFactor(constant, Multigrid.builder(constant), 8);
                assertEquals(expected, convergenceFactor(variable, Multigrid.builder(variable), 8), 0.002);
            }
        }
    }

    @RankTest(
            value = {1, 4},
            timeoutSeconds = 60)
    void jumpsOfAThousandCostFewStepsOfConjugateGradients(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (int[] cells : new int[][] {{64, 64}, {45, 53}, {24, 20, 21}}) {
                Field u = field(cubes(world, false, cells), location, WALL);
                Field k = u.grid().field("k", location);
                k.fill((x, y, z) -> 0.3 < x && x < 0.7 && 0.25 < y && y < 0.8 ? 1000 : 1);
                GridOperator a = diffusion(u, k);
                try (Multigrid multigrid = Multigrid.of(a)) {
                    DistributedVector x = a.domain().vector("x");
                    DistributedVector b = a.domain().vector("b");
                    b.field().fill(rough());
                    SolveResult result = Krylov.cg(a)
                            .preconditioner(multigrid.preconditioner())
                            .stop(Stop.relative(1e-8).or(Stop.iterations(50)))
                            .solve(b, x);
                    assertTrue(result.converged() && result.iterations() <= 20, result.toString());
                }
            }
        }
    }

    private static SolveResult solved(LinearSolver solver, DistributedVector x) {
        GridOperator a = (GridOperator) solver.setup().operator();
        DistributedVector b = a.range().vector("b");
        b.field().fill(rough());
        return solver.stop(Stop.relative(1e-8).or(Stop.iterations(100))).solve(b, x);
    }

    @RankTest({1, 2})
    void conjugateGradientsGoOnWhereCyclesAreSlow(Communicator world) {
        Field u = field(cubes(world, false, 32, 32, 32), Location.CELL, WALL);
        Field k = u.grid().field("k", Location.CELL);
        k.fill((x, y, z) -> Math.hypot(x - 0.5, y - 0.4) < 0.23 ? 1000 : 1);
        GridOperator a = diffusion(u, k);
        try (Multigrid multigrid = Multigrid.of(a)) {
            SolveResult plain = solved(multigrid.solver(), a.domain().vector("x"));
            SolveResult accelerated =
                    solved(multigrid.acceleratedSolver(), a.domain().vector("x"));
            assertTrue(accelerated.converged(), accelerated.toString());
            assertTrue(accelerated.iterations() < 0.8 * plain.iterations(), accelerated + " beside " + plain);
        }
    }

    @RankTest({1, 2})
    void cyclesThatAreQuickGoOnToTheEnd(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, WALL, 24, 20, 18);
        try (Multigrid multigrid = Multigrid.of(a)) {
            DistributedVector x = a.domain().vector("x");
            DistributedVector y = a.domain().vector("x");
            SolveResult plain = solved(multigrid.solver(), x);
            SolveResult accelerated = solved(multigrid.acceleratedSolver(), y);
            assertEquals(plain.iterations(), accelerated.iterations());
            assertEquals(FieldDigest.of(x.field()), FieldDigest.of(y.field()));
        }
    }

    @RankTest(1)
    void smoothCoefficientsConvergeAsConstantOnes(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            Field u = field(cubes(world, false, 48, 48), location, WALL);
            Field k = u.grid().field("k", location);
            k.fill((x, y, z) -> 1 + 0.5 * Math.sin(6 * x) * Math.cos(5 * y));
            GridOperator a = diffusion(u, k);
            atMost(0.16, a, Multigrid.builder(a));
        }
    }

    @RankTest(1)
    void oneThinAxisDoesNoHarm(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (Boundary boundary : new Boundary[] {WALL, Boundary.neumann(0), null}) {
                if (location == Location.NODE && boundary == WALL) {
                    continue; // one cell between walls has no node that is free
                }
                GridOperator a = poisson(world, location, boundary, 40, 1, 30);
                atMost(0.25, a, Multigrid.builder(a));
            }
        }
    }
}
