package org.parhelion.examples;

import java.util.Locale;
import java.util.SplittableRandom;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.dense.DenseOps;
import org.parhelion.solvers.dense.DistributedLu;
import org.parhelion.solvers.dense.DistributedMatrix;
import org.parhelion.solvers.dense.ProcessGrid;
import org.parhelion.solvers.dense.Residuals;

/**
 * Solves a random dense system of n equations as the Linpack benchmark does: words n, block and, if wished, the process grid.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.DenseSolve -n 2 4000 128 1x2</pre>
 */
public final class DenseSolve {
    private static final String USAGE = "usage: DenseSolve -n RANKS N BLOCK [ROWSxCOLUMNS]";

    private DenseSolve() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, words) -> {
            if (words.length < 2 || words.length > 3) {
                throw wrong(USAGE + ", for example: -n 2 4000 128 1x2; got " + words.length + " words");
            }
            int n = number("N", words[0]);
            int block = number("BLOCK", words[1]);
            ProcessGrid grid = words.length < 3 ? ProcessGrid.of(world) : grid(world, words[2]);
            solve(grid, n, block);
        });
    }

    private static void solve(ProcessGrid grid, int n, int block) {
        DistributedMatrix a = matrix(grid, n, n, block).fill((i, j) -> random(i, j));
        DistributedMatrix b = matrix(grid, n, 1, block).fill((i, j) -> random(i, n));
        DistributedMatrix factors = a.copy();
        DistributedMatrix x = b.copy();
        DenseOps.engine();
        grid.world().barrier();
        long start = System.nanoTime();
        DistributedLu.factor(factors).solve(x);
        double seconds = grid.world().allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
        double residual = Residuals.solution(a, x, b);
        boolean passed = residual < Residuals.THRESHOLD;
        if (grid.world().rank() == 0) {
            double operations = 2.0 / 3 * n * n * (double) n + 1.5 * n * n;
            System.out.printf(
                    Locale.ROOT,
                    "n %d, block %d, grid %dx%d: %.3f s, %.2f GF/s%n||Ax-b||/(eps(||A|| ||x||+||b||)n) = %.4f, limit"
                            + " %.0f: %s%n",
                    n,
                    block,
                    grid.rows(),
                    grid.columns(),
                    seconds,
                    operations / seconds * 1e-9,
                    residual,
                    Residuals.THRESHOLD,
                    passed ? "PASSED" : "FAILED");
        }
        if (!passed) {
            throw new ExitCodeException(1, "the residual is not below its limit");
        }
    }

    private static DistributedMatrix matrix(ProcessGrid grid, int rows, int columns, int block) {
        try {
            return DistributedMatrix.zeros(grid, rows, columns, block);
        } catch (OutOfMemoryError | ArithmeticException | IllegalArgumentException tooLarge) {
            throw wrong(rows + " × " + columns + " numbers are too many for the memory of "
                    + grid.world().size() + " ranks; take a smaller N or more ranks");
        }
    }

    /** Uniform in −½ to ½, by place alone: the same matrix on any grid. */
    private static double random(int i, int j) {
        return new SplittableRandom(((long) i << 32) + j).nextDouble() - 0.5;
    }

    private static ProcessGrid grid(Communicator world, String word) {
        if (!word.matches("[0-9]{1,6}x[0-9]{1,6}")) {
            throw wrong("the grid must be ROWSxCOLUMNS such as 1x2, got '" + word + "'");
        }
        int rows = Integer.parseInt(word.substring(0, word.indexOf('x')));
        int columns = Integer.parseInt(word.substring(word.indexOf('x') + 1));
        if ((long) rows * columns != world.size()) {
            throw wrong("the grid " + word + " does not hold " + world.size() + " ranks; give one that does, or -n "
                    + (long) rows * columns);
        }
        return ProcessGrid.of(world, rows, columns);
    }

    private static int number(String name, String word) {
        if (!word.matches("[0-9]{1,9}") || Integer.parseInt(word) < 1) {
            throw wrong(name + " must be a whole number from 1 to 999999999, got '" + word + "'; " + USAGE);
        }
        return Integer.parseInt(word);
    }

    private static ExitCodeException wrong(String message) {
        return new ExitCodeException(ExitCodeException.BAD_INPUT, message);
    }
}
