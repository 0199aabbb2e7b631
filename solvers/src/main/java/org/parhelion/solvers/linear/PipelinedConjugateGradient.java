package org.parhelion.solvers.linear;

import java.util.Locale;
import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * Preconditioned pipelined conjugate gradients: P. Ghysels, W. Vanroose, Hiding global synchronization latency in the
 * preconditioned Conjugate Gradient algorithm, Parallel Computing 40 (2014), algorithm 4 (without a preconditioner, where
 * m = w, u = r and q = s, algorithm 3). One reduction a step, which travels while preconditioner and operator are applied;
 * all updates of vectors are one pass over memory.
 *
 * <p>Its four further recurrences lose accuracy sooner than those of {@link ConjugateGradient}. Where the denominator says
 * “indefinite”, the true ⟨p, A p⟩ is asked: if that is positive, rounding errors are to blame, and the method starts afresh.
 */
final class PipelinedConjugateGradient extends LinearSolver {
    private static final int RU = 0;
    private static final int WU = 1;
    private static final int RR = 2;

    PipelinedConjugateGradient(Setup setup) {
        super("pipelined CG", setup);
    }

    @Override
    protected LinearSolver with(Setup setup) {
        return new PipelinedConjugateGradient(setup);
    }

    @Override
    protected void iterate(SolveRun run) {
        double norm = run.residualNorm();
        while (restart(run)) {
            double now = run.refresh();
            if (!(now < 0.9 * norm)) {
                run.end(Status.STAGNATED, String.format(Locale.ROOT, "rounding errors keep the residual at %.3e", now));
                return;
            }
            norm = now;
        }
    }

    /** Gives whether to start again at the true residual. */
    private boolean restart(SolveRun run) {
        LinearOperator a = run.operator();
        boolean preconditioned = run.isPreconditioned();
        DistributedVector x = run.solution();
        DistributedVector r = run.residual();
        DistributedVector w = run.vector("w");
        DistributedVector n = run.vector("n");
        DistributedVector z = run.vector("z");
        DistributedVector s = run.vector("s");
        DistributedVector p = run.vector("p");
        DistributedVector u = preconditioned ? run.vector("u") : r;
        DistributedVector m = preconditioned ? run.vector("m") : w;
        DistributedVector q = preconditioned ? run.vector("q") : s;
        FusedPass pass = run.pass(3);
        InnerProducts products = pass.products();
        run.precondition(r, u); // u ← M⁻¹ r
        a.apply(u, w); // w ← A u
        pass.dot(RU, r, u).dot(WU, w, u).dot(RR, r, r).run();
        double gammaBefore = 0;
        double alpha = 0;
        for (boolean first = true; ; first = false) {
            products.start();
            run.precondition(w, m); // m ← M⁻¹ w
            products.progress();
            a.apply(m, n); // n ← A m
            products.finish();
            if (!first && !run.step(Math.sqrt(products.value(RR)))) {
                return false;
            }
            double gamma = products.value(RU); // γ ← ⟨r, u⟩
            if (!run.isPositive(gamma, "<r, M⁻¹ r>", "the preconditioner")) {
                return false;
            }
            double beta = first ? 0 : gamma / gammaBefore; // β ← γ / γ before
            double pq = products.value(WU) - (first ? 0 : beta * gamma / alpha); // ⟨p, A p⟩ = δ − β γ / α
            if (!(pq > 0)) {
                return first ? run.isPositive(pq, "<p, A p>", "the operator") : isTrulyPositive(run, beta, u, p, n);
            }
            alpha = gamma / pq; // α ← γ / (δ − β γ / α)
            gammaBefore = gamma;
            pass.scaleAndAdd(z, beta, n).scaleAndAdd(s, beta, w).scaleAndAdd(p, beta, u); // z ← n + β z, s, p so
            pass.addScaled(x, alpha, p).addScaled(r, -alpha, s); // x ← x + α p, r ← r − α s
            if (preconditioned) {
                pass.scaleAndAdd(q, beta, m).addScaled(u, -alpha, q); // q ← m + β q, u ← u − α q
            }
            pass.addScaled(w, -alpha, z); // w ← w − α z
            pass.dot(RU, r, u).dot(WU, w, u).dot(RR, r, r).run();
        }
    }

    /** Whether ⟨p, A p⟩ > 0 for the next direction, computed anew; else ends as indefinite. */
    private static boolean isTrulyPositive(
            SolveRun run, double beta, DistributedVector u, DistributedVector p, DistributedVector ap) {
        p.scaleAndAdd(beta, u);
        run.operator().apply(p, ap);
        return run.isPositive(p.dot(ap), "<p, A p>", "the operator");
    }
}
