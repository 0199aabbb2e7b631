package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.solvers.multigrid.MultigridProblems.cubes;
import static org.parhelion.solvers.multigrid.MultigridProblems.field;
import static org.parhelion.solvers.multigrid.MultigridProblems.poisson;

import org.junit.jupiter.api.function.Executable;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.Stop;

/** Bad input ends in one clear message. */
class MultigridErrorsTest {
    private static void refused(String words, Executable work) {
        String message = assertThrows(IllegalArgumentException.class, work).getMessage();
        assertTrue(message.contains(words), message);
    }

    @RankTest(1)
    void aShiftThatMakesTheOperatorSingularIsSeenOnTheCoarsestGrid(Communicator world) {
        Field u = field(cubes(world, false, 8, 8), Location.NODE, Boundary.dirichlet(0));
        double sine = 2 * 8 * Math.sin(Math.PI / 16);
        GridOperator a = GridOperator.of(u, laplacian(u).negate().minus(u.times(2 * sine * sine)));
        refused("is singular", () -> Multigrid.builder(a).levels(1).build());
    }

    @RankTest({1, 2})
    void aRightHandSideOutsideTheRangeIsRefusedWithItsSize(Communicator world) {
        for (Location location : new Location[] {Location.CELL, Location.NODE}) {
            GridOperator a = poisson(world, location, Boundary.neumann(0), 16, 16);
            DistributedVector b = a.domain().vector("b");
            b.fill(1);
            try (Multigrid multigrid = Multigrid.of(a)) {
                LinearSolver solver =
                        multigrid.solver().stop(Stop.relative(1e-10).or(Stop.iterations(30)));
                DistributedVector x = a.domain().vector("x");
                refused("outside its range", () -> solver.solve(b, x));
                b.fillRandom(3);
                a.nullSpace().projectToRange(b);
                solver.solve(b, x).orThrow();
                assertEquals(0, a.nullSpace().basis().get(0).dot(x), 1e-12);
            }
        }
    }

    @RankTest(1)
    void redBlackIsOnlyForStars(Communicator world) {
        Field u = field(cubes(world, false, 32, 32), Location.NODE, Boundary.dirichlet(0));
        GridOperator a = GridOperator.of(u, laplacian(u, 4).negate());
        refused(
                "Smoother.chebyshev()",
                () -> Multigrid.builder(a).smoother(Smoother.redBlack()).build());
    }

    @RankTest(1)
    void linesAlongAnAxisThatTheGridLacks(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, Boundary.dirichlet(0), 32, 32);
        refused(
                "the grid is 2-D",
                () -> Multigrid.builder(a).smoother(Smoother.lines(Axis.Z)).build());
    }

    @RankTest(1)
    void tooFewLevelsForADirectSolve(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, Boundary.dirichlet(0), 100, 100);
        refused("allow more levels", () -> Multigrid.builder(a).levels(1).build());
    }

    @RankTest(1)
    void choicesThatMakeNoSense(Communicator world) {
        MultigridBuilder builder = Multigrid.builder(poisson(world, Location.NODE, Boundary.dirichlet(0), 16));
        refused("0 sweeps before and 0 after", () -> builder.sweeps(0, 0));
        refused("0 levels", () -> builder.levels(0));
        refused("0 unknowns", () -> builder.directUnknowns(0));
        refused("0 unknowns per rank", () -> builder.unknownsPerRank(0));
        refused("factor of 2.5", () -> Smoother.jacobi(2.5));
        refused("factor of -1.0", () -> Smoother.redBlack(-1));
    }

    @RankTest(1)
    void multigridTakesNoPreconditioner(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, Boundary.dirichlet(0), 16, 16);
        try (Multigrid multigrid = Multigrid.of(a)) {
            refused("takes no preconditioner", () -> multigrid.solver().preconditioner(multigrid.preconditioner()));
            refused(
                    "takes no preconditioner",
                    () -> multigrid.acceleratedSolver().preconditioner(multigrid.preconditioner()));
            assertTrue(multigrid.describe().startsWith("level 0, 16×16×1 cells on 1 rank"), multigrid.describe());
            assertTrue(multigrid.preconditioner().describe().contains("5-point operator, constant coefficients"));
        }
    }

    @RankTest({1, 2})
    void theHaloOfAVectorMayBeWiderThanTheOperatorNeeds(Communicator world) {
        GridOperator a = poisson(world, Location.NODE, Boundary.dirichlet(0), 24, 24);
        DistributedVector x = a.domain().vector("x");
        DistributedVector b = a.domain().vector("b");
        b.fillRandom(1);
        b.field().widenHalo(3);
        x.field().widenHalo(2);
        try (Multigrid multigrid = Multigrid.of(a)) {
            multigrid
                    .solver()
                    .stop(Stop.relative(1e-10).or(Stop.iterations(20)))
                    .solve(b, x)
                    .orThrow();
            DistributedVector y = a.domain().vector("y");
            Krylov.cg(a).preconditioner(multigrid.preconditioner()).solve(b, y).orThrow();
            x.addScaled(-1, y);
            assertEquals(0, x.norm() / y.norm(), 1e-7);
        }
    }
}
