package org.parhelion.solvers.multigrid;

import org.parhelion.mpi.Communicator;

/** The operator of one level, as far as coarser levels and what is done on a level are made from it. */
interface CoarsenableOperator {
    /** Mean strength of the ties along x, y, z, the same on every rank. */
    double[] couplings();

    /** The share of an axis that belongs to each of its points. */
    double[] weight(int axis);

    /** The shares of the coarse points of a transfer. */
    double[] coarseWeight(int axis, AxisTransfer transfer);

    /** What applies it on the ranks that take part. */
    LevelOperator levelOperator(Communicator finest, LevelShape shape, LevelPlace place);

    /**
     * The operator on the next coarser level. Collective.
     *
     * @param place where this rank's coarse unknowns lie; null if it has none
     */
    CoarsenableOperator coarsened(LevelShape coarse, AxisTransfer[] transfers, LevelPlace place);
}
