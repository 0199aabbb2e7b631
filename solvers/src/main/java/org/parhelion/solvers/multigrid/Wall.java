package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.PointExpression;

/**
 * What one end of an axis does to the unknowns, boundary values at 0: the ghost point is β times its image inside, with β of
 * the condition a u + b ∂u/∂n = 0 (see {@link Boundary}); or the points on the wall are fixed and no unknowns.
 *
 * @param kind whether there is a wall at all
 * @param a factor of the value, 1 of Dirichlet, 0 of Neumann
 * @param b factor of the outward derivative, 0 of Dirichlet, 1 of Neumann
 * @param nearest whether ghosts repeat the point nearest to the wall, even where that one lies on it
 * @param varies whether a and b depend on the place along the wall; then they are those of its middle
 */
record Wall(Kind kind, double a, double b, boolean nearest, boolean varies) {
    /** Kinds of ends. */
    enum Kind {
        /** Periodic, or an axis that the grid lacks. */
        NONE,
        /** Points on the wall are not unknown. */
        FIXED,
        /** A ghost point mirrors one inside. */
        MIRROR
    }

    static final Wall NONE = new Wall(Kind.NONE, 0, 1, false, false);

    static Wall of(Field field, Side side) {
        CartesianGrid grid = field.grid();
        Axis axis = side.axis();
        if (!grid.uses(axis) || grid.isPeriodic(axis)) {
            return NONE;
        }
        boolean onWall = field.location().isOnFace(axis);
        Boundary boundary = field.boundary(side);
        return switch (boundary.kind()) {
            case DIRICHLET, ANTISYMMETRY -> new Wall(onWall ? Kind.FIXED : Kind.MIRROR, 1, 0, false, false);
            case ROBIN -> robin(grid, boundary);
            case OUTFLOW -> new Wall(Kind.MIRROR, 0, 1, true, false);
            default -> new Wall(Kind.MIRROR, 0, 1, false, false);
        };
    }

    private static Wall robin(CartesianGrid grid, Boundary boundary) {
        double[] factors = new double[2];
        boolean varies = false;
        IndexBox cells = grid.global(Location.CELL);
        for (int n = 0; n < 2; n++) {
            Expr factor = boundary.values().get(n);
            PointExpression at = PointExpression.of(grid, Location.CELL, factor);
            varies |= !at.isConstant();
            factors[n] = at.at(cells.x1() / 2, cells.y1() / 2, cells.z1() / 2);
        }
        return new Wall(Kind.MIRROR, factors[0], factors[1], false, varies);
    }

    boolean isFixed() {
        return kind == Kind.FIXED;
    }

    boolean isMirror() {
        return kind == Kind.MIRROR;
    }

    /** Whether a constant is left alone: no value is asked for. */
    boolean keepsConstants() {
        return kind != Kind.FIXED && a == 0 && !varies;
    }

    /** Ghost / image. */
    double beta(double distance) {
        double half = a / 2;
        double slope = b / distance;
        return (slope - half) / (half + slope);
    }
}
