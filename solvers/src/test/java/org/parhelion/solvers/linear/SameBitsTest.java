package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.VectorSpace.Reductions;

/** Every rank also solves the whole system alone. */
class SameBitsTest {
    private static final List<Function<LinearOperator, LinearSolver>> METHODS = List.of(
            Krylov::cg,
            Krylov::pipelinedCg,
            Krylov::bicgstab,
            Krylov::minres,
            Krylov::chebyshev,
            a -> Krylov.gmres(a, 12),
            a -> Krylov.fgmres(a, 12));

    /** The solution's numbers on this rank's part of the grid. */
    private static double[] values(DistributedVector x, IndexBox part) {
        Field u = x.field();
        double[] values = new double[(int) part.count()];
        int n = 0;
        for (int k = part.z0(); k < part.z1(); k++) {
            for (int j = part.y0(); j < part.y1(); j++) {
                for (int i = part.x0(); i < part.x1(); i++) {
                    values[n++] = u.get(i, j, k);
                }
            }
        }
        return values;
    }

    private static SolveResult solve(
            Function<LinearOperator, LinearSolver> method,
            LinearOperator a,
            boolean preconditioned,
            DistributedVector x) {
        LinearSolver solver = method.apply(a).stop(Stop.relative(1e-9).or(Stop.iterations(60)));
        if (preconditioned) {
            solver = solver.preconditioner(GridProblems.preconditioner(a));
        }
        return solver.solve(GridProblems.rightHandSide(a), x);
    }

    @RankTest({1, 2, 3, 4})
    void everyMethodGivesTheSameBitsAsOnOneRank(Communicator world) {
        try (Communicator alone = world.split(world.rank(), 0).orElseThrow()) {
            for (GridProblems problem : List.of(GridProblems.POISSON, GridProblems.NEUMANN)) {
                LinearOperator together = problem.on(world);
                LinearOperator whole = problem.on(alone);
                for (Function<LinearOperator, LinearSolver> method : METHODS) {
                    for (boolean preconditioned : new boolean[] {false, true}) {
                        DistributedVector x = together.domain().vector("x");
                        DistributedVector y = whole.domain().vector("x");
                        SolveResult many = solve(method, together, preconditioned, x);
                        SolveResult one = solve(method, whole, preconditioned, y);
                        String what = problem + ", " + preconditioned + ": " + many + " and alone " + one;
                        assertEquals(one.status(), many.status(), what);
                        assertArrayEquals(one.history(), many.history(), what);
                        assertEquals(one.residual(), many.residual(), what);
                        CartesianGrid grid = together.domain().prototype().grid();
                        IndexBox part = grid.owned(together.domain().prototype().location());
                        assertArrayEquals(values(y, part), values(x, part), what);
                    }
                }
            }
        }
    }

    @RankTest({1, 2, 3, 4})
    void fastReductionsComeCloseToReproducibleOnes(Communicator world) {
        for (Function<LinearOperator, LinearSolver> method : METHODS) {
            LinearOperator a = GridProblems.POISSON.on(world);
            List<SolveResult> results = Stream.of(Reductions.values())
                    .map(reductions -> {
                        LinearOperator same = new Reduced(a, a.domain().with(reductions));
                        DistributedVector x = same.domain().vector("x");
                        return method.apply(same)
                                .stop(Stop.relative(1e-9).or(Stop.iterations(200)))
                                .solve(GridProblems.rightHandSide(same), x);
                    })
                    .toList();
            assertEquals(results.get(0).iterations(), results.get(1).iterations(), 2, results.toString());
            assertEquals(1, results.get(1).history()[10] / results.get(0).history()[10], 1e-8, results.toString());
        }
    }

    private record Reduced(LinearOperator a, VectorSpace domain) implements LinearOperator {
        @Override
        public void apply(DistributedVector x, DistributedVector y) {
            a.apply(x, y);
        }
    }

    @RankTest({1, 2, 3, 4})
    void randomNumbersAreTheSameOnAnyNumberOfRanks(Communicator world) {
        LinearOperator a = GridProblems.HELMHOLTZ.on(world);
        DistributedVector v = a.domain().vector("v");
        v.fillRandom(5);
        assertEquals(-0x1.0p0, Math.floor(-v.largest()));
        try (Communicator alone = world.split(world.rank(), 0).orElseThrow()) {
            DistributedVector w = GridProblems.HELMHOLTZ.on(alone).domain().vector("w");
            w.fillRandom(5);
            IndexBox part = v.field().grid().owned(v.field().location());
            assertArrayEquals(values(w, part), values(v, part));
            assertEquals(w.norm(), v.norm());
            // of numbers spread evenly from −1 to 1 the mean square is 1/3
            assertEquals(1.0 / 3, v.dot(v) / a.domain().size(), 0.05);
        }
    }
}
