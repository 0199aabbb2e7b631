package org.parhelion.solvers.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.Side;
import org.parhelion.solvers.simulation.CaseSource.Position;

/** What a case says about the sides of the domain; sides that it does not name are absent. */
record BoundarySpec(Map<Side, Wall> walls) {
    /** A kind and the expressions it needs. */
    record Wall(Boundary.Kind kind, List<CaseText> values, Position position) {}

    static BoundarySpec everywhere(int dimensions, Wall wall) {
        Map<Side, Wall> walls = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            if (side.axis().ordinal() < dimensions) {
                walls.put(side, wall);
            }
        }
        return new BoundarySpec(walls);
    }

    boolean isPeriodic(Axis axis) {
        Wall low = walls.get(Side.of(axis, false));
        return low != null && low.kind() == Boundary.Kind.PERIODIC;
    }
}
