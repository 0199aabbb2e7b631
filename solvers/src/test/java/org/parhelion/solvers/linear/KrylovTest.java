package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class KrylovTest {
    private static final Function<LinearOperator, LinearSolver> GMRES = a -> Krylov.gmres(a, 40);
    private static final Function<LinearOperator, LinearSolver> FGMRES = a -> Krylov.fgmres(a, 40);

    private static void assertSolves(
            Communicator world, GridProblems problem, List<Function<LinearOperator, LinearSolver>> methods) {
        for (Function<LinearOperator, LinearSolver> method : methods) {
            LinearOperator a = problem.on(world);
            DistributedVector exact = a.domain().vector("exact");
            exact.fillRandom(3);
            a.nullSpace().project(exact);
            DistributedVector b = a.domain().vector("b");
            a.apply(exact, b);
            for (boolean preconditioned : new boolean[] {false, true}) {
                LinearSolver solver = method.apply(a).stop(Stop.relative(1e-10).or(Stop.iterations(600)));
                if (preconditioned) {
                    solver = solver.preconditioner(GridProblems.preconditioner(a));
                }
                DistributedVector x = a.domain().vector("x");
                SolveResult result = solver.solve(b, x);
                String what = problem + (preconditioned ? ", preconditioned: " : ": ") + result;
                assertTrue(result.converged(), what);
                assertEquals(result.iterations() + 1, result.history().length, what);
                x.addScaled(-1, exact);
                assertEquals(0, x.norm() / exact.norm(), 1e-7, what);
            }
        }
    }

    @RankTest({1, 2, 3, 4})
    void definiteProblemsAreSolvedByEveryMethod(Communicator world) {
        assertSolves(
                world,
                GridProblems.POISSON,
                List.of(
                        Krylov::cg,
                        Krylov::pipelinedCg,
                        Krylov::bicgstab,
                        Krylov::minres,
                        Krylov::chebyshev,
                        GMRES,
                        FGMRES));
    }

    @RankTest({1, 2, 3, 4})
    void nonsymmetricProblemsAreSolvedByMethodsForThem(Communicator world) {
        assertSolves(world, GridProblems.CONVECTION, List.of(Krylov::bicgstab, GMRES, FGMRES));
    }

    @RankTest({1, 2, 3, 4})
    void indefiniteProblemsAreSolvedByMethodsForThem(Communicator world) {
        assertSolves(world, GridProblems.HELMHOLTZ, List.of(Krylov::minres, a -> Krylov.gmres(a, 100)));
    }

    @RankTest({1, 2, 3, 4})
    void singularProblemsHaveTheSolutionOrthogonalToTheNullSpace(Communicator world) {
        assertSolves(
                world,
                GridProblems.NEUMANN,
                List.of(
                        Krylov::cg,
                        Krylov::pipelinedCg,
                        Krylov::bicgstab,
                        Krylov::minres,
                        Krylov::chebyshev,
                        GMRES,
                        FGMRES));
    }
}
