package org.parhelion.solvers.dense;

import org.parhelion.blas.Doubles;
import org.parhelion.blas.Transpose;

/**
 * Brings one operand's panels to this rank, one ahead of use. For each panel all ranks call {@link #start}, {@link #advance}
 * and {@link #finish} in this order, and compute in between; what {@code finish} returned stays until the {@code finish} after.
 */
interface PanelSource {
    /** Packs what this rank has of the panel and starts to send it. */
    void start(KPanels.Panel panel);

    /** The second half of the way, for a panel that needs two: waits for the first and starts it. */
    void advance();

    /** Waits until the panel is here. */
    Doubles finish();

    /** Lets messages move on; never waits. */
    void poll();

    /** Distance between the starts of neighbouring columns of the panel that {@link #finish} returned last. */
    int leading();

    /** How the panel takes part in dgemm. */
    Transpose transpose();
}
