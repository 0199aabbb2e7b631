package org.parhelion.solvers.multigrid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.ReduceOp;

/**
 * Red–black sweeps, residual and restriction on the way down, and interpolation, sweeps and the norm of the residual on the way
 * up, each in one pass over memory, see {@link Wave}. The same bits, and the same messages, as one stage after the other.
 *
 * <p>Moved per point and pass: u read and written, b read, 24 bytes.
 */
final class FusedSweeps {
    /** With fewer points nothing is gained. */
    private static final int LEAST_POINTS = 2048;

    private final StarLevelOperator operator;
    private final StarKernels kernels;
    private final IndexBox owned;
    private final Wave wave;
    private final Prolongation prolongation;
    private final double omega;
    private final Optional<WaveRestriction> restriction;

    private FusedSweeps(Level fine, RedBlackRelaxation relaxation, LinearTransfer transfer, boolean restricts) {
        this.operator = relaxation.operator();
        this.kernels = operator.kernels();
        this.owned = fine.place().owned();
        this.omega = relaxation.omega();
        this.wave = new Wave(fine, arrays(kernels.stencil()));
        this.prolongation = transfer.prolongation();
        this.restriction = restricts
                ? Optional.of(new WaveRestriction(fine, wave, kernels, transfer.restriction()))
                : Optional.empty();
    }

    /** For a level and the way to the next coarser one, where it can be done. Collective. */
    static Optional<FusedSweeps> of(Level fine, Transfer transfer) {
        if (!(transfer instanceof LinearTransfer linear)) {
            return Optional.empty();
        }
        // where a rank must copy fine values, its neighbours must have all of them
        boolean bystander = !fine.isActive() && !linear.restriction().hasCoarse();
        double inPlace = bystander || linear.restriction().isInPlace() ? 1 : 0;
        boolean restricts = fine.finestCommunicator().allReduce(inPlace, ReduceOp.MIN) > 0;
        boolean fits = fine.isActive()
                && fine.relaxation() instanceof RedBlackRelaxation
                && fine.place().owned().count() >= LEAST_POINTS;
        return fits
                ? Optional.of(new FusedSweeps(fine, (RedBlackRelaxation) fine.relaxation(), linear, restricts))
                        .filter(it -> it.wave.canRun())
                : Optional.empty();
    }

    /** u, b, and the coefficients where these differ from point to point. */
    private static int arrays(StarStencil stencil) {
        int coefficients = 1;
        for (int a = 0; a < 3; a++) {
            coefficients += stencil.uses(a) ? 1 : 0;
        }
        return stencil.isSeparable() ? 2 : 2 + coefficients;
    }

    /** Whether {@link #down} can be called. */
    boolean canRestrict() {
        return restriction.isPresent();
    }

    /**
     * Smooths, and gives the coarse level its right-hand side.
     *
     * @param start what u begins with; empty for what it holds
     * @param r gives an array for what must be had of the residual, where ranks need each other's
     */
    void down(Optional<Start> start, double[] u, double[] b, Supplier<double[]> r, int sweeps, double[] coarse) {
        List<Wave.Stage> stages = new ArrayList<>();
        start.ifPresent(from -> stages.add(interpolate(from.prolongation(), from.coarse(), u, false)));
        if (start.isEmpty()) {
            operator.exchange(u);
        }
        relax(stages, u, b, sweeps, false);
        WaveRestriction last = restriction.orElseThrow();
        stages.add(last.stage(stages.size(), u, b, coarse));
        wave.run(stages);
        for (int s = 1; s < stages.size(); s++) {
            operator.exchange(u);
            if (s < stages.size() - 1) {
                wave.finish(s, stages.get(s));
            }
        }
        last.finish(stages.size() - 1, u, b, r, coarse);
    }

    /** Coarse right-hand side ← R b; see {@link #canRestrict}. */
    void restrict(double[] b, Supplier<double[]> r, double[] coarse) {
        restriction.orElseThrow().restrict(b, r, coarse);
    }

    /** Coarse values, by interpolation of which u begins. */
    record Start(Prolongation prolongation, double[] coarse) {}

    /**
     * Adds the coarse level's correction, and smooths.
     *
     * @param squares whether to leave the sum of the residual's squares in the operator
     */
    void up(double[] coarse, double[] u, double[] b, int sweeps, boolean reversed, boolean squares) {
        List<Wave.Stage> stages = new ArrayList<>();
        stages.add(interpolate(prolongation, coarse, u, true));
        relax(stages, u, b, sweeps, reversed);
        if (squares) {
            operator.clearSquares();
            stages.add((k, from, to) -> operator.addSquares(u, b, k, from, to));
        }
        wave.run(stages);
        for (int s = 1; s < stages.size(); s++) {
            operator.exchange(u);
            wave.finish(s, stages.get(s));
        }
    }

    private Wave.Stage interpolate(Prolongation by, double[] coarse, double[] u, boolean add) {
        double[] v = by.gather(coarse);
        return (k, from, to) -> by.rows(v, u, owned.z0() + k, owned.y0() + from, owned.y0() + to, add);
    }

    private void relax(List<Wave.Stage> stages, double[] u, double[] b, int sweeps, boolean reversed) {
        for (int n = 0; n < 2 * sweeps; n++) {
            int colour = reversed ? 1 - (n & 1) : n & 1;
            stages.add((k, from, to) -> kernels.relaxRows(colour, u, b, omega, k, from, to));
        }
    }
}
