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
        DistributedVector p = run.vector("p");
        DistributedVector q = run.vector("q");
        FusedPass pass = run.pass(2);
        InnerProducts products = pass.products();
        DistributedVector z = run.preconditioned(pass, r);
        run.precondition(pass, r, z); // z ← M⁻¹ r
        pass.scaleAndAdd(p, 0, z).dot(0, r, z).run(); // p ← z
        products.allReduce(1);
        double rz = products.value(0);
        if (!run.isPositive(rz, "<r, M⁻¹ r>", "the preconditioner")) {
            return;
        }
        double norm;
        do {
            a.applyAndDot(p, q, products, 0); // q ← A p
            products.allReduce(1);
            double pq = products.value(0);
            if (!run.isPositive(pq, "<p, A p>", "the operator")) {
                return;
            }
            double alpha = rz / pq; // α ← ⟨r, z⟩ / ⟨p, q⟩
            pass.addScaled(r, -alpha, q).dot(0, r, r); // r ← r − α q
            run.precondition(pass, r, z); // z ← M⁻¹ r
            if (z != r) {
                pass.dot(1, r, z);
            }
            pass.run();
            products.allReduce(z == r ? 1 : 2);
            norm = Math.sqrt(products.value(0));
            double next = products.value(z == r ? 0 : 1);
            double beta = next / rz; // β ← ⟨r, z⟩ / ⟨r, z⟩ before
            run.preconditionAgain(pass, r, z);
            pass.addScaled(x, alpha, p).scaleAndAdd(p, beta, z).run(); // x ← x + α p, p ← z + β p
            rz = next;
        } while (run.step(norm) && run.isPositive(rz, "<r, M⁻¹ r>", "the preconditioner"));
    }
}
