package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.profile.Region;
import org.parhelion.solvers.linear.DistributedVector;

/** The recursion over the levels. All ranks go through all of it, also through levels in which they take no part. */
final class Cycles {
    private final Hierarchy hierarchy;
    private final MultigridBuilder settings;
    private final int last;
    private final boolean symmetric;
    private final Profile profile;
    private final Region[] regions;

    /** @param symmetric whether points are smoothed in the opposite order after the coarse correction */
    Cycles(Hierarchy hierarchy, boolean symmetric) {
        this.hierarchy = hierarchy;
        this.settings = hierarchy.settings();
        this.last = hierarchy.levels().size() - 1;
        this.symmetric = symmetric;
        this.profile = hierarchy.profile();
        this.regions = new Region[last + 1];
        for (int depth = 0; depth <= last; depth++) {
            regions[depth] = Region.of("multigrid level " + depth);
        }
    }

    /** One cycle for A u = b on the finest level, from the u that is given. */
    void run(DistributedVector u, DistributedVector b) {
        cycle(0, u, b, settings.cycle(), false);
    }

    /** As {@link #run}, and ‖b − A u‖ where it comes cheaply: where the operator is a star. */
    OptionalDouble runAndMeasure(DistributedVector u, DistributedVector b) {
        cycle(0, u, b, settings.cycle(), true);
        return measured();
    }

    private OptionalDouble measured() {
        return finestStar().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(finestStar().get().squaresNorm());
    }

    private Optional<StarLevelOperator> finestStar() {
        return hierarchy.levels().get(0).operator() instanceof StarLevelOperator star
                ? Optional.of(star)
                : Optional.empty();
    }

    private void cycle(int depth, DistributedVector u, DistributedVector b, Cycle kind, boolean measure) {
        if (depth == last) {
            solveCoarsest(u, b, measure);
            return;
        }
        Level coarse = hierarchy.levels().get(depth + 1);
        smoothAndRestrict(depth, Optional.empty(), u, b, coarse);
        correctFromBelow(depth, u, b, kind, measure);
    }

    private void solveCoarsest(DistributedVector u, DistributedVector b, boolean measure) {
        profile.enter(regions[last]);
        if (hierarchy.levels().get(last).isActive()) {
            hierarchy.coarseSolver().solve(b, u);
        }
        if (measure) {
            addSquares(u, b);
        }
        profile.leave();
    }

    private void addSquares(DistributedVector u, DistributedVector b) {
        finestStar().ifPresent(star -> star.sumSquares(u.data(), b.data()));
    }

    /** The coarse level's right-hand side is there: solves for the correction there, and smooths here. */
    private void correctFromBelow(int depth, DistributedVector u, DistributedVector b, Cycle kind, boolean measure) {
        Level coarse = hierarchy.levels().get(depth + 1);
        clear(coarse.solution());
        boolean once = kind == Cycle.V || depth + 1 == last;
        cycle(depth + 1, coarse.solution(), coarse.rightHandSide(), kind, false);
        if (!once) {
            cycle(depth + 1, coarse.solution(), coarse.rightHandSide(), kind == Cycle.F ? Cycle.V : kind, false);
        }
        correctAndSmooth(depth, u, b, coarse, measure);
    }

    /**
     * Smooths u; coarse right-hand side ← R (b − A u).
     *
     * @param start what u begins with; empty for what it holds
     */
    private void smoothAndRestrict(
            int depth, Optional<FusedSweeps.Start> start, DistributedVector u, DistributedVector b, Level coarse) {
        profile.enter(regions[depth]);
        Level fine = hierarchy.levels().get(depth);
        Optional<FusedSweeps> fused = hierarchy.fusedSweeps(depth).filter(FusedSweeps::canRestrict);
        int sweeps = settings.sweepsBefore();
        if (fused.isPresent()) {
            double[] target = Level.data(coarse.rightHandSide());
            fused.get()
                    .down(start, u.data(), b.data(), () -> fine.residualVector().data(), sweeps, target);
            written(u);
            profile.leave();
            return;
        }
        start.ifPresent(from -> from.prolongation().apply(from.coarse(), Level.data(u), false));
        written(u);
        fine.relax(u, b, sweeps, false);
        DistributedVector r = fine.residualVector();
        if (fine.isActive()) {
            fine.operator().residual(u, b, r);
        }
        hierarchy.transfer(depth).restrict(Level.data(r), Level.data(coarse.rightHandSide()));
        profile.leave();
    }

    /** u ← u + P (coarse solution); smooths u. */
    private void correctAndSmooth(int depth, DistributedVector u, DistributedVector b, Level coarse, boolean measure) {
        profile.enter(regions[depth]);
        Optional<FusedSweeps> fused = hierarchy.fusedSweeps(depth);
        double[] correction = Level.data(coarse.solution());
        if (fused.isPresent()) {
            fused.get().up(correction, u.data(), b.data(), settings.sweepsAfter(), symmetric, measure);
            written(u);
            profile.leave();
            return;
        }
        hierarchy.transfer(depth).correct(correction, Level.data(u));
        written(u);
        hierarchy.levels().get(depth).relax(u, b, settings.sweepsAfter(), symmetric);
        if (measure) {
            addSquares(u, b);
        }
        profile.leave();
    }

    /**
     * Full multigrid: b is restricted down to the coarsest level, and on the way up the solution of each level, carried to the
     * next finer one by cubic interpolation, is what its cycles begin with.
     *
     * @param cycles on each level, at least 1
     */
    void runFull(DistributedVector u, DistributedVector b, int cycles) {
        full(0, u, b, cycles, false);
    }

    /** As {@link #runFull} with one cycle on each level, and as {@link #runAndMeasure}. */
    OptionalDouble runFullAndMeasure(DistributedVector u, DistributedVector b) {
        full(0, u, b, 1, true);
        return measured();
    }

    private void full(int depth, DistributedVector u, DistributedVector b, int cycles, boolean measure) {
        if (depth == last) {
            solveCoarsest(u, b, measure);
            return;
        }
        Level coarse = hierarchy.levels().get(depth + 1);
        restrictRightHandSide(depth, b, coarse.rightHandSide());
        full(depth + 1, coarse.solution(), coarse.rightHandSide(), cycles, false);
        FusedSweeps.Start start =
                new FusedSweeps.Start(hierarchy.solutionProlongation(depth), Level.data(coarse.solution()));
        for (int n = 0; n < cycles; n++) {
            smoothAndRestrict(depth, n == 0 ? Optional.of(start) : Optional.empty(), u, b, coarse);
            correctFromBelow(depth, u, b, settings.cycle(), measure && n == cycles - 1);
        }
    }

    private void restrictRightHandSide(int depth, DistributedVector b, DistributedVector coarse) {
        Level fine = hierarchy.levels().get(depth);
        Optional<FusedSweeps> fused = hierarchy.fusedSweeps(depth).filter(FusedSweeps::canRestrict);
        if (fused.isPresent()) {
            fused.get().restrict(b.data(), () -> fine.residualVector().data(), Level.data(coarse));
            return;
        }
        DistributedVector r = b;
        if (!hierarchy.transfer(depth).isLocal()) {
            // ghosts of b are needed, and b is not ours
            r = fine.residualVector();
            if (r != null) {
                r.copyFrom(b);
            }
        }
        hierarchy.transfer(depth).restrict(Level.data(r), Level.data(coarse));
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
