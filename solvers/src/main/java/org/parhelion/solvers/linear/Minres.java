package org.parhelion.solvers.linear;

import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * Minimal residuals for symmetric, also indefinite operators with a positive definite preconditioner: C. C. Paige, M. A.
 * Saunders, Solution of sparse indefinite systems of linear equations, SIAM J. Numer. Anal. 12 (1975); as H. Elman, D.
 * Silvester, A. Wathen, Finite Elements and Fast Iterative Solvers, 2nd edition (2014), algorithm 4.1.
 *
 * <p>That minimises ‖r‖ in the norm of M⁻¹. For ‖r‖ itself the residual is carried along: r ← s² r + η c v / γ, which follows
 * from the product of rotations as in S.-C. Choi, C. C. Paige, M. A. Saunders, MINRES-QLP, SIAM J. Sci. Comput. 33 (2011),
 * lemma 3.3.
 */
final class Minres extends LinearSolver {
    /** A rotation whose length is this part of the largest is rounding error. */
    private static final double SINGULAR = 1e-14;

    Minres(Setup setup) {
        super("MINRES", setup);
    }

    @Override
    protected LinearSolver with(Setup setup) {
        return new Minres(setup);
    }

    @Override
    protected void iterate(SolveRun run) {
        LinearOperator a = run.operator();
        boolean preconditioned = run.isPreconditioned();
        DistributedVector x = run.solution();
        DistributedVector r = run.residual();
        DistributedVector az = run.vector("Az");
        DistributedVector v = run.vector("v");
        DistributedVector vBefore = run.vector("v before");
        DistributedVector z = preconditioned ? run.vector("z") : v;
        DistributedVector w = run.vector("w");
        DistributedVector wBefore = run.vector("w before");
        FusedPass pass = run.pass(1);
        InnerProducts products = pass.products();
        pass.scaleAndAdd(v, 0, r)
                .scaled(vBefore, 0, r)
                .scaled(w, 0, r)
                .scaled(wBefore, 0, r)
                .run();
        run.precondition(v, z); // z ← M⁻¹ v
        double zv = z.dot(v);
        if (!run.isPositive(zv, "<r, M⁻¹ r>", "the preconditioner")) {
            return;
        }
        double gamma = Math.sqrt(zv); // γ ← √⟨z, v⟩
        double gammaBefore = 1;
        double eta = gamma;
        double largest = 0;
        double c = 1;
        double cBefore = 1;
        double s = 0;
        double sBefore = 0;
        while (true) {
            pass.scaled(v, 1 / gamma, v); // both to unit length
            if (preconditioned) {
                pass.scaled(z, 1 / gamma, z);
            }
            pass.run();
            a.apply(z, az);
            double delta = az.dot(z); // δ ← ⟨A z, z⟩
            pass.addScaled(az, -delta, v).addScaled(az, -gamma, vBefore).run(); // v₊ ← A z − δ v − γ v₋
            DistributedVector spare = vBefore;
            vBefore = v;
            v = az;
            az = spare;
            double alpha0 = c * delta - cBefore * s * gamma;
            double alpha2 = s * delta + cBefore * c * gamma;
            double alpha3 = sBefore * gamma;
            // w₊ ← z − α₃ w₋ − α₂ w, in place of w₋, before z is overwritten
            pass.scaled(wBefore, -alpha3, wBefore)
                    .addScaled(wBefore, -alpha2, w)
                    .addScaled(wBefore, 1, preconditioned ? z : vBefore)
                    .run();
            z = preconditioned ? z : v;
            run.precondition(v, z); // z₊ ← M⁻¹ v₊
            zv = z.dot(v);
            if (!(zv >= 0) && !run.isPositive(zv, "<v, M⁻¹ v>", "the preconditioner")) {
                return;
            }
            gammaBefore = gamma;
            gamma = Math.sqrt(zv);
            double alpha1 = Math.hypot(alpha0, gamma);
            largest = Math.max(largest, Math.max(alpha1, Math.abs(delta)));
            if (!(alpha1 > SINGULAR * largest)) {
                run.end(Status.BREAKDOWN, "the operator is singular and the right-hand side lies outside its range");
                return;
            }
            cBefore = c;
            sBefore = s;
            c = alpha0 / alpha1;
            s = gamma / alpha1;
            pass.scaled(wBefore, 1 / alpha1, wBefore).addScaled(x, c * eta, wBefore); // x ← x + c η w₊
            spare = wBefore;
            wBefore = w;
            w = spare;
            eta = -s * eta;
            double part = gamma == 0 ? 0 : eta * c / gamma;
            pass.scaled(r, s * s, r).addScaled(r, part, v).dot(0, r, r).run(); // r ← s² r + η c v / γ
            products.allReduce();
            if (!run.step(Math.sqrt(products.value(0)))) {
                return;
            }
        }
    }
}
