package org.parhelion.solvers.simulation;

import java.util.Optional;
import org.parhelion.solvers.simulation.CaseSource.Position;

/**
 * An unknown of a case.
 *
 * @param rate explicit part of its rate
 * @param implicit part of its rate for which is solved
 * @param boundary the sides at which it differs from the grid's boundary
 */
record FieldSpec(
        String name,
        CaseText initial,
        Optional<CaseText> rate,
        Optional<CaseText> implicit,
        Optional<BoundarySpec> boundary,
        Position position) {
    /** Whether the field changes. */
    boolean isUnknown() {
        return rate.isPresent() || implicit.isPresent();
    }
}
