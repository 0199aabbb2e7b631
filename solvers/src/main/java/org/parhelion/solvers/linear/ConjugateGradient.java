package org.parhelion.solvers.linear;

import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * The preconditioned conjugate gradient method: Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003),
 * algorithm 9.1.
 */
final class ConjugateGradient extends LinearSolver {
    ConjugateGradient(Setup setup) {
        super(setup);
    }

    @Override
    public String name() {
        return "CG";
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
        DistributedVector z = a.domain().vector("z");
        DistributedVector p = a.domain().vector("p");
        DistributedVector q = a.domain().vector("q");
        run.precondition(r, z);
        p.copyFrom(z);
        double rz = r.dot(z);
        do {
            a.apply(p, q); // q ← A p
            double pq = p.dot(q);
            if (pq <= 0) {
                run.end(Status.INDEFINITE, String.format("<p, A p> = %.3e: the operator is not positive definite", pq));
                return;
            }
            double alpha = rz / pq;
            x.addScaled(alpha, p); // x ← x + α p
            r.addScaled(-alpha, q); // r ← r − α q
            run.precondition(r, z); // z ← M⁻¹ r
            double next = r.dot(z);
            p.scaleAndAdd(next / rz, z); // p ← z + β p
            rz = next;
        } while (run.step(r.norm()));
    }
}
