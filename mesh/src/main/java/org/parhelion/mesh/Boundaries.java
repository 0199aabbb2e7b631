package org.parhelion.mesh;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Parameter;

/** What holds on the six sides of the domain for one field. */
final class Boundaries {
    private final Field field;
    private final Boundary[] sides = new Boundary[6];
    private Parameter[] parameters = {};

    Boundaries(Field field) {
        this.field = field;
        for (Side side : Side.values()) {
            boolean periodic = field.grid().isPeriodic(side.axis());
            sides[side.ordinal()] = periodic ? Boundary.periodic() : Boundary.INSULATED;
        }
    }

    Boundary get(Side side) {
        return sides[side.ordinal()];
    }

    /** The parameters that the boundary values use, always in the same order. */
    Parameter[] parameters() {
        return parameters;
    }

    void set(Side side, Boundary boundary) {
        CartesianGrid grid = field.grid();
        String where = "field " + field.name() + ", side " + side.label() + ": ";
        if (!grid.uses(side.axis())) {
            throw new IllegalArgumentException(where + "a " + grid.dimensions() + "-D grid has no such side");
        }
        boolean periodic = boundary.kind() == Boundary.Kind.PERIODIC;
        if (periodic && !grid.isPeriodic(side.axis())) {
            throw new IllegalArgumentException(where + "boundary periodic needs a grid whose axis "
                    + side.axis().label() + " is periodic");
        }
        if (!periodic && grid.isPeriodic(side.axis())) {
            throw new IllegalArgumentException(
                    where + "boundary " + boundary + " on an axis that the grid says is periodic");
        }
        for (Expr value : boundary.values()) {
            WallFunction.of(grid, value);
        }
        if (boundary.kind() == Boundary.Kind.ROBIN) {
            checkRobin(side, boundary, where);
        }
        sides[side.ordinal()] = boundary;
        Set<Parameter> used = new LinkedHashSet<>();
        for (Boundary each : sides) {
            used.addAll(WallExpression.parameters(each));
        }
        parameters = used.toArray(new Parameter[0]);
    }

    /** a/2 + b/d must not vanish: no ghost value would then satisfy the boundary. */
    private void checkRobin(Side side, Boundary boundary, String where) {
        if (boundary.values().get(0) instanceof Expr.Constant a
                && boundary.values().get(1) instanceof Expr.Constant b) {
            for (int layer = 1; layer <= 8; layer++) {
                double distance = field.grid().mirrorDistance(side, field.location(), layer);
                if (a.value() / 2 + b.value() / distance == 0) {
                    throw new IllegalArgumentException(where + "boundary " + boundary
                            + " has no solution on this grid: " + "a/2 + b/d = 0 for ghosts " + distance
                            + " from their images; change the resolution");
                }
            }
        }
    }

    void setAll(Boundary boundary) {
        CartesianGrid grid = field.grid();
        for (Side side : Side.values()) {
            boolean leave = grid.isPeriodic(side.axis()) && boundary.kind() != Boundary.Kind.PERIODIC;
            if (grid.uses(side.axis()) && !leave) {
                set(side, boundary);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Boundaries that && Arrays.equals(sides, that.sides);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sides);
    }
}
