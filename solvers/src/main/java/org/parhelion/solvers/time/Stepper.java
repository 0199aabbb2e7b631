package org.parhelion.solvers.time;

import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mesh.stencil.Kernel;

/** Takes steps of given lengths. */
interface Stepper {
    /** Advances all unknowns from the grid's time by {@code dt}, after which the grid's time is {@code end}. */
    void step(double dt, double end);

    /** Fields besides the unknowns that the next step depends on. */
    default List<Field> history() {
        return List.of();
    }

    /** Writes down the numbers that the next step, or the counts of what was solved, depend on. */
    default void save(StateValues state) {}

    /** Takes what {@link #save} has written down. */
    default void restore(StateValues state) {}

    /** All kernels of a step, in order. */
    List<Kernel> kernels();

    /** What was solved for so far. */
    default SolveCounts solves() {
        return SolveCounts.NONE;
    }
}
