package org.parhelion.solvers.linear;

import java.util.Locale;
import java.util.Optional;
import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * Chebyshev iteration: Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003), algorithm 12.1, with M⁻¹ A in
 * place of A. It needs bounds of the eigenvalues of M⁻¹ A and no inner products, but for the residual that is watched.
 */
final class Chebyshev extends LinearSolver {
    private static final int LANCZOS_STEPS = 40;

    /** An estimate of the smallest eigenvalue lies above it. */
    private static final double BELOW_RITZ = 0.9;

    private static final double DIVERGED = 1e4;

    private final Optional<EigenvalueBounds> given;

    Chebyshev(Setup setup, Optional<EigenvalueBounds> given) {
        super("Chebyshev", setup);
        this.given = given;
    }

    @Override
    protected LinearSolver with(Setup setup) {
        return new Chebyshev(setup, given);
    }

    @Override
    protected void iterate(SolveRun run) {
        EigenvalueBounds.Ritz ritz = given.map(b -> new EigenvalueBounds.Ritz(b.low(), b.high(), 0))
                .orElseGet(() -> run.keep(
                        EigenvalueBounds.Ritz.class,
                        () -> EigenvalueBounds.ritz(
                                run.operator(), setup().preconditioner().orElse(null), LANCZOS_STEPS)));
        if (!run.isPositive(ritz.smallest(), "the smallest Ritz value", "the operator")) {
            return;
        }
        double low = given.isPresent() ? ritz.smallest() : BELOW_RITZ * ritz.smallest();
        double high = ritz.largest() + ritz.error();
        DistributedVector x = run.solution();
        DistributedVector r = run.residual();
        DistributedVector z = run.isPreconditioned() ? run.vector("z") : r;
        DistributedVector d = run.vector("d");
        DistributedVector ad = run.vector("Ad");
        FusedPass pass = run.pass(1);
        double theta = 0.5 * (high + low);
        double delta = 0.5 * (high - low);
        double sigma = theta / delta;
        double rho = 1 / sigma;
        double begun = run.residualNorm();
        double norm;
        run.precondition(r, z);
        pass.scaled(d, 1 / theta, z).run(); // d ← M⁻¹ r / θ
        do {
            run.operator().apply(d, ad);
            pass.addScaled(x, 1, d).addScaled(r, -1, ad).dot(0, r, r).run(); // x ← x + d, r ← r − A d
            pass.products().allReduce();
            norm = Math.sqrt(pass.products().value(0));
            run.precondition(r, z);
            double next = 1 / (2 * sigma - rho); // ρ₊ ← 1 / (2 σ − ρ)
            pass.scaled(d, next * rho, d).addScaled(d, 2 * next / delta, z).run(); // d ← ρ₊ ρ d + 2 ρ₊ / δ M⁻¹ r
            rho = next;
            if (norm > DIVERGED * begun && Double.isFinite(norm)) {
                run.step(norm);
                run.end(
                        Status.STAGNATED,
                        String.format(
                                Locale.ROOT,
                                "the residual grows: there are eigenvalues outside of [%.6g, %.6g]",
                                low,
                                high));
                return;
            }
        } while (run.step(norm));
    }
}
