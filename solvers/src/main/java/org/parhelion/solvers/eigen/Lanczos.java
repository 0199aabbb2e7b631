package org.parhelion.solvers.eigen;

import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.FusedPass;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.NullSpace;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * Eigenvalues of a symmetric operator at an end of its spectrum, or nearest to a number, by the thick-restart Lanczos method:
 * K. Wu, H. Simon, Thick-restart Lanczos method for large symmetric eigenvalue problems, SIAM J. Matrix Anal. Appl. 22 (2000),
 * section 3, with full re-orthogonalisation.
 *
 * <p>It starts from one vector, so of a multiple eigenvalue it finds further vectors only late, by rounding errors or where the
 * space is exhausted; {@link Lobpcg} is meant for these. What the operator maps to zero
 * ({@link LinearOperator#nullSpace}) is left out.
 */
public final class Lanczos {
    private static final double TOLERANCE = 1e-8;
    private static final int RESTARTS = 300;

    /** Which eigenvalues are wanted. */
    enum Which {
        SMALLEST,
        LARGEST,
        NEAREST
    }

    final LinearOperator a;
    final LinearOperator inverse;
    final double shift;
    final Which which;
    final int count;
    final int basis;
    final double tolerance;
    final int restarts;

    private Lanczos(
            LinearOperator a,
            LinearOperator inverse,
            double shift,
            Which which,
            int count,
            int basis,
            double tolerance,
            int restarts) {
        this.a = a;
        this.inverse = inverse;
        this.shift = shift;
        this.which = which;
        this.count = count;
        this.basis = basis;
        this.tolerance = tolerance;
        this.restarts = restarts;
    }

    private static Lanczos of(LinearOperator a, LinearOperator inverse, double shift, Which which, int count) {
        Wanted.check("Lanczos", a, count);
        return new Lanczos(a, inverse, shift, which, count, Math.max(2 * count + 10, 20), TOLERANCE, RESTARTS);
    }

    /** The {@code count} largest ones, the largest first, each to 1e-8 of itself. */
    public static Lanczos largest(LinearOperator a, int count) {
        return of(a, null, 0, Which.LARGEST, count);
    }

    /** The {@code count} smallest ones, the smallest first; slow where they lie close together compared with the largest. */
    public static Lanczos smallest(LinearOperator a, int count) {
        return of(a, null, 0, Which.SMALLEST, count);
    }

    /**
     * The {@code count} ones nearest to {@code shift}, the nearest first.
     *
     * @param inverse (A − shift · I)⁻¹, such as {@code Krylov.minres(Lanczos.shifted(a, shift)).stop(…).asOperator()}: the more
     *     exact, the better the eigenvalues
     */
    public static Lanczos nearest(LinearOperator a, double shift, LinearOperator inverse, int count) {
        Wanted.checkSame("Lanczos: the inverse", inverse.domain(), a.domain());
        return of(a, inverse, shift, Which.NEAREST, count);
    }

    /** A − shift · I. */
    public static LinearOperator shifted(LinearOperator a, double shift) {
        return new Shifted(a, shift);
    }

    /** With so many basis vectors, more than eigenvalues; by default 2 count + 10, at least 20. */
    public Lanczos basis(int vectors) {
        if (vectors < count + 2) {
            throw new IllegalArgumentException("Lanczos: a basis of " + vectors + " vectors for " + count
                    + " eigenvalues; at least " + (count + 2) + " are needed");
        }
        return new Lanczos(a, inverse, shift, which, count, vectors, tolerance, restarts);
    }

    /** Until ‖A x − λ x‖ ≤ relative · |λ|. */
    public Lanczos tolerance(double relative) {
        Wanted.checkTolerance(relative);
        return new Lanczos(a, inverse, shift, which, count, basis, relative, restarts);
    }

    /** At most so many restarts. */
    public Lanczos restarts(int most) {
        return new Lanczos(a, inverse, shift, which, count, basis, tolerance, most);
    }

    /** Finds them. Collective; the same result on every rank. */
    public EigenResult solve() {
        return new LanczosRun(this).solve();
    }

    private static final class Shifted implements LinearOperator {
        private final LinearOperator a;
        private final double shift;
        private final FusedPass pass;

        Shifted(LinearOperator a, double shift) {
            this.a = a;
            this.shift = shift;
            this.pass = new FusedPass(a.domain(), 0);
        }

        @Override
        public VectorSpace domain() {
            return a.domain();
        }

        @Override
        public void apply(DistributedVector x, DistributedVector y) {
            a.apply(x, y);
            pass.addScaled(y, -shift, x).run();
        }

        @Override
        public NullSpace nullSpace() {
            return shift == 0 ? a.nullSpace() : NullSpace.NONE;
        }

        @Override
        public String describe() {
            return a.describe() + " - " + shift;
        }
    }
}
