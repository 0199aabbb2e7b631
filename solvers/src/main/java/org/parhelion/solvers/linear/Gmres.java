package org.parhelion.solvers.linear;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.solvers.linear.SolveResult.Status;

/**
 * Generalized minimal residuals, restarted after m steps and preconditioned from the right, so that the residual it
 * minimises is the true one: Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003), algorithm 9.5; the
 * flexible form, which keeps z = M⁻¹ v of each step and so allows another M in each, algorithm 9.6. The basis is made as
 * {@link KrylovBasis} says.
 */
final class Gmres extends LinearSolver {
    /** A whole cycle that leaves more than this of the residual is no progress. */
    private static final double NO_PROGRESS = 1 - 1e-6;

    private final int most;
    private final boolean flexible;

    Gmres(Setup setup, int most, boolean flexible) {
        super((flexible ? "FGMRES(" : "GMRES(") + most + ")", setup);
        if (most < 1) {
            throw new IllegalArgumentException(name() + ": a restart after " + most + " steps; at least 1 is needed");
        }
        this.most = most;
        this.flexible = flexible;
    }

    @Override
    protected LinearSolver with(Setup setup) {
        return new Gmres(setup, most, flexible);
    }

    /** What is kept between solves. */
    private record Work(
            VectorSpace space, KrylovBasis basis, HessenbergSystem system, List<DistributedVector> directions) {
        static Work of(VectorSpace space, int most) {
            return new Work(space, new KrylovBasis(space, most), new HessenbergSystem(most), new ArrayList<>());
        }

        DistributedVector direction(int j) {
            if (directions.size() == j) {
                directions.add(space.vector("z" + j));
            }
            return directions.get(j);
        }
    }

    @Override
    protected void iterate(SolveRun run) {
        Work work = run.keep(Work.class, () -> Work.of(run.operator().domain(), most));
        double norm = run.residualNorm();
        while (cycle(run, work, norm)) {
            double now = run.refresh(); // r ← b − A x
            if (!(now <= NO_PROGRESS * norm)) {
                boolean singular = work.system.isSingular();
                run.end(
                        singular ? Status.BREAKDOWN : Status.STAGNATED,
                        singular
                                ? "the operator is singular on the Krylov space"
                                : "a cycle of " + most + " steps did not lessen the residual");
                return;
            }
            norm = now;
        }
    }

    /** Where M⁻¹ vⱼ goes: flexible GMRES keeps them all. */
    private DistributedVector direction(SolveRun run, Work work, int j) {
        return flexible ? work.direction(j) : run.isPreconditioned() ? run.vector("z") : work.basis.vector(j);
    }

    /** Up to m steps and the change of x that they give; whether to begin another cycle. */
    private boolean cycle(SolveRun run, Work work, double norm) {
        KrylovBasis basis = work.basis;
        HessenbergSystem system = work.system;
        basis.start(run.residual(), norm); // v₀ ← r / ‖r‖
        system.start(norm);
        boolean more = true;
        boolean exhausted = false;
        for (int j = 0; j < most && more && !exhausted; j++) {
            DistributedVector z = direction(run, work, j);
            run.precondition(basis.vector(j), z); // z ← M⁻¹ vⱼ
            run.operator().apply(z, basis.vector(j + 1)); // w ← A z
            double[] h = basis.orthonormalise(j + 1); // w = Σ hᵢ vᵢ + h vⱼ₊₁
            if (!Double.isFinite(h[j + 1])) {
                more = run.step(Double.NaN);
            } else {
                more = run.step(system.add(h)); // ‖r‖ = min ‖β e₁ − H y‖
                exhausted = h[j + 1] == 0;
            }
        }
        int steps = system.columns();
        double[] y = system.solve();
        if (flexible) {
            FusedPass pass = run.pass(0);
            for (int j = 0; j < steps; j++) {
                pass.addScaled(run.solution(), y[j], direction(run, work, j)); // x ← x + Z y
            }
            pass.run();
        } else if (run.isPreconditioned()) {
            DistributedVector sum = run.vector("V y");
            sum.fill(0);
            basis.addTo(sum, y, steps);
            run.precondition(sum, run.vector("z"));
            run.solution().addScaled(1, run.vector("z")); // x ← x + M⁻¹ V y
        } else {
            basis.addTo(run.solution(), y, steps); // x ← x + V y
        }
        return more;
    }
}
