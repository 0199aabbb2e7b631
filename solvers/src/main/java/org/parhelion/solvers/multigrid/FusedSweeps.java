package org.parhelion.solvers.multigrid;

import java.util.Optional;

/**
 * Red–black sweeps, residual and restriction on the way down, and interpolation and sweeps on the way up, each in one pass over
 * memory: a plane goes through all stages while it is in the cache. A stage is one plane behind the one before it, whose
 * values on both sides it needs. Where a rank needs no ghosts between the stages; the same bits as one stage after the other.
 *
 * <p>Moved per point and pass: u read and written, b read, 24 bytes.
 */
final class FusedSweeps {
    /** With fewer planes nothing is gained. */
    private static final int LEAST_PLANES = 8;

    private final StarKernels kernels;
    private final Restriction restriction;
    private final Prolongation prolongation;
    private final double omega;
    private final int planes;
    private final int strideZ;
    private final int firstPlane;
    private final int coarsePlane;
    private final int lastCoarsePlane;
    private final int depth;
    private double[] ring;

    private FusedSweeps(Level fine, RedBlackRelaxation relaxation, LinearTransfer transfer) {
        StarLayout layout = fine.place().layout();
        this.kernels = relaxation.operator().kernels();
        this.restriction = transfer.restriction();
        this.prolongation = transfer.prolongation();
        this.omega = relaxation.omega();
        this.planes = layout.nz();
        this.strideZ = layout.strideZ();
        this.firstPlane = fine.place().owned().z0();
        this.coarsePlane = restriction.firstPlane();
        this.lastCoarsePlane = restriction.endPlane();
        this.depth = restriction.mostPlanes();
    }

    /** For a level and the way to the next coarser one, where it can be done. */
    static Optional<FusedSweeps> of(Level fine, Transfer transfer) {
        boolean fits = fine.isActive()
                && fine.relaxation() instanceof RedBlackRelaxation
                && transfer instanceof LinearTransfer
                && fine.place().layout().nz() >= LEAST_PLANES;
        if (!fits) {
            return Optional.empty();
        }
        RedBlackRelaxation relaxation = (RedBlackRelaxation) fine.relaxation();
        LinearTransfer linear = (LinearTransfer) transfer;
        boolean alone = !relaxation.operator().hasHalo()
                && linear.restriction().isLocal(fine.place().owned())
                && linear.prolongation().isLocal();
        return alone ? Optional.of(new FusedSweeps(fine, relaxation, linear)) : Optional.empty();
    }

    /** Smooths, and gives the coarse level its right-hand side. */
    void down(double[] u, double[] b, int sweeps, double[] coarse) {
        int stages = 2 * sweeps;
        if (ring == null) {
            ring = new double[kernels.stencil().layout().origin() + (depth + 1) * strideZ];
        }
        int next = coarsePlane;
        for (int step = 0; step < planes + stages; step++) {
            for (int stage = 0; stage < stages; stage++) {
                relax(stage & 1, u, b, step - stage);
            }
            int k = step - stages;
            if (k >= 0) {
                kernels.residualPlane(u, b, ring, (k % depth - k) * strideZ, k);
                while (next < lastCoarsePlane && restriction.lastFine(next) <= firstPlane + k) {
                    restriction.plane(ring, depth, firstPlane, coarse, next++);
                }
            }
        }
    }

    /** Adds the coarse level's correction, and smooths. */
    void up(double[] coarse, double[] u, double[] b, int sweeps, boolean reversed) {
        int stages = 2 * sweeps;
        for (int step = 0; step < planes + stages; step++) {
            if (step < planes) {
                prolongation.plane(coarse, u, firstPlane + step, true);
            }
            for (int stage = 0; stage < stages; stage++) {
                relax(reversed ? 1 - (stage & 1) : stage & 1, u, b, step - 1 - stage);
            }
        }
    }

    private void relax(int colour, double[] u, double[] b, int k) {
        if (k >= 0 && k < planes) {
            kernels.relaxPlane(colour, u, b, omega, k);
        }
    }
}
