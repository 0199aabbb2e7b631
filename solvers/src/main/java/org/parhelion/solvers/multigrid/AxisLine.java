package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;

/**
 * One axis of one level: where its cells end, where its points lie (in cells or on faces), and which of them are unknowns.
 * All ranks know all of it. Points are counted by global index.
 */
final class AxisLine {
    private static final double SAME = 1e-12;

    private final boolean used;
    private final boolean onFace;
    private final boolean periodic;
    private final double[] faces;
    private final Wall low;
    private final Wall high;

    private AxisLine(boolean used, boolean onFace, boolean periodic, double[] faces, Wall low, Wall high) {
        this.used = used;
        this.onFace = onFace;
        this.periodic = periodic;
        this.faces = faces;
        this.low = low;
        this.high = high;
    }

    static AxisLine of(Field field, Axis axis) {
        CartesianGrid grid = field.grid();
        boolean used = grid.uses(axis);
        Location faceOf = Location.NODE;
        double[] faces = new double[grid.cells(axis) + 1];
        for (int i = 0; i < faces.length; i++) {
            faces[i] = used ? grid.coordinate(axis, faceOf, i) : i;
        }
        return new AxisLine(
                used,
                used && field.location().isOnFace(axis),
                grid.isPeriodic(axis),
                faces,
                Wall.of(field, Side.of(axis, false)),
                Wall.of(field, Side.of(axis, true)));
    }

    /** The same axis with cells merged: coarse cell I is made of the cells from {@code starts[I]} on. */
    AxisLine merged(int[] starts) {
        double[] coarse = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            coarse[i] = faces[starts[i]];
        }
        return new AxisLine(used, onFace, periodic, coarse, low, high);
    }

    /** The same axis with all points unknown. */
    AxisLine withoutWalls() {
        return new AxisLine(used, onFace, periodic, faces, Wall.NONE, Wall.NONE);
    }

    /** The same cells with points on faces, or within. */
    AxisLine onFace(boolean points) {
        return new AxisLine(used, points, periodic, faces, low, high);
    }

    boolean isUsed() {
        return used;
    }

    boolean isOnFace() {
        return onFace;
    }

    boolean isPeriodic() {
        return periodic;
    }

    int cells() {
        return faces.length - 1;
    }

    int points() {
        return onFace && !periodic ? faces.length : cells();
    }

    /** First unknown. */
    int first() {
        return low.isFixed() ? 1 : 0;
    }

    /** One past the last unknown. */
    int end() {
        return points() - (high.isFixed() ? 1 : 0);
    }

    /** Number of unknowns. */
    int count() {
        return Math.max(0, end() - first());
    }

    Wall wall(boolean atHigh) {
        return atHigh ? high : low;
    }

    double[] faces() {
        return faces;
    }

    boolean isUniform() {
        double width = (faces[cells()] - faces[0]) / cells();
        for (int i = 0; i < cells(); i++) {
            if (Math.abs(faces[i + 1] - faces[i] - width) > SAME * width) {
                return false;
            }
        }
        return true;
    }

    double width(int cell) {
        return faces[cell + 1] - faces[cell];
    }

    /** Coordinate of a point, which may lie beyond the ends: mirrored, or one period further. */
    double coordinate(int point) {
        int n = cells();
        double length = faces[n] - faces[0];
        if (onFace ? point >= 0 && point <= n : point >= 0 && point < n) {
            return onFace ? faces[point] : 0.5 * (faces[point] + faces[point + 1]);
        }
        if (periodic) {
            return coordinate(Math.floorMod(point, n)) + Math.floorDiv(point, n) * length;
        }
        int mirror = onFace ? 0 : -1;
        return point < 0
                ? 2 * faces[0] - coordinate(mirror - point)
                : 2 * faces[n] - coordinate(2 * n + mirror - point);
    }

    /** The share of the axis that belongs to a point: half the distance of its neighbours, and half of that on a wall. */
    double weight(int point) {
        if (!used) {
            return 1;
        }
        double weight = 0.5 * (coordinate(point + 1) - coordinate(point - 1));
        boolean onWall = onFace && !periodic && (point == 0 || point == cells());
        return onWall ? 0.5 * weight : weight;
    }

    /** β of the ghost point behind an end, with respect to {@link #imageDepth} points further in than the last one. */
    double beta(boolean atHigh) {
        int last = atHigh ? points() - 1 : 0;
        int step = atHigh ? 1 : -1;
        double distance = Math.abs(coordinate(last + step) - coordinate(last - step * imageDepth(atHigh)));
        return wall(atHigh).nearest() ? 1 : wall(atHigh).beta(distance);
    }

    /** Points between the last one and the image of the ghost behind it: 1 if the last one lies on the wall, else 0. */
    int imageDepth(boolean atHigh) {
        return onFace && !wall(atHigh).nearest() ? 1 : 0;
    }
}
