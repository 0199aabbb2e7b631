package org.parhelion.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.CsrBuilder;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;

class HpcgBenchmarkTest {
    private static double[] expected(String name) throws IOException {
        try (InputStream text = HpcgBenchmarkTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[1]))
                    .toArray();
        }
    }

    /** Ten digits at first; rounding errors grow from one step to the next while the residual itself falls. */
    private static void assertHistory(double[] expected, double[] history) {
        for (int n = 0; n < expected.length; n++) {
            assertEquals(expected[n], history[n], 1e-9 * expected[n] + 1e-13 * expected[0], "step " + n);
        }
    }

    @RankTest({1})
    void oneRankHasTheKnownResidualsWithAndWithoutMultigrid(Communicator world) throws IOException {
        HpcgProblem problem = HpcgProblem.of(world, 16, 16, 16);
        HpcgMultigrid multigrid = new HpcgMultigrid(problem, problem.matrix(), HpcgBenchmark.LEVELS);
        double[] with = expected("hpcg-1x16.csv");
        assertHistory(
                with, HpcgBenchmark.solve(problem, multigrid, with.length - 1).history());
        double[] without = expected("hpcg-1x16-plain.csv");
        assertHistory(
                without, HpcgBenchmark.solve(problem, null, without.length - 1).history());
    }

    @RankTest({8})
    void eightRanksHaveTheKnownResiduals(Communicator world) throws IOException {
        HpcgProblem problem = HpcgProblem.of(world, 16, 16, 16);
        HpcgMultigrid multigrid = new HpcgMultigrid(problem, problem.matrix(), HpcgBenchmark.LEVELS);
        double[] with = expected("hpcg-8x16.csv");
        assertHistory(
                with, HpcgBenchmark.solve(problem, multigrid, with.length - 1).history());
    }

    @RankTest({1, 2, 3, 4})
    void matrixAndMultigridAreSymmetricAsHpcgTestsIt(Communicator world) {
        HpcgProblem problem = HpcgProblem.of(world, 8, 16, 24);
        assertTrue(HpcgBenchmark.asymmetry(problem.matrix()) < 1);
        assertTrue(HpcgBenchmark.asymmetry(new HpcgMultigrid(problem, problem.matrix(), HpcgBenchmark.LEVELS)) < 1);
        assertTrue(problem.matrix().isSymmetric(0));
    }

    @RankTest({1, 2, 4, 6})
    void everyRowHasTheNeighboursOfItsPoint(Communicator world) {
        HpcgProblem problem = HpcgProblem.of(world, 2, 4, 6);
        int[] ranks = HpcgProblem.shape(world.size());
        long expected = (3L * 2 * ranks[0] - 2) * (3L * 4 * ranks[1] - 2) * (3L * 6 * ranks[2] - 2);
        assertEquals(expected, problem.matrix().entries());
        DistributedVector ones = problem.space().vector("ones");
        ones.fill(1);
        DistributedVector image = problem.space().vector("image");
        problem.matrix().apply(ones, image);
        assertArrayEquals(problem.rightHandSide().data(), image.data());
    }

    /** HPCG's TestCG: on a matrix with ten different, exaggerated diagonals CG needs about ten steps, with multigrid about one. */
    @RankTest({1})
    void exaggeratedDiagonalsNeedAsManyStepsAsHpcgAllows(Communicator world) {
        HpcgProblem problem = HpcgProblem.of(world, 16, 16, 16);
        CsrMatrix a = problem.matrix();
        DistributedVector diagonal = a.diagonal().orElseThrow();
        CsrBuilder added = CsrMatrix.builder(problem.space(), problem.space());
        DistributedVector b = problem.rightHandSide();
        for (int row = 0; row < diagonal.data().length; row++) {
            double scale = row < 9 ? (row + 2) * 1e6 : 1e6;
            added.add(row, row, diagonal.data()[row] * (scale - 1));
            b.data()[row] *= scale;
        }
        CsrMatrix exaggerated = a.combine(1, 1, added.build());
        LinearSolver cg = Krylov.cg(exaggerated).stop(Stop.reduction(1e-12).or(Stop.iterations(50)));
        SolveResult plain = cg.solve(b, problem.space().vector("x"));
        assertTrue(plain.converged() && plain.iterations() <= 12, plain.toString());
        SolveResult with = cg.preconditioner(new HpcgMultigrid(problem, exaggerated, HpcgBenchmark.LEVELS))
                .solve(b, problem.space().vector("x"));
        assertTrue(with.converged() && with.iterations() <= 2, with.toString());
    }
}
