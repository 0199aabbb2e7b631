package org.parhelion.solvers.linear;

/**
 * z ← p(M⁻¹ A) M⁻¹ r, the polynomial of so many steps of Chebyshev iteration for A z = r from zero (Y. Saad, Iterative Methods
 * for Sparse Linear Systems, 2nd edition (2003), section 12.3.2). No inner product is taken.
 */
final class ChebyshevPolynomial implements LinearOperator {
    private final LinearOperator a;
    private final LinearOperator diagonal;
    private final int degree;
    private final double theta;
    private final double delta;
    private final DistributedVector r;
    private final DistributedVector z;
    private final DistributedVector d;
    private final DistributedVector ad;
    private final FusedPass pass;

    /** @param diagonal M⁻¹, or null */
    ChebyshevPolynomial(LinearOperator a, LinearOperator diagonal, int degree, EigenvalueBounds bounds) {
        if (degree < 1) {
            throw new IllegalArgumentException("Chebyshev polynomial of " + degree + " steps; at least 1 is needed");
        }
        this.a = a;
        this.diagonal = diagonal;
        this.degree = degree;
        this.theta = 0.5 * (bounds.high() + bounds.low());
        this.delta = 0.5 * (bounds.high() - bounds.low());
        VectorSpace space = a.domain();
        this.r = space.vector("r");
        this.z = diagonal == null ? r : space.vector("z");
        this.d = space.vector("d");
        this.ad = space.vector("Ad");
        this.pass = new FusedPass(space, 0);
    }

    @Override
    public VectorSpace domain() {
        return a.domain();
    }

    @Override
    public void apply(DistributedVector x, DistributedVector y) {
        double rho = delta / theta;
        pass.scaleAndAdd(r, 0, x).run();
        precondition();
        pass.scaled(d, 1 / theta, z).scaled(y, 1 / theta, z).run(); // d ← M⁻¹ r / θ, y ← d
        for (int step = 1; step < degree; step++) {
            a.apply(d, ad);
            pass.addScaled(r, -1, ad).run(); // r ← r − A d
            precondition();
            double next = 1 / (2 * theta / delta - rho); // ρ₊ ← 1 / (2 θ / δ − ρ)
            pass.scaled(d, next * rho, d).addScaled(d, 2 * next / delta, z); // d ← ρ₊ ρ d + 2 ρ₊ / δ M⁻¹ r
            pass.addScaled(y, 1, d).run(); // y ← y + d
            rho = next;
        }
    }

    private void precondition() {
        if (diagonal != null) {
            diagonal.apply(r, z);
        }
    }

    @Override
    public String describe() {
        return "Chebyshev polynomial of " + degree + " steps of " + a.describe();
    }
}
