package org.parhelion.examples;

import java.util.List;
import java.util.Locale;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Reduction;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;

/**
 * The MG benchmark of the NAS Parallel Benchmarks (D. Bailey et al., RNR-94-007, 1994, §2.4.2; verification values as in NPB 3.4):
 * four V-cycles of a given multigrid method for Poisson's equation on a periodic cube with charges ±1 at twenty points. The
 * method, 27-point operators as expressions, is the benchmark's own; {@link org.parhelion.solvers.multigrid.Multigrid} is the
 * toolkit's. The argument is the class: S, W, A or B.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.NasMg -n 2 A</pre>
 */
public final class NasMg {
    private static final double TOLERANCE = 1e-8;
    private static final int MOST_RANKS = 8;

    /** The smoother of the smaller classes. */
    private static final double[] SMOOTH_A = {-3.0 / 8, 1.0 / 32, -1.0 / 64, 0};

    private static final double[] SMOOTH_B = {-3.0 / 17, 1.0 / 33, -1.0 / 61, 0};

    /** Sizes of a problem and the residual norm that it must end with. */
    enum ProblemClass {
        S(32, 4, SMOOTH_A, 0.5307707005734e-04),
        W(128, 4, SMOOTH_A, 0.6467329375339e-05),
        A(256, 4, SMOOTH_A, 0.2433365309069e-05),
        B(256, 20, SMOOTH_B, 0.1800564401355e-05);

        private final int cells;
        private final int cycles;
        private final double[] smoother;
        private final double norm;

        ProblemClass(int cells, int cycles, double[] smoother, double norm) {
            this.cells = cells;
            this.cycles = cycles;
            this.smoother = smoother;
            this.norm = norm;
        }

        int cells() {
            return cells;
        }
    }

    /**
     * What came out.
     *
     * @param norms √(Σ r² / n³) before the first cycle and after each one
     */
    record Outcome(ProblemClass problem, double[] norms, double seconds) {
        double last() {
            return norms[norms.length - 1];
        }

        boolean verified() {
            return Math.abs(last() - problem.norm) <= TOLERANCE * problem.norm;
        }
    }

    private NasMg() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, words) -> {
            Outcome outcome = run(world, problem(words));
            if (world.rank() == 0) {
                print(outcome, world.size());
            }
            if (!outcome.verified()) {
                throw new ExitCodeException(1, "NAS MG: the residual is not the one to be found");
            }
        });
    }

    private static ProblemClass problem(String[] words) {
        if (words.length > 1 || (words.length == 1 && !words[0].matches("[SWAB]"))) {
            throw new ExitCodeException(
                    ExitCodeException.BAD_INPUT,
                    "usage: NasMg -n RANKS [CLASS], where CLASS is S, W, A or B; got '" + String.join(" ", words)
                            + "'");
        }
        return words.length == 0 ? ProblemClass.S : ProblemClass.valueOf(words[0]);
    }

    private static void print(Outcome outcome, int ranks) {
        ProblemClass problem = outcome.problem;
        double points = Math.pow(problem.cells, 3);
        System.out.printf(
                Locale.ROOT,
                "NAS MG class %s on %d ranks: %d³ points, %d cycles%n%.3f s, %.0f Mop/s%nrnm2 %.13e, to be %.13e: %s%n",
                problem,
                ranks,
                problem.cells,
                problem.cycles,
                outcome.seconds,
                58 * problem.cycles * points / outcome.seconds * 1e-6,
                outcome.last(),
                problem.norm,
                outcome.verified() ? "VERIFIED" : "WRONG");
    }

    /** @throws ExitCodeException the number of ranks is not 1, 2, 4 or 8, with which blocks halve alike on all levels */
    static Outcome run(Communicator world, ProblemClass problem) {
        int ranks = world.size();
        if (ranks > MOST_RANKS || Integer.bitCount(ranks) != 1) {
            throw new ExitCodeException(
                    ExitCodeException.BAD_INPUT, "NAS MG runs on 1, 2, 4 or 8 ranks, not on " + ranks);
        }
        NasMgLevel finest = NasMgLevel.all(world, problem.cells, problem.smoother);
        Field v = finest.grid().field("v");
        NasMgCharges.place(v);
        finest.useRightHandSide(v);
        solve(finest, 1); // warms up
        world.barrier();
        long start = System.nanoTime();
        double[] norms = solve(finest, problem.cycles);
        double seconds = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
        finest.close();
        return new Outcome(problem, norms, seconds);
    }

    private static double[] solve(NasMgLevel finest, int cycles) {
        double[] norms = new double[cycles + 1];
        double points = Math.pow(finest.grid().cells(Axis.X), 3);
        Reduction squares = Kernel.sum(finest.r().times(finest.r()));
        try (Kernel norm = Kernel.of(List.of(), List.of(squares))) {
            finest.u().fill(0);
            for (int n = 0; n <= cycles; n++) {
                if (n > 0) {
                    finest.cycle();
                }
                finest.residual();
                norm.run();
                norms[n] = Math.sqrt(norm.value(squares) / points);
            }
        }
        return norms;
    }
}
