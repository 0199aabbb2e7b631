package org.parhelion.solvers.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary.Kind;
import org.parhelion.mesh.Side;
import org.parhelion.solvers.simulation.BoundarySpec.Wall;
import org.parhelion.solvers.simulation.CaseSource.Position;

/** Reads what a case says about the sides of the domain: one kind for all, or kinds by axis and side. */
final class BoundaryReader {
    private static final List<String> VALUED = List.of("dirichlet", "neumann", "robin");

    private final int dimensions;

    BoundaryReader(int dimensions) {
        this.dimensions = dimensions;
    }

    /** Every side of the grid has a wall afterwards: periodic where the case says nothing at all. */
    BoundarySpec ofGrid(CaseNode node, Position grid) {
        if (node == null) {
            return BoundarySpec.everywhere(dimensions, new Wall(Kind.PERIODIC, List.of(), grid));
        }
        BoundarySpec spec = read("grid.boundary", node);
        for (int a = 0; a < dimensions; a++) {
            Axis axis = Axis.of(a);
            Wall low = spec.walls().get(Side.of(axis, false));
            Wall high = spec.walls().get(Side.of(axis, true));
            if (low == null || high == null) {
                Side missing = Side.of(axis, low != null);
                throw node.position()
                        .refuse("grid.boundary says nothing about side " + missing.label() + "; add " + missing.label()
                                + " or " + axis.label());
            }
            if ((low.kind() == Kind.PERIODIC) != (high.kind() == Kind.PERIODIC)) {
                Wall periodic = low.kind() == Kind.PERIODIC ? low : high;
                throw periodic.position()
                        .refuse("axis " + axis.label() + " is periodic on one side only; write " + axis.label()
                                + ": periodic");
            }
        }
        return spec;
    }

    /**
     * The sides at which a field differs from the grid; where the grid is periodic it cannot.
     *
     * @param path key of the boundary, for messages
     */
    BoundarySpec ofField(String path, CaseNode node, GridSpec grid) {
        BoundarySpec spec = read(path, node);
        Map<Side, Wall> walls = new EnumMap<>(spec.walls());
        for (Map.Entry<Side, Wall> entry : spec.walls().entrySet()) {
            Axis axis = entry.getKey().axis();
            boolean periodic = entry.getValue().kind() == Kind.PERIODIC;
            if (!periodic && grid.boundary().isPeriodic(axis) && isForAllSides(node)) {
                walls.remove(entry.getKey());
            } else if (periodic != grid.boundary().isPeriodic(axis)) {
                String fact = periodic ? "is not periodic" : "is periodic";
                throw entry.getValue()
                        .position()
                        .refuse(path + ": axis " + axis.label() + " of the grid " + fact
                                + ", and fields cannot differ in that");
            }
        }
        return new BoundarySpec(walls);
    }

    private static boolean isForAllSides(CaseNode node) {
        return !(node instanceof CaseNode.Mapping map) || isWall(map);
    }

    private BoundarySpec read(String path, CaseNode node) {
        if (isForAllSides(node)) {
            return BoundarySpec.everywhere(dimensions, wall(path, node));
        }
        Map<Side, Wall> walls = new EnumMap<>(Side.class);
        Map<String, CaseNode.Entry> entries = ((CaseNode.Mapping) node).entries();
        entries.forEach((key, entry) -> {
            Axis axis = Axis.of("xyz".indexOf(key.charAt(0)));
            if (axis.ordinal() >= dimensions) {
                throw entry.key().refuse(path + ": a " + dimensions + "-D grid has no axis " + axis.label());
            }
            Wall wall = wall(path + "." + key, entry.value());
            for (boolean high : new boolean[] {false, true}) {
                Side side = Side.of(axis, high);
                if (key.equals(side.label()) || (key.equals(axis.label()) && !entries.containsKey(side.label()))) {
                    walls.put(side, wall);
                }
            }
        });
        return new BoundarySpec(walls);
    }

    private static boolean isWall(CaseNode.Mapping map) {
        return map.entries().keySet().stream().anyMatch(VALUED::contains);
    }

    private static Wall wall(String path, CaseNode node) {
        if (node instanceof CaseNode.Mapping map) {
            if (map.entries().size() != 1) {
                throw node.position()
                        .refuse(path + " takes exactly one of dirichlet, neumann, robin, not "
                                + String.join(" and ", map.entries().keySet()));
            }
            Map.Entry<String, CaseNode.Entry> entry =
                    map.entries().entrySet().iterator().next();
            CaseNode value = entry.getValue().value();
            String key = path + "." + entry.getKey();
            List<CaseText> values = value instanceof CaseNode.Sequence list
                    ? list.elements().stream()
                            .map(element -> CaseText.of(key, element))
                            .toList()
                    : List.of(CaseText.of(key, value));
            return new Wall(kind(entry.getKey()), values, node.position());
        }
        CaseNode.Scalar word = (CaseNode.Scalar) node;
        List<CaseText> values =
                word.text().equals("neumann") ? List.of(new CaseText(path, "0", node.position())) : List.of();
        return new Wall(kind(word.text()), values, node.position());
    }

    private static Kind kind(String word) {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
