package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.Location;
import org.parhelion.solvers.simulation.CaseSource.Position;

/**
 * −∇·(a ∇u) + k u = f.
 *
 * @param model {@code poisson} or {@code helmholtz}
 * @param field the unknown's name
 * @param coefficient a: none for 1, one for all axes, or one for each
 * @param shift k, or nothing for 0
 * @param boundary the sides at which the unknown differs from the grid's boundary
 * @param exact the solution, where it is known
 * @param position for messages about the unknown
 */
record EllipticSpec(
        String model,
        String field,
        Location location,
        List<CaseText> coefficient,
        Optional<CaseText> shift,
        CaseText source,
        Optional<BoundarySpec> boundary,
        Optional<CaseText> exact,
        Position position)
        implements ModelSpec {}
