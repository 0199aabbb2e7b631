package org.parhelion.solvers.simulation;

import java.util.List;
import org.parhelion.solvers.simulation.CaseSource.Position;

/**
 * The domain as a case describes it.
 *
 * @param size cells along each axis, one to three
 * @param extent ends of each axis, as many
 * @param boundary what holds at the sides of all fields that say nothing else
 * @param position for messages about the whole grid
 */
record GridSpec(List<Integer> size, List<Extent> extent, BoundarySpec boundary, Position position) {
    /** Coordinates of the two ends of an axis. */
    record Extent(double from, double to) {}

    int dimensions() {
        return size.size();
    }
}
