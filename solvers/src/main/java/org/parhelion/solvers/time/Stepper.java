package org.parhelion.solvers.time;

import java.util.List;
import org.parhelion.mesh.stencil.Kernel;

/** Takes steps of given lengths. */
interface Stepper {
    /** Advances all unknowns from the grid's time by {@code dt}, after which the grid's time is {@code end}. */
    void step(double dt, double end);

    /** All kernels of a step, in order. */
    List<Kernel> kernels();

    /** What was solved for so far. */
    default SolveCounts solves() {
        return SolveCounts.NONE;
    }
}
