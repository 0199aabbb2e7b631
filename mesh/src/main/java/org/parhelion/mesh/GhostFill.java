package org.parhelion.mesh;

import java.util.Arrays;

/**
 * Fills the ghost points of a field that lie beyond the walls of the domain, from points of the domain that this rank has
 * as its own or as ghosts already fetched from other ranks. Walls across x come first, then y, then z, so that the
 * points behind edges and corners of the domain have one meaning on any cut; layers are filled from the wall outward on
 * both sides in turn, so that the image of a deep layer in a thin domain is there before it is needed.
 */
final class GhostFill {
    private final Field field;
    private final CartesianGrid grid;
    private final Boundaries boundaries;
    private final WallValues[] values = new WallValues[6];

    GhostFill(Field field, Boundaries boundaries) {
        this.field = field;
        this.grid = field.grid();
        this.boundaries = boundaries;
    }

    /** The boundaries are other ones now. */
    void forget() {
        Arrays.fill(values, null);
    }

    /** Sets the points owned by this rank that lie on a wall and are fixed by its boundary. */
    void fixWalls() {
        for (Side side : Side.ALL) {
            Axis axis = side.axis();
            int wall = side.isHigh() ? grid.cells(axis) - field.offset(axis) : -field.offset(axis);
            boolean fixed = grid.onFace(axis, field.location())
                    && boundaries.get(side).kind().fixesWall();
            if (fixed && wall >= 0 && wall < field.size(axis)) {
                fixWall(side, wall);
            }
        }
    }

    private void fixWall(Side side, int wall) {
        Axis inner = WallValues.inner(grid, side.axis());
        Axis outer = WallValues.outer(grid, side.axis());
        WallValues fixed = values(side);
        boolean zero = boundaries.get(side).kind() == Boundary.Kind.ANTISYMMETRY;
        double[] data = field.data();
        int start = field.index(0, 0, 0) + wall * field.stride(side.axis());
        for (int b = 0; b < field.size(outer); b++) {
            for (int a = 0; a < field.size(inner); a++) {
                int at = start + a * field.stride(inner) + b * field.stride(outer);
                data[at] = zero ? 0 : fixed.plane(0)[fixed.index(a, b)];
            }
        }
    }

    /**
     * Fills the ghosts beyond the two walls across an axis, if it has walls.
     *
     * @param corners also those behind the edges and corners of this rank's block
     */
    void fill(Axis axis, boolean corners) {
        if (grid.uses(axis) && !grid.isPeriodic(axis)) {
            for (int layer = 1; layer <= field.halo(); layer++) {
                fill(Side.of(axis, false), layer, corners);
                fill(Side.of(axis, true), layer, corners);
            }
        }
    }

    private void fill(Side side, int layer, boolean corners) {
        Axis axis = side.axis();
        int last = grid.points(axis, field.location()) - 1;
        int first = field.offset(axis);
        int ghost = (side.isHigh() ? last + layer : -layer) - first;
        if (ghost < -field.halo() || ghost >= field.size(axis) + field.halo()) {
            return;
        }
        Boundary.Kind kind = boundaries.get(side).kind();
        int depth = kind == Boundary.Kind.OUTFLOW ? 0 : grid.onFace(axis, field.location()) ? layer : layer - 1;
        int source = (side.isHigh() ? last - depth : depth) - first;
        Axis inner = WallValues.inner(grid, axis);
        Axis outer = WallValues.outer(grid, axis);
        int low = low(inner, axis, corners);
        int count = high(inner, axis, corners) - low;
        int end = high(outer, axis, corners);
        GhostRow row = GhostRow.of(boundaries.get(side));
        WallValues wall = values(side);
        double distance = grid.mirrorDistance(side, field.location(), layer);
        int shift = (source - ghost) * field.stride(axis);
        int plane = field.index(0, 0, 0) + ghost * field.stride(axis) + low * field.stride(inner);
        for (int b = low(outer, axis, corners); b < end; b++) {
            int start = plane + b * field.stride(outer);
            row.fill(
                    field.data(), start, start + shift, field.stride(inner), count, wall, wall.index(low, b), distance);
        }
    }

    /**
     * First local index along an axis of the ghosts to fill behind a wall across {@code normal}: with corners all ghosts
     * of the axes whose walls were filled before, and of the others those inside the domain.
     */
    private int low(Axis axis, Axis normal, boolean corners) {
        if (!corners || !grid.uses(axis)) {
            return 0;
        }
        boolean all = grid.isPeriodic(axis) || axis.ordinal() < normal.ordinal();
        return all ? -field.halo() : Math.max(-field.halo(), -field.offset(axis));
    }

    private int high(Axis axis, Axis normal, boolean corners) {
        int size = field.size(axis);
        if (!corners || !grid.uses(axis)) {
            return size;
        }
        boolean all = grid.isPeriodic(axis) || axis.ordinal() < normal.ordinal();
        int end = grid.points(axis, field.location()) - field.offset(axis);
        return all ? size + field.halo() : Math.min(size + field.halo(), end);
    }

    private WallValues values(Side side) {
        WallValues wall = values[side.ordinal()];
        if (wall == null) {
            wall = new WallValues(field, side, boundaries.get(side));
            values[side.ordinal()] = wall;
        }
        wall.update();
        return wall;
    }
}
