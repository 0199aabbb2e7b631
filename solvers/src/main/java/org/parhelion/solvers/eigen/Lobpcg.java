package org.parhelion.solvers.eigen;

import java.util.List;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * The smallest eigenvalues of a symmetric operator by the locally optimal block preconditioned conjugate gradient method: A.
 * V. Knyazev, Toward the optimal preconditioned eigensolver, SIAM J. Sci. Comput. 23 (2001), algorithm 4.1 in the blocks of
 * algorithm 5.1; with the orthonormal bases of U. Hetmaniuk, R. Lehoucq, Basis selection in LOBPCG, J. Comput. Phys. 218 (2006).
 *
 * <p>It works on some vectors more than are wanted, so multiple eigenvalues are found as often as they occur. Those whose
 * residual is small enough stay in the basis, but are given no new directions (soft locking). What the operator maps to zero
 * ({@link LinearOperator#nullSpace}) is left out.
 */
public final class Lobpcg {
    private static final double TOLERANCE = 1e-8;
    private static final int ITERATIONS = 500;

    final LinearOperator operator;
    final LinearOperator preconditioner;
    final int count;
    final int guards;
    final double tolerance;
    final int iterations;
    final List<DistributedVector> guess;

    private Lobpcg(
            LinearOperator operator,
            LinearOperator preconditioner,
            int count,
            int guards,
            double tolerance,
            int iterations,
            List<DistributedVector> guess) {
        this.operator = operator;
        this.preconditioner = preconditioner;
        this.count = count;
        this.guards = guards;
        this.tolerance = tolerance;
        this.iterations = iterations;
        this.guess = guess;
    }

    /**
     * The {@code count} smallest eigenvalues, to 1e-8 of each, in at most 500 steps.
     *
     * @throws IllegalArgumentException the operator is not square or has fewer eigenvalues
     */
    public static Lobpcg smallest(LinearOperator a, int count) {
        VectorSpace space = a.domain();
        long all = space.size() - a.nullSpace().basis().size();
        Wanted.check("LOBPCG", a, count);
        int guards = (int) Math.min(all - count, 2 + count / 4);
        return new Lobpcg(a, null, count, guards, TOLERANCE, ITERATIONS, List.of());
    }

    /** With an approximate inverse, symmetric positive definite. */
    public Lobpcg preconditioner(LinearOperator inverse) {
        Wanted.checkSame("LOBPCG: the preconditioner", inverse.domain(), operator.domain());
        return new Lobpcg(operator, inverse, count, guards, tolerance, iterations, guess);
    }

    /** Until ‖A x − λ x‖ ≤ relative · |λ|. */
    public Lobpcg tolerance(double relative) {
        Wanted.checkTolerance(relative);
        return new Lobpcg(operator, preconditioner, count, guards, relative, iterations, guess);
    }

    /** At most so many steps. */
    public Lobpcg iterations(int most) {
        return new Lobpcg(operator, preconditioner, count, guards, tolerance, most, guess);
    }

    /** From these vectors, not changed, and random ones where they are fewer than are worked on. */
    public Lobpcg guess(List<DistributedVector> vectors) {
        for (DistributedVector v : vectors) {
            Wanted.checkSame("LOBPCG: a first guess", v.space(), operator.domain());
        }
        return new Lobpcg(operator, preconditioner, count, guards, tolerance, iterations, List.copyOf(vectors));
    }

    /** Finds them. Collective; the same result on every rank. */
    public EigenResult solve() {
        return new LobpcgRun(this).solve();
    }
}
