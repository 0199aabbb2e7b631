package org.parhelion.solvers.linear;

import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * The stabilized method of biconjugate gradients, preconditioned from the right: H. A. van der Vorst, Bi-CGSTAB, SIAM J. Sci.
 * Stat. Comput. 13 (1992); R. Barrett et al., Templates for the Solution of Linear Systems (1994), figure 2.10. Where it would
 * divide by nearly zero it starts again with a new shadow residual; if that is no help, it has broken down.
 */
final class BiCgStab extends LinearSolver {
    /** A product of this part of the norms of its factors is lost in rounding errors. */
    private static final double ORTHOGONAL = 1e-14;

    private static final int MOST_RESTARTS = 20;

    BiCgStab(Setup setup) {
        super("BiCGStab", setup);
    }

    @Override
    protected LinearSolver with(Setup setup) {
        return new BiCgStab(setup);
    }

    @Override
    protected void iterate(SolveRun run) {
        for (int restart = 0; restart <= MOST_RESTARTS; restart++) {
            if (!runUntilBreakdown(run)) {
                return;
            }
            run.refresh();
        }
        run.end(
                Status.BREAKDOWN,
                "BiCGStab divides by zero, also after " + MOST_RESTARTS
                        + " restarts: try GMRES, which does not break down");
    }

    /** Gives whether the method has broken down, so that a restart may help. */
    private static boolean runUntilBreakdown(SolveRun run) {
        LinearOperator a = run.operator();
        DistributedVector x = run.solution();
        DistributedVector r = run.residual();
        DistributedVector shadow = run.vector("shadow");
        DistributedVector p = run.vector("p");
        DistributedVector v = run.vector("v");
        DistributedVector t = run.vector("t");
        DistributedVector mp = run.isPreconditioned() ? run.vector("M⁻¹p") : p;
        DistributedVector ms = run.isPreconditioned() ? run.vector("M⁻¹s") : r;
        FusedPass pass = run.pass(3);
        InnerProducts products = pass.products();
        double norm = run.residualNorm();
        double shadowNorm = norm;
        double rho = norm * norm; // ρ ← ⟨r̂, r⟩ with r̂ = r
        pass.scaleAndAdd(shadow, 0, r).scaleAndAdd(p, 0, r).run();
        while (true) {
            run.precondition(p, mp); // p̂ ← M⁻¹ p
            a.apply(mp, v); // v ← A p̂
            pass.dot(0, shadow, v).dot(1, v, v).run();
            products.allReduce(2);
            double sv = products.value(0);
            if (Math.abs(sv) <= ORTHOGONAL * shadowNorm * Math.sqrt(products.value(1))) {
                return true;
            }
            double alpha = rho / sv; // α ← ρ / ⟨r̂, v⟩
            pass.addScaled(r, -alpha, v).run(); // s ← r − α v, in place of r
            run.precondition(r, ms); // ŝ ← M⁻¹ s
            a.apply(ms, t); // t ← A ŝ
            pass.dot(0, t, r).dot(1, t, t).dot(2, r, r).run();
            products.allReduce();
            double ts = products.value(0);
            double tt = products.value(1);
            double ss = products.value(2);
            boolean stuck = Math.abs(ts) <= ORTHOGONAL * Math.sqrt(tt) * Math.sqrt(ss);
            double omega = stuck ? 0 : ts / tt; // ω ← ⟨t, s⟩ / ⟨t, t⟩
            pass.addScaled(x, alpha, mp).addScaled(x, omega, ms); // x ← x + α p̂ + ω ŝ
            pass.addScaled(r, -omega, t); // r ← s − ω t
            pass.dot(0, shadow, r).dot(1, r, r).run();
            products.allReduce(2);
            norm = Math.sqrt(products.value(1));
            if (!run.step(norm)) {
                return false;
            }
            double next = products.value(0);
            if (stuck || Math.abs(next) <= ORTHOGONAL * shadowNorm * norm) {
                return true;
            }
            double beta = next / rho * (alpha / omega); // β ← (ρ / ρ before) (α / ω)
            pass.addScaled(p, -omega, v).scaleAndAdd(p, beta, r).run(); // p ← r + β (p − ω v)
            rho = next;
        }
    }
}
