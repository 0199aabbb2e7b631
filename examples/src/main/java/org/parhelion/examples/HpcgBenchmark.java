package org.parhelion.examples;

import java.util.Arrays;
import java.util.Locale;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;

/**
 * Conjugate gradients as in the HPCG benchmark (J. Dongarra, M. Heroux and P. Luszczek, International Journal of High Performance
 * Computing Applications 30(1), 2016): 50 steps on its 27-point problem with its 4-level multigrid, after its test of
 * symmetry. The arguments are a rank's points along x, y and z, multiples of 8.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.HpcgBenchmark -n 2 64 64 64</pre>
 */
public final class HpcgBenchmark {
    static final int LEVELS = 4;
    private static final int STEPS = 50;
    private static final String USAGE =
            "usage: HpcgBenchmark -n RANKS [NX NY NZ], multiples of 8, for example: -n 2 64 64 64";

    private HpcgBenchmark() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, words) -> {
            int[] points = points(words);
            HpcgProblem problem = HpcgProblem.of(world, points);
            HpcgMultigrid multigrid = new HpcgMultigrid(problem, problem.matrix(), LEVELS);
            double asymmetryOfA = asymmetry(problem.matrix());
            double asymmetryOfM = asymmetry(multigrid);
            solve(problem, multigrid, 5); // warms up
            world.barrier();
            SolveResult result = solve(problem, multigrid, STEPS);
            double seconds = world.allReduce(result.seconds(), ReduceOp.MAX);
            double operations = world.allReduce(operations(problem, multigrid), ReduceOp.SUM);
            boolean passed = asymmetryOfA < 1 && asymmetryOfM < 1 && result.relativeResidual() < 1;
            if (world.rank() == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "HPCG on %s ranks of %s points: %d rows%n",
                        words(HpcgProblem.shape(world.size())),
                        words(points),
                        problem.space().size());
                System.out.printf(
                        Locale.ROOT,
                        "departure from symmetry of A %.3f, of M %.3f, limit 1%n",
                        asymmetryOfA,
                        asymmetryOfM);
                System.out.printf(
                        Locale.ROOT,
                        "%d steps: %.3f s, %.3f GF/s, residual reduced to %.6e: %s%n",
                        STEPS,
                        seconds,
                        operations / seconds * 1e-9,
                        result.residual() / result.history()[0],
                        passed ? "PASSED" : "FAILED");
            }
            if (!passed) {
                throw new ExitCodeException(1, "HPCG: a test has failed");
            }
        });
    }

    private static String words(int[] sizes) {
        return sizes[0] + "x" + sizes[1] + "x" + sizes[2];
    }

    private static int[] points(String[] words) {
        if (words.length == 0) {
            return new int[] {32, 32, 32};
        }
        if (words.length != 3 || !Arrays.stream(words).allMatch(word -> word.matches("[0-9]{1,4}"))) {
            throw new ExitCodeException(ExitCodeException.BAD_INPUT, USAGE + "; got '" + String.join(" ", words) + "'");
        }
        int[] points = Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
        if (!Arrays.stream(points).allMatch(count -> count > 0 && count % 8 == 0)) {
            throw new ExitCodeException(ExitCodeException.BAD_INPUT, USAGE + "; got '" + String.join(" ", words) + "'");
        }
        return points;
    }

    /**
     * From zero, so many steps.
     *
     * @param inverse preconditioner, null for none
     */
    static SolveResult solve(HpcgProblem problem, LinearOperator inverse, int steps) {
        LinearSolver cg = Krylov.cg(problem.matrix()).stop(Stop.iterations(steps));
        return (inverse == null ? cg : cg.preconditioner(inverse))
                .solve(problem.rightHandSide(), problem.space().vector("x"));
    }

    /** HPCG's departure from symmetry, |⟨x, A y⟩ − ⟨y, A x⟩| / (2 ‖x‖ ‖y‖ ‖A‖ ε) with ‖A‖ taken as 52. */
    static double asymmetry(LinearOperator a) {
        Communicator world = a.domain().communicator();
        RandomStream random = new RandomStream(2 * world.rank() + 314159265L);
        DistributedVector x = a.domain().vector("x");
        DistributedVector y = a.domain().vector("y");
        DistributedVector image = a.domain().vector("image");
        Arrays.setAll(x.data(), n -> random.next());
        Arrays.setAll(y.data(), n -> random.next());
        a.apply(y, image);
        double xy = x.dot(image);
        a.apply(x, image);
        double yx = y.dot(image);
        return Math.abs(xy - yx) / (2 * x.norm() * y.norm() * 52 * Math.ulp(1.0));
    }

    private static double operations(HpcgProblem problem, HpcgMultigrid multigrid) {
        double rows = problem.space().localSize();
        double entries = problem.matrix().values().length;
        return (3 * STEPS + 1) * 4 * rows + (STEPS + 1) * 2 * entries + STEPS * multigrid.operations();
    }
}
