package org.parhelion.solvers.multigrid;

/** A star-shaped operator on one level, as far as coarser levels and loops are made from it. */
interface StarOperator {
    /** Mean strength of the ties along x, y, z, the same on every rank. */
    double[] couplings();

    /** The share of an axis that belongs to each of its points. */
    double[] weight(int axis);

    /** The shares of the coarse points of a transfer. */
    double[] coarseWeight(int axis, AxisTransfer transfer);

    /**
     * This rank's part.
     *
     * @param layout where its unknowns lie
     */
    StarStencil stencil(StarLayout layout);

    /**
     * The operator on the next coarser level. Collective.
     *
     * @param place where this rank's coarse unknowns lie; null if it has none
     */
    StarOperator coarsened(LevelShape coarse, AxisTransfer[] transfers, LevelPlace place);
}
