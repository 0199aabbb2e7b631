package org.parhelion.solvers.linear;

/** Approximate inverses of any operator, to be given to {@link LinearSolver#preconditioner}. */
public final class Preconditioner {
    /** Ratio of largest to smallest eigenvalue that a polynomial is made for, see {@link #chebyshev(LinearOperator, int)}. */
    private static final double RATIO = 30;

    private static final int LANCZOS_STEPS = 12;

    private Preconditioner() {}

    /** None: z = r. */
    public static LinearOperator identity(VectorSpace space) {
        return new Identity(space);
    }

    /**
     * The inverse of the diagonal. Collective.
     *
     * @throws IllegalArgumentException the operator does not know its diagonal, or a number on it is zero or not finite; the
     *     message names the first one's row or point
     */
    public static LinearOperator jacobi(LinearOperator a) {
        return new Jacobi(a);
    }

    /**
     * The inverses of the square blocks along the diagonal of a sparse matrix. Collective.
     *
     * @param block rows of a block, such as the unknowns of one point; see {@link BlockJacobi#of}
     */
    public static LinearOperator blockJacobi(CsrMatrix a, int block) {
        return BlockJacobi.of(a, block);
    }

    /** ILU(0), IC(0) or SSOR on overlapping parts of a sparse matrix. */
    public static AdditiveSchwarz schwarz(CsrMatrix a) {
        return AdditiveSchwarz.of(a);
    }

    /**
     * The polynomial in A (scaled by its diagonal, where it knows that) of Chebyshev iteration with so many steps, for the
     * upper part of the spectrum: from 1/30 of the largest eigenvalue, which is estimated, up. A fixed, symmetric, positive
     * definite operator if A is so. Collective.
     */
    public static LinearOperator chebyshev(LinearOperator a, int degree) {
        LinearOperator diagonal = a.diagonal().isPresent() ? jacobi(a) : null;
        double high = EigenvalueBounds.estimate(a, diagonal, LANCZOS_STEPS).high();
        return new ChebyshevPolynomial(a, diagonal, degree, new EigenvalueBounds(high / RATIO, high));
    }

    /** The same for these bounds of the eigenvalues of A itself. */
    public static LinearOperator chebyshev(LinearOperator a, int degree, EigenvalueBounds bounds) {
        return new ChebyshevPolynomial(a, null, degree, bounds);
    }

    private static final class Identity implements PointwiseOperator {
        private final VectorSpace space;

        Identity(VectorSpace space) {
            this.space = space;
        }

        @Override
        public VectorSpace domain() {
            return space;
        }

        @Override
        public void note(FusedPass pass, DistributedVector x, DistributedVector y) {
            pass.scaleAndAdd(y, 0, x);
        }

        @Override
        public String describe() {
            return "identity, " + space;
        }
    }
}
