package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.dxy;
import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.mesh.stencil.Functions.y;
import static org.parhelion.solvers.multigrid.MultigridProblems.convergenceFactor;
import static org.parhelion.solvers.multigrid.MultigridProblems.cubes;
import static org.parhelion.solvers.multigrid.MultigridProblems.field;
import static org.parhelion.solvers.multigrid.MultigridProblems.poisson;
import static org.parhelion.solvers.multigrid.MultigridProblems.rough;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;

/**
 * Convergence factors against those of two-grid Fourier analysis: U. Trottenberg, C. Oosterlee, A. Schüller, Multigrid
 * (2001), tables 4.1 to 4.5: red–black Gauss–Seidel with full weighting in two dimensions 0.074 for W(1,1), damped Jacobi
 * 0.36; in three dimensions 0.20.
 */
class MultigridConvergenceTest {
    private static final Boundary WALL = Boundary.dirichlet(0);

    private static void atMost(double bound, GridOperator a, MultigridBuilder settings) {
        double factor = convergenceFactor(a, settings, 9);
        assertTrue(factor <= bound, a.describe() + ": " + factor + ", not " + bound);
    }

    @RankTest({1, 2})
    void nodesInThePlaneConvergeAsTheTextbookSays(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, WALL, 64, 64);
        atMost(0.12, a, Multigrid.builder(a).smoother(Smoother.redBlack(1)));
        atMost(0.075, a, Multigrid.builder(a).smoother(Smoother.redBlack(1)).cycle(Cycle.W));
        atMost(0.075, a, Multigrid.builder(a).smoother(Smoother.redBlack(1)).cycle(Cycle.F));
        atMost(0.08, a, Multigrid.builder(a));
        atMost(0.36, a, Multigrid.builder(a).smoother(Smoother.jacobi()));
        atMost(0.15, a, Multigrid.builder(a).smoother(Smoother.chebyshev()).sweeps(2, 2));
    }

    @RankTest({1, 2})
    void nodesInSpace(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, WALL, 32, 32, 32);
        atMost(0.21, a, Multigrid.builder(a).smoother(Smoother.redBlack(1)));
        atMost(0.1, a, Multigrid.builder(a));
    }

    @RankTest({1, 2})
    void cells(Communicator world) {
        GridOperator plane = poisson(world, Location.CELL, WALL, 64, 64);
        atMost(0.15, plane, Multigrid.builder(plane));
        GridOperator space = poisson(world, Location.CELL, WALL, 24, 24, 24);
        atMost(0.2, space, Multigrid.builder(space));
    }

    @RankTest(1)
    void allBoundariesConvergeAlike(Communicator world) {
        Boundary[] boundaries = {
            Boundary.neumann(0),
            Boundary.robin(1, 1, 0),
            Boundary.robin(5, 0.1, 0),
            Boundary.symmetry(),
            Boundary.antisymmetry(),
            Boundary.outflow(),
            null
        };
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (Boundary boundary : boundaries) {
                GridOperator a = poisson(world, location, boundary, 48, 48);
                atMost(location == Location.NODE ? 0.1 : 0.16, a, Multigrid.builder(a));
            }
        }
    }

    @RankTest(1)
    void robinThatVariesAlongTheWall(Communicator world) {
        Field u = cubes(world, false, 48, 48).field("u");
        u.boundary(Boundary.robin(y(), Expr.constant(1), Expr.constant(1)));
        GridOperator a = poisson(u);
        atMost(0.16, a, Multigrid.builder(a));
    }

    @RankTest(1)
    void oddEvenAndPrimeSizes(Communicator world) {
        int[][] sizes = {{37, 53}, {63, 65}, {30, 31, 29}, {17, 17, 17}, {101, 7}, {257}};
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (int[] cells : sizes) {
                for (Boundary boundary : new Boundary[] {WALL, Boundary.neumann(0), null}) {
                    GridOperator a = poisson(world, location, boundary, cells);
                    atMost(0.3, a, Multigrid.builder(a));
                }
            }
        }
    }

    @RankTest(1)
    void aPositiveShiftOnlyHelps(Communicator world) {
        for (double shift : new double[] {1, 100, 1e5}) {
            Field u = field(cubes(world, false, 48, 40), Location.CELL, Boundary.neumann(0));
            GridOperator a = GridOperator.of(u, u.times(shift).minus(laplacian(u)));
            atMost(0.16, a, Multigrid.builder(a));
        }
    }

    @RankTest(1)
    void theSignOfTheOperatorDoesNotMatter(Communicator world) {
        Field u = field(cubes(world, false, 48, 48), Location.NODE, WALL);
        GridOperator a = GridOperator.of(u, laplacian(u));
        atMost(0.08, a, Multigrid.builder(a));
    }

    @RankTest({1, 3})
    void stencilsThatReachFurtherTakeChebyshev(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            Field u = field(cubes(world, false, 32, 40), location, WALL);
            GridOperator fourth = GridOperator.of(u, laplacian(u, 4).negate());
            atMost(0.35, fourth, Multigrid.builder(fourth).sweeps(2, 2));
            Field k = u.grid().field("k");
            k.fill((x, y, z) -> 1 + 0.5 * Math.sin(5 * x + 3 * y));
            if (location == Location.CELL) {
                GridOperator mixed =
                        GridOperator.of(u, laplacian(u).negate().times(k).plus(dxy(u).times(0.5)));
                atMost(0.5, mixed, Multigrid.builder(mixed).sweeps(2, 2));
            }
        }
    }

    @RankTest(
            value = {1, 2, 4},
            timeoutSeconds = 60)
    void theNumberOfCyclesDoesNotDependOnTheSize(Communicator world) {
        List<Integer> cycles = new ArrayList<>();
        for (int n : new int[] {16, 32, 64}) {
            GridOperator a = poisson(world, Location.NODE, WALL, n, n, n);
            DistributedVector x = a.domain().vector("x");
            DistributedVector b = a.domain().vector("b");
            b.field().fill(rough());
            try (Multigrid multigrid = Multigrid.of(a)) {
                SolveResult result = multigrid
                        .solver()
                        .stop(Stop.relative(1e-8).or(Stop.iterations(30)))
                        .solve(b, x);
                assertTrue(result.converged(), result.toString());
                cycles.add(result.iterations());
            }
        }
        assertTrue(cycles.get(2) <= 9, cycles.toString());
        assertEquals(cycles.get(1), cycles.get(2), 1, cycles.toString());
    }
}
