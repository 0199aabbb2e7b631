package org.parhelion.mesh.halo;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.BlockDecomposition;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

/**
 * A run of points that a block stores along one axis and that one block owns.
 *
 * @param start first point, by the local index of the block that stores it
 * @param length number of points
 * @param owner position along the axis of the block that owns the points
 * @param source the same first point by the local index of its owner
 * @param isGhost whether the points lie outside the block that stores them
 */
record Segment(int start, int length, int owner, int source, boolean isGhost) {
    /**
     * Everything that a block stores along an axis, ascending: its ghosts as far as they lie in the domain, and its own
     * points. Where blocks are thinner than the halo, ghosts come from blocks further away; where a periodic axis is
     * thinner, from the same block several times.
     *
     * @param block position of the block along the axis
     */
    static List<Segment> of(Field field, Axis axis, int block) {
        List<Segment> segments = new ArrayList<>();
        int first = low(field, axis, block);
        int size = low(field, axis, block + 1) - first;
        for (int n = -field.halo(axis); n < 0; n++) {
            append(segments, field, axis, first, n);
        }
        segments.add(new Segment(0, size, block, 0, false));
        for (int n = size; n < size + field.halo(axis); n++) {
            append(segments, field, axis, first, n);
        }
        return segments;
    }

    private static void append(List<Segment> segments, Field field, Axis axis, int first, int local) {
        CartesianGrid grid = field.grid();
        int points = grid.points(axis, field.location());
        int point = grid.isPeriodic(axis) ? Math.floorMod(first + local, points) : first + local;
        if (point < 0 || point >= points) {
            return;
        }
        int owner = grid.decomposition().blockOf(axis, Math.min(point, grid.cells(axis) - 1));
        int source = point - low(field, axis, owner);
        Segment before = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (before != null
                && before.isGhost
                && before.owner == owner
                && before.start + before.length == local
                && before.source + before.length == source) {
            segments.set(segments.size() - 1, new Segment(before.start, before.length + 1, owner, before.source, true));
        } else {
            segments.add(new Segment(local, 1, owner, source, true));
        }
    }

    /** First point of a block along an axis; past the last block, the number of points. */
    private static int low(Field field, Axis axis, int block) {
        BlockDecomposition decomposition = field.grid().decomposition();
        return block == decomposition.ranks(axis)
                ? field.grid().points(axis, field.location())
                : decomposition.start(axis, block);
    }

    /** Blocks along an axis that may store points of this block, ascending; itself among them. */
    static TreeSet<Integer> readers(Field field, Axis axis, int block) {
        TreeSet<Integer> readers = new TreeSet<>();
        int blocks = field.grid().decomposition().ranks(axis);
        for (int n = block - field.halo(axis); n <= block + field.halo(axis); n++) {
            if (field.grid().isPeriodic(axis)) {
                readers.add(Math.floorMod(n, blocks));
            } else if (n >= 0 && n < blocks) {
                readers.add(n);
            }
        }
        return readers;
    }
}
