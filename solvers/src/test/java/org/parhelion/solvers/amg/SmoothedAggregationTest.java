package org.parhelion.solvers.amg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.NullSpace;
import org.parhelion.solvers.linear.RowPartition;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;
import org.parhelion.solvers.linear.VectorSpace;
import org.parhelion.solvers.multigrid.Cycle;

class SmoothedAggregationTest {
    private static final Stop STOP = Stop.relative(1e-8).or(Stop.iterations(300));

    private static SolveResult solve(CsrMatrix a, SmoothedAggregation amg) {
        DistributedVector x = a.domain().vector("x");
        DistributedVector b = Problems.random(a.domain(), 1);
        a.nullSpace().project(b);
        return Krylov.cg(a).preconditioner(amg.preconditioner()).stop(STOP).solve(b, x);
    }

    private static int iterations(CsrMatrix a, SmoothedAggregationBuilder settings) {
        try (SmoothedAggregation amg = settings.build()) {
            return solve(a, amg).orThrow().iterations();
        }
    }

    @RankTest(
            value = {1},
            timeoutSeconds = 120)
    void iterationsHardlyGrowWithTheNumberOfUnknowns(Communicator world) {
        int coarse = iterations(world, 15);
        int middle = iterations(world, 31);
        int fine = iterations(world, 63);
        assertTrue(coarse >= 6 && coarse <= 11, "15^3: " + coarse);
        assertTrue(middle <= coarse + 3, "15^3: " + coarse + ", 31^3: " + middle);
        assertTrue(fine <= middle + 2, "31^3: " + middle + ", 63^3: " + fine);
    }

    private static int iterations(Communicator world, int n) {
        CsrMatrix a = Problems.poisson(world, n);
        try (SmoothedAggregation amg = SmoothedAggregation.of(a)) {
            assertTrue(amg.operatorComplexity() < 1.6, amg.describe());
            return solve(a, amg).orThrow().iterations();
        }
    }

    @RankTest({1, 2, 3, 4})
    void levelsAndSolutionsHaveTheBitsOfOneRank(Communicator world) {
        int[] cells = {13, 11, 9};
        for (long seed = 1; seed <= 3; seed++) {
            SolveResult[] results = new SolveResult[2];
            String[] levels = new String[2];
            DistributedVector[] x = new DistributedVector[2];
            for (int n = 0; n < 2; n++) {
                Communicator ranks = n == 0 ? world : Problems.alone(world);
                VectorSpace space = Problems.unevenly(ranks, 13 * 11 * 9, 1, seed);
                Problems.Conductivity jumps = (i, j, k) -> (i / 3 + j / 4 + k / 2) % 2 == 0 ? 1 : 30;
                CsrMatrix a = Problems.diffusion(space, cells, true, jumps, 1, 2, 0.1);
                Cycle cycle = seed == 2 ? Cycle.W : Cycle.V;
                SmoothedAggregationBuilder settings = SmoothedAggregation.builder(a)
                        .directUnknowns(5)
                        .unknownsPerRank(50)
                        .cycle(cycle);
                try (SmoothedAggregation amg = settings.build()) {
                    levels[n] = amg.describe().replaceAll(" on .*", "");
                    x[n] = space.vector("x");
                    LinearSolver cg = Krylov.cg(a).preconditioner(amg.preconditioner());
                    results[n] =
                            cg.stop(STOP).solve(Problems.random(space, 1), x[n]).orThrow();
                }
            }
            assertEquals(levels[1], levels[0]);
            assertEquals(results[1].iterations(), results[0].iterations());
            assertEquals(results[1].residual(), results[0].residual());
            int first = (int) x[0].space().firstRow();
            for (int i = 0; i < x[0].space().localSize(); i++) {
                assertEquals(x[1].data()[first + i], x[0].data()[i]);
            }
        }
    }

    @RankTest({1, 3})
    void coarseLevelsMoveToFewerRanks(Communicator world) {
        CsrMatrix a = Problems.poisson(world, 16);
        try (SmoothedAggregation amg = SmoothedAggregation.builder(a)
                .directUnknowns(20)
                .unknownsPerRank(200)
                .build()) {
            String[] lines = amg.describe().split("\n");
            assertEquals(3, amg.levels(), amg.describe());
            assertTrue(lines[0].matches("level 0, 4096 rows, 27136 elements on " + world.size() + " ranks?"), lines[0]);
            assertTrue(lines[1].endsWith(world.size() == 1 ? "on 1 rank" : "on 2 ranks"), lines[1]);
            assertTrue(lines[2].endsWith("on 1 rank"), lines[2]);
        }
    }

    /** The test of HPCG: |⟨x, M⁻¹ y⟩ − ⟨M⁻¹ x, y⟩| against the size of the operator. */
    @RankTest({1, 2, 4})
    void theInverseIsSymmetric(Communicator world) {
        CsrMatrix a = Problems.poisson(world, 12);
        for (Cycle cycle : Cycle.values()) {
            for (int degree = 1; degree <= 3; degree++) {
                SmoothedAggregationBuilder settings = SmoothedAggregation.builder(a)
                        .directUnknowns(10)
                        .cycle(cycle)
                        .degree(degree);
                try (SmoothedAggregation amg = settings.build()) {
                    LinearOperator m = amg.preconditioner();
                    DistributedVector x = Problems.random(a.domain(), 3);
                    DistributedVector y = Problems.random(a.domain(), 4);
                    DistributedVector mx = a.domain().vector("M x");
                    DistributedVector my = a.domain().vector("M y");
                    m.apply(x, mx);
                    m.apply(y, my);
                    assertTrue(x.dot(mx) > 0);
                    assertEquals(y.dot(mx), x.dot(my), 1e-13 * x.norm() * my.norm());
                }
            }
        }
    }

    @RankTest({1, 2})
    void cyclesAloneConverge(Communicator world) {
        CsrMatrix a = Problems.poisson(world, 20);
        DistributedVector exact = Problems.random(a.domain(), 5);
        DistributedVector b = a.range().vector("b");
        a.apply(exact, b);
        int[] steps = new int[2];
        for (Cycle cycle : new Cycle[] {Cycle.V, Cycle.W}) {
            DistributedVector x = a.domain().vector("x");
            try (SmoothedAggregation amg = SmoothedAggregation.builder(a)
                    .directUnknowns(10)
                    .cycle(cycle)
                    .build()) {
                SolveResult result = amg.solver()
                        .stop(Stop.relative(1e-10).or(Stop.iterations(60)))
                        .solve(b, x)
                        .orThrow();
                steps[cycle.ordinal()] = result.iterations();
            }
            x.addScaled(-1, exact);
            assertEquals(0, x.norm() / exact.norm(), 1e-7);
        }
        assertTrue(steps[1] <= steps[0], steps[0] + " V cycles, " + steps[1] + " W cycles");
        assertTrue(steps[0] < 35, steps[0] + " V cycles");
    }

    @RankTest({1, 3})
    void aggregatesFollowStrongTies(Communicator world) {
        VectorSpace space = RowPartition.evenly(world, 60 * 60);
        CsrMatrix a = Problems.diffusion(space, new int[] {60, 60, 1}, true, (i, j, k) -> 1, 1, 1e-3, 0);
        int following = iterations(a, SmoothedAggregation.builder(a).directUnknowns(50));
        int blind =
                iterations(a, SmoothedAggregation.builder(a).directUnknowns(50).strength(0));
        assertTrue(following <= 14, following + " iterations");
        assertTrue(blind > 2 * following, blind + " iterations without regard to ties, else " + following);
    }

    @RankTest({1, 4})
    void jumpingCoefficientsDoLittleHarm(Communicator world) {
        int[] cells = {20, 20, 20};
        VectorSpace space = RowPartition.evenly(world, 8000);
        Problems.Conductivity jumps = (i, j, k) -> (i / 5 + j / 5 + k / 5) % 2 == 0 ? 1 : 1000;
        CsrMatrix smooth = Problems.diffusion(space, cells, true, (i, j, k) -> 1, 1, 1, 1);
        CsrMatrix rough = Problems.diffusion(space, cells, true, jumps, 1, 1, 1);
        int expected = iterations(smooth, SmoothedAggregation.builder(smooth).directUnknowns(50));
        int found = iterations(rough, SmoothedAggregation.builder(rough).directUnknowns(50));
        assertTrue(found <= 2 * expected, found + " iterations, " + expected + " without jumps");
    }

    @RankTest({1, 2, 3})
    void aSingularNeumannProblemIsSolvedWithoutItsConstants(Communicator world) {
        VectorSpace space = RowPartition.evenly(world, 14 * 15 * 16);
        CsrMatrix a = Problems.diffusion(space, new int[] {14, 15, 16}, false, (i, j, k) -> 1, 1, 1, 1)
                .withNullSpace(NullSpace.constants(space));
        DistributedVector exact = Problems.random(space, 6);
        a.nullSpace().project(exact);
        DistributedVector b = space.vector("b");
        a.apply(exact, b);
        for (int direct : new int[] {20, 500}) {
            DistributedVector x = space.vector("x");
            try (SmoothedAggregation amg =
                    SmoothedAggregation.builder(a).directUnknowns(direct).build()) {
                SolveResult result = Krylov.cg(a)
                        .preconditioner(amg.preconditioner())
                        .stop(STOP)
                        .solve(b, x)
                        .orThrow();
                assertTrue(result.iterations() <= 13, result.toString());
            }
            x.addScaled(-1, exact);
            assertEquals(0, x.norm() / exact.norm(), 1e-6);
            assertEquals(0, a.nullSpace().component(x), 1e-10 * exact.norm());
        }
    }

    @RankTest({1, 2})
    void matricesOfTheHarwellBoeingSetConverge(Communicator world) {
        for (String name : new String[] {"494_bus", "bcsstk01"}) {
            CsrMatrix a = Problems.market(world, name);
            DistributedVector exact = Problems.random(a.domain(), 7);
            DistributedVector b = a.range().vector("b");
            a.apply(exact, b);
            DistributedVector x = a.domain().vector("x");
            try (SmoothedAggregation amg =
                    SmoothedAggregation.builder(a).directUnknowns(10).build()) {
                assertTrue(amg.levels() > 1, amg.describe());
                SolveResult with = Krylov.cg(a)
                        .preconditioner(amg.preconditioner())
                        .stop(STOP)
                        .solve(b, x)
                        .orThrow();
                SolveResult without =
                        Krylov.cg(a).stop(STOP).solve(b, a.domain().vector("x"));
                assertTrue(3 * with.iterations() < without.iterations(), name + ": " + with + "; without: " + without);
            }
        }
    }
}
