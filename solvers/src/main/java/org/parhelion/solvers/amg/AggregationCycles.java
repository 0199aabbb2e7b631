package org.parhelion.solvers.amg;

import org.parhelion.solvers.multigrid.Cycle;

/** The recursion over the levels. All ranks go through all of it, also through levels of which they have no rows. */
final class AggregationCycles {
    /** Steps with which a last level that is too large for a dense matrix is smoothed. */
    private static final int SWEEPS = 4;

    private final Hierarchy hierarchy;
    private final Cycle cycle;

    AggregationCycles(Hierarchy hierarchy, Cycle cycle) {
        this.hierarchy = hierarchy;
        this.cycle = cycle;
    }

    /** z ← M⁻¹ r: one cycle from zero. */
    void apply(double[] r, double[] z) {
        if (hierarchy.levels().isEmpty()) {
            hierarchy.coarse().solve(r, z);
        } else {
            visit(0, r, true, cycle, z);
        }
    }

    private void visit(int depth, double[] b, boolean fromZero, Cycle kind, double[] target) {
        Level level = hierarchy.levels().get(depth);
        boolean bottom = depth == hierarchy.levels().size() - 1 && hierarchy.coarse() == null;
        if (bottom) {
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                level.relax(b, fromZero && sweep == 0, sweep == SWEEPS - 1 ? target : null);
            }
            return;
        }
        level.relax(b, fromZero, null);
        correct(depth, b, kind);
        level.relax(b, false, target);
    }

    /** x ← x + P (coarse solution of Pᵀ A P e = Pᵀ (b − A x)). */
    private void correct(int depth, double[] b, Cycle kind) {
        Level level = hierarchy.levels().get(depth);
        Transfer transfer = hierarchy.transfer(depth);
        level.residual(b, transfer.residual());
        if (depth == hierarchy.levels().size() - 1) {
            double[] right = transfer.coarse();
            transfer.restrict(right);
            hierarchy.coarse().solve(right, transfer.coarse());
            transfer.prolong(transfer.coarse(), level.solution());
            return;
        }
        Level coarse = hierarchy.levels().get(depth + 1);
        transfer.restrict(coarse.rightHandSide());
        visit(depth + 1, coarse.rightHandSide(), true, kind, null);
        if (kind != Cycle.V) {
            visit(depth + 1, coarse.rightHandSide(), false, kind == Cycle.F ? Cycle.V : kind, null);
        }
        transfer.prolong(coarse.solution(), level.solution());
    }
}
