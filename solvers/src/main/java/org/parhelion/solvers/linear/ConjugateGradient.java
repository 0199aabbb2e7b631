package org.parhelion.solvers.linear;

/**
 * The preconditioned conjugate gradient method: Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003),
 * algorithm 9.1. The update of x waits for that of p, which reads the same vector.
 */
final class ConjugateGradient extends LinearSolver {
    ConjugateGradient(Setup setup) {
        super("CG", setup);
    }

    @Override
    protected LinearSolver with(Setup setup) {
        return new ConjugateGradient(setup);
    }

    @Override
    protected void iterate(SolveRun run) {
        LinearOperator a = run.operator();
        DistributedVector x = run.solution();
        DistributedVector r = run.residual();
        DistributedVector z = run.isPreconditioned() ? run.vector("z") : r;
        DistributedVector p = run.vector("p");
        DistributedVector q = run.vector("q");
        FusedPass pass = run.pass(2);
        run.precondition(r, z); // z ← M⁻¹ r
        p.copyFrom(z); // p ← z
        double rz = r.dot(z);
        if (!run.isPositive(rz, "<r, M⁻¹ r>", "the preconditioner")) {
            return;
        }
        double norm;
        do {
            a.apply(p, q); // q ← A p
            double pq = p.dot(q);
            if (!run.isPositive(pq, "<p, A p>", "the operator")) {
                return;
            }
            double alpha = rz / pq; // α ← ⟨r, z⟩ / ⟨p, q⟩
            pass.addScaled(r, -alpha, q).dot(0, r, r).run(); // r ← r − α q
            run.precondition(r, z); // z ← M⁻¹ r
            if (z != r) {
                pass.dot(1, r, z).run();
            }
            pass.products().allReduce(z == r ? 1 : 2);
            norm = Math.sqrt(pass.products().value(0));
            double next = pass.products().value(z == r ? 0 : 1);
            double beta = next / rz; // β ← ⟨r, z⟩ / ⟨r, z⟩ before
            pass.addScaled(x, alpha, p).scaleAndAdd(p, beta, z).run(); // x ← x + α p, p ← z + β p
            rz = next;
        } while (run.step(norm) && run.isPositive(rz, "<r, M⁻¹ r>", "the preconditioner"));
    }
}
