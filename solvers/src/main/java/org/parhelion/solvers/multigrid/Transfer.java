package org.parhelion.solvers.multigrid;

/** A way between a level and the next coarser one. All ranks go it together. */
interface Transfer extends AutoCloseable {
    /**
     * To the coarser level: b ← R r.
     *
     * @param r fine values of this rank; ghosts are overwritten; null if it has none
     * @param b coarse values of this rank; null if it has none
     */
    void restrict(double[] r, double[] b);

    /** Whether {@link #restrict} leaves r as it is, as nothing is needed of other ranks or across periodic seams. */
    boolean isLocal();

    /**
     * To the finer level: u ← u + P v.
     *
     * @param v coarse values of this rank; ghosts are overwritten; null if it has none
     * @param u fine values of this rank; null if it has none
     */
    void correct(double[] v, double[] u);

    @Override
    void close();
}
