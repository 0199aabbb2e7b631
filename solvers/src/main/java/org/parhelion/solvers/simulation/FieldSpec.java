package org.parhelion.solvers.simulation;

import java.util.Optional;
import org.parhelion.solvers.simulation.CaseSource.Position;

/**
 * An unknown of a case.
 *
 * @param boundary the sides at which it differs from the grid's boundary
 */
record FieldSpec(
        String name, CaseText initial, Optional<CaseText> rate, Optional<BoundarySpec> boundary, Position position) {}
