package org.parhelion.examples;

import java.util.Locale;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.CsrBuilder;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.RowPartition;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * The CG benchmark of the NAS Parallel Benchmarks (D. Bailey et al., RNR-94-007, 1994, §2.4.3; generator and verification values as in
 * NPB 3.4): estimates an eigenvalue of a random sparse matrix by inverse iteration, each step of which is 25 steps of
 * conjugate gradients. The argument is the class: S, W, A or B.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.NasCg -n 2 A</pre>
 */
public final class NasCg {
    private static final long SEED = 314159265;
    private static final double RCOND = 0.1;
    private static final int CG_STEPS = 25;
    private static final double TOLERANCE = 1e-10;

    /** Sizes of a problem and the eigenvalue estimate that it must end with. */
    enum ProblemClass {
        S(1400, 7, 15, 10, 8.5971775078648),
        W(7000, 8, 15, 12, 10.362595087124),
        A(14000, 11, 15, 20, 17.130235054029),
        B(75000, 13, 75, 60, 22.712745482631);

        private final int rows;
        private final int nonzeros;
        private final int steps;
        private final double shift;
        private final double zeta;

        ProblemClass(int rows, int nonzeros, int steps, double shift, double zeta) {
            this.rows = rows;
            this.nonzeros = nonzeros;
            this.steps = steps;
            this.shift = shift;
            this.zeta = zeta;
        }
    }

    /**
     * What came out.
     *
     * @param zeta the eigenvalue estimate after each step of the inverse iteration
     * @param residual ‖x − A z‖ of the last one
     */
    record Outcome(ProblemClass problem, long entries, double[] zeta, double residual, double seconds) {
        double last() {
            return zeta[zeta.length - 1];
        }

        boolean verified() {
            return Math.abs(last() - problem.zeta) <= TOLERANCE * problem.zeta;
        }
    }

    private NasCg() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, words) -> {
            Outcome outcome = run(world, problem(words));
            if (world.rank() == 0) {
                print(outcome, world.size());
            }
            if (!outcome.verified()) {
                throw new ExitCodeException(1, "NAS CG: the eigenvalue is not the one to be found");
            }
        });
    }

    private static ProblemClass problem(String[] words) {
        if (words.length > 1 || (words.length == 1 && !words[0].matches("[SWAB]"))) {
            throw new ExitCodeException(
                    ExitCodeException.BAD_INPUT,
                    "usage: NasCg -n RANKS [CLASS], where CLASS is S, W, A or B; got '" + String.join(" ", words)
                            + "'");
        }
        return words.length == 0 ? ProblemClass.S : ProblemClass.valueOf(words[0]);
    }

    private static void print(Outcome outcome, int ranks) {
        ProblemClass problem = outcome.problem;
        System.out.printf(
                Locale.ROOT,
                "NAS CG class %s on %d ranks: %d rows, %d elements%n",
                problem,
                ranks,
                problem.rows,
                outcome.entries);
        double operations = 2.0
                * problem.steps
                * problem.rows
                * (3
                        + problem.nonzeros * (problem.nonzeros + 1)
                        + CG_STEPS * (5 + problem.nonzeros * (problem.nonzeros + 1.0))
                        + 3);
        System.out.printf(
                Locale.ROOT,
                "%.3f s, %.0f Mop/s%nzeta %.13f, to be %.13f, |x - Az| %.3e: %s%n",
                outcome.seconds,
                operations / outcome.seconds * 1e-6,
                outcome.last(),
                problem.zeta,
                outcome.residual,
                outcome.verified() ? "VERIFIED" : "WRONG");
    }

    static Outcome run(Communicator world, ProblemClass problem) {
        CsrMatrix a = matrix(world, problem);
        InverseIteration iteration = new InverseIteration(a);
        iteration.step(problem.shift); // warms up
        iteration.x.fill(1);
        double[] zeta = new double[problem.steps];
        world.barrier();
        long start = System.nanoTime();
        for (int n = 0; n < zeta.length; n++) {
            zeta[n] = iteration.step(problem.shift);
        }
        double seconds = world.allReduce((System.nanoTime() - start) * 1e-9, ReduceOp.MAX);
        return new Outcome(problem, a.entries(), zeta, iteration.residual, seconds);
    }

    /**
     * {@code makea}: Σ ωᵢ vᵢ vᵢᵀ + (rcond − shift) I with random sparse vectors vᵢ, vᵢᵢ = ½, ωᵢ falling from 1 to rcond. Each rank draws all
     * vectors and adds up its own rows.
     */
    static CsrMatrix matrix(Communicator world, ProblemClass problem) {
        VectorSpace space = RowPartition.evenly(world, problem.rows);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        long first = space.firstRow();
        long end = first + space.localSize();
        SparseVectors vectors = new SparseVectors(problem.rows, problem.nonzeros);
        double ratio = Math.pow(RCOND, 1.0 / problem.rows);
        double weight = 1;
        for (int i = 0; i < problem.rows; i++) {
            vectors.draw(i);
            for (int n = 0; n < vectors.count; n++) {
                int row = vectors.place[n];
                for (int m = 0; m < vectors.count && row >= first && row < end; m++) {
                    elements.add(row, vectors.place[m], vectors.value[m] * (weight * vectors.value[n]));
                }
            }
            weight *= ratio;
        }
        for (long row = first; row < end; row++) {
            elements.add(row, row, RCOND - problem.shift);
        }
        return elements.build();
    }

    /** {@code sprnvc} and {@code vecset}: random sparse vectors, one after the other. */
    private static final class SparseVectors {
        private final RandomStream random = new RandomStream(SEED);
        private final int rows;
        private final int nonzeros;
        /** The smallest power of two that is not below the number of rows. */
        private final int power;

        private final int[] place;
        private final double[] value;
        private int count;

        SparseVectors(int rows, int nonzeros) {
            this.rows = rows;
            this.nonzeros = nonzeros;
            power = rows == 1 ? 1 : Integer.highestOneBit(rows - 1) << 1;
            place = new int[nonzeros + 1];
            value = new double[nonzeros + 1];
            random.next();
        }

        /** Vector i: random numbers at random places, ½ at place i. */
        void draw(int i) {
            count = 0;
            while (count < nonzeros) {
                double element = random.next();
                int at = (int) (power * random.next());
                if (at < rows && find(at) == count) {
                    place[count] = at;
                    value[count++] = element;
                }
            }
            int own = find(i);
            place[own] = i;
            value[own] = 0.5;
            count = Math.max(count, own + 1);
        }

        /** Where a place is among those drawn, the number of these if it is none. */
        private int find(int at) {
            int n = 0;
            while (n < count && place[n] != at) {
                n++;
            }
            return n;
        }
    }

    /** x ← z / ‖z‖ where z is 25 steps of conjugate gradients towards A⁻¹ x. */
    private static final class InverseIteration {
        private final CsrMatrix a;
        private final DistributedVector x;
        private final DistributedVector z;
        private final DistributedVector r;
        private final DistributedVector p;
        private final DistributedVector q;
        private double residual;

        InverseIteration(CsrMatrix a) {
            this.a = a;
            x = a.domain().vector("x");
            z = a.domain().vector("z");
            r = a.domain().vector("r");
            p = a.domain().vector("p");
            q = a.domain().vector("q");
            x.fill(1);
        }

        /** Returns ζ = shift + 1 / ⟨x, z⟩. */
        double step(double shift) {
            conjugateGradients();
            double zeta = shift + 1 / x.dot(z);
            x.copyFrom(z);
            x.scale(1 / z.norm());
            return zeta;
        }

        /** The matrix is negative definite. */
        private void conjugateGradients() {
            z.fill(0);
            r.copyFrom(x);
            p.copyFrom(r);
            double rho = r.dot(r);
            for (int n = 0; n < CG_STEPS; n++) {
                a.apply(p, q); // q ← A p
                double alpha = rho / p.dot(q);
                z.addScaled(alpha, p); // z ← z + α p
                r.addScaled(-alpha, q); // r ← r − α q
                double next = r.dot(r);
                p.scaleAndAdd(next / rho, r); // p ← r + β p
                rho = next;
            }
            a.apply(z, r);
            r.addScaled(-1, x);
            residual = r.norm();
        }
    }
}
