package org.parhelion.examples;

import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * HPCG's preconditioner: a V-cycle with one symmetric Gauss–Seidel sweep before and one after the correction by the problem on
 * every second point; residuals are injected, corrections added at those points only. A sweep goes forward and backward over the
 * rows of each rank and takes numbers of other ranks as they were at its beginning, so it depends on the number of ranks.
 */
final class HpcgMultigrid implements LinearOperator {
    private final CsrMatrix a;
    private final DistributedVector image;
    private final double[] diagonal;
    /** Row of each coarse point, none on the coarsest level. */
    private final int[] coarsePoints;

    private final HpcgMultigrid coarser;
    private final DistributedVector coarseResidual;
    private final DistributedVector coarseCorrection;

    /**
     * Collective.
     *
     * @param matrix that of the problem, or one of the same places
     * @param levels 1 for Gauss–Seidel alone
     */
    HpcgMultigrid(HpcgProblem problem, CsrMatrix matrix, int levels) {
        a = matrix;
        image = a.range().vector("image");
        diagonal = a.diagonal().orElseThrow().data();
        if (levels == 1) {
            coarsePoints = new int[0];
            coarser = null;
            coarseResidual = null;
            coarseCorrection = null;
            return;
        }
        if (!problem.canBeCoarsened()) {
            throw new IllegalArgumentException("HPCG: a rank's points along each axis must be even for " + levels
                    + " levels; take multiples of 8 for 4");
        }
        coarsePoints = problem.coarsePoints();
        HpcgProblem half = problem.coarser();
        coarser = new HpcgMultigrid(half, half.matrix(), levels - 1);
        coarseResidual = half.space().vector("coarse residual");
        coarseCorrection = half.space().vector("coarse correction");
    }

    @Override
    public VectorSpace domain() {
        return a.domain();
    }

    @Override
    public void apply(DistributedVector r, DistributedVector z) {
        z.fill(0);
        sweep(r.data(), z);
        if (coarser != null) {
            a.apply(z, image);
            for (int n = 0; n < coarsePoints.length; n++) {
                int row = coarsePoints[n];
                coarseResidual.data()[n] = r.data()[row] - image.data()[row];
            }
            coarser.apply(coarseResidual, coarseCorrection);
            for (int n = 0; n < coarsePoints.length; n++) {
                z.data()[coarsePoints[n]] += coarseCorrection.data()[n];
            }
            sweep(r.data(), z);
        }
        z.markWritten();
    }

    private void sweep(double[] r, DistributedVector z) {
        double[] ghosts = a.ghostValues(z);
        for (int row = 0; row < diagonal.length; row++) {
            relax(row, r, z.data(), ghosts);
        }
        for (int row = diagonal.length - 1; row >= 0; row--) {
            relax(row, r, z.data(), ghosts);
        }
    }

    /** zᵢ ← (rᵢ − Σ aᵢⱼ zⱼ) / aᵢᵢ over j ≠ i. */
    private void relax(int row, double[] r, double[] z, double[] ghosts) {
        int[] columns = a.localColumns();
        double[] values = a.values();
        double sum = r[row];
        for (int k = a.rowStart()[row]; k < a.rowStart()[row + 1]; k++) {
            int column = columns[k];
            sum -= values[k] * (column < z.length ? z[column] : ghosts[column - z.length]);
        }
        z[row] = (sum + diagonal[row] * z[row]) / diagonal[row];
    }

    /** Floating-point operations of a cycle on this rank, as HPCG counts them. */
    double operations() {
        double entries = a.values().length;
        return coarser == null ? 4 * entries : 10 * entries + coarser.operations();
    }
}
