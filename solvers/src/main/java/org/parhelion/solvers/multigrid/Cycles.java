package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import java.util.Optional;
import org.parhelion.solvers.linear.DistributedVector;

/** The recursion over the levels. All ranks go through all of it, also through levels in which they take no part. */
final class Cycles {
    private final Hierarchy hierarchy;
    private final MultigridBuilder settings;
    private final int last;
    private final boolean symmetric;

    /** @param symmetric whether points are smoothed in the opposite order after the coarse correction */
    Cycles(Hierarchy hierarchy, boolean symmetric) {
        this.hierarchy = hierarchy;
        this.settings = hierarchy.settings();
        this.last = hierarchy.levels().size() - 1;
        this.symmetric = symmetric;
    }

    /** One cycle for A u = b on the finest level, from the u that is given. */
    void run(DistributedVector u, DistributedVector b) {
        cycle(0, u, b, settings.cycle());
    }

    private void cycle(int depth, DistributedVector u, DistributedVector b, Cycle kind) {
        Level level = hierarchy.levels().get(depth);
        if (depth == last) {
            if (level.isActive()) {
                hierarchy.coarseSolver().solve(b, u);
            }
            return;
        }
        Level coarse = hierarchy.levels().get(depth + 1);
        smoothAndRestrict(depth, u, b, coarse);
        clear(coarse.solution());
        boolean once = kind == Cycle.V || depth + 1 == last;
        cycle(depth + 1, coarse.solution(), coarse.rightHandSide(), kind);
        if (!once) {
            cycle(depth + 1, coarse.solution(), coarse.rightHandSide(), kind == Cycle.F ? Cycle.V : kind);
        }
        correctAndSmooth(depth, u, b, coarse);
    }

    /** Smooths u; coarse right-hand side ← R (b − A u). */
    private void smoothAndRestrict(int depth, DistributedVector u, DistributedVector b, Level coarse) {
        Level fine = hierarchy.levels().get(depth);
        Optional<FusedSweeps> fused = hierarchy.fusedSweeps(depth);
        if (fused.isPresent()) {
            fused.get().down(u.data(), b.data(), settings.sweepsBefore(), Level.data(coarse.rightHandSide()));
            return;
        }
        fine.relax(u, b, settings.sweepsBefore(), false);
        DistributedVector r = fine.residualVector();
        if (fine.isActive()) {
            fine.operator().residual(u, b, r);
        }
        hierarchy.transfer(depth).restrict(Level.data(r), Level.data(coarse.rightHandSide()));
    }

    /** u ← u + P (coarse solution); smooths u. */
    private void correctAndSmooth(int depth, DistributedVector u, DistributedVector b, Level coarse) {
        Optional<FusedSweeps> fused = hierarchy.fusedSweeps(depth);
        if (fused.isPresent()) {
            fused.get().up(Level.data(coarse.solution()), u.data(), b.data(), settings.sweepsAfter(), symmetric);
            written(u);
            return;
        }
        hierarchy.transfer(depth).correct(Level.data(coarse.solution()), Level.data(u));
        written(u);
        hierarchy.levels().get(depth).relax(u, b, settings.sweepsAfter(), symmetric);
    }

    /**
     * Full multigrid: b is restricted down to the coarsest level, and on the way up the solution of each level, carried to the
     * next finer one by cubic interpolation, is what its cycles begin with.
     *
     * @param cycles on each level
     */
    void runFull(DistributedVector u, DistributedVector b, int cycles) {
        full(0, u, b, cycles);
    }

    private void full(int depth, DistributedVector u, DistributedVector b, int cycles) {
        if (depth == last) {
            cycle(depth, u, b, settings.cycle());
            return;
        }
        Level coarse = hierarchy.levels().get(depth + 1);
        DistributedVector coarseB = coarse.rightHandSide();
        // ghosts of b are needed, and b is not ours
        DistributedVector r = hierarchy.levels().get(depth).residualVector();
        if (r != null) {
            r.copyFrom(b);
        }
        hierarchy.transfer(depth).restrict(Level.data(r), Level.data(coarseB));
        full(depth + 1, coarse.solution(), coarseB, cycles);
        hierarchy.solutionProlongation(depth).apply(Level.data(coarse.solution()), Level.data(u), false);
        written(u);
        for (int n = 0; n < cycles; n++) {
            cycle(depth, u, b, settings.cycle());
        }
    }

    static void clear(DistributedVector u) {
        if (u != null) {
            Arrays.fill(u.data(), 0);
            u.markWritten();
        }
    }

    private static void written(DistributedVector u) {
        if (u != null) {
            u.markWritten();
        }
    }
}
