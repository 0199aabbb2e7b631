package org.parhelion.mesh.halo;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.StorageOrder;

/**
 * A box of ghost points of one field on the block that reads it, and the same points on the block that owns them.
 *
 * @param x where the box lies along x on both blocks
 * @param y likewise along y
 * @param z likewise along z
 */
record Piece(Segment x, Segment y, Segment z) {
    /**
     * All ghosts of a block that other blocks, or itself across a periodic seam, own; the order is the same on whichever
     * rank asks.
     *
     * @param reader position of the reading block along x, y, z
     * @param corners whether ghosts behind edges and corners of the block count
     */
    static List<Piece> of(Field field, int[] reader, boolean corners) {
        List<Segment> alongX = Segment.of(field, Axis.X, reader[0]);
        List<Segment> alongY = Segment.of(field, Axis.Y, reader[1]);
        List<Segment> alongZ = Segment.of(field, Axis.Z, reader[2]);
        List<Piece> pieces = new ArrayList<>();
        for (Segment z : alongZ) {
            for (Segment y : alongY) {
                for (Segment x : alongX) {
                    int outside = (x.isGhost() ? 1 : 0) + (y.isGhost() ? 1 : 0) + (z.isGhost() ? 1 : 0);
                    if (outside == 1 || (corners && outside > 1)) {
                        pieces.add(new Piece(x, y, z));
                    }
                }
            }
        }
        return pieces;
    }

    /** The rank that owns the points. */
    int owner(Field field) {
        return field.grid().decomposition().rankAt(x.owner(), y.owner(), z.owner());
    }

    /** The points where they are read, on the calling rank. */
    Box ghosts(Field field) {
        return box(field, field.index(x.start(), y.start(), z.start()));
    }

    /** The points where they are owned, on the calling rank. */
    Box sources(Field field) {
        return box(field, field.index(x.source(), y.source(), z.source()));
    }

    private Box box(Field field, int start) {
        StorageOrder order = field.grid().storage();
        Axis row = order.axis(0);
        Axis across = order.axis(1);
        Axis planes = order.axis(2);
        return new Box(start, length(row), length(across), length(planes), field.stride(across), field.stride(planes));
    }

    private int length(Axis axis) {
        return switch (axis) {
            case X -> x.length();
            case Y -> y.length();
            case Z -> z.length();
        };
    }

    /** Sides of the reading block that the ghosts lie behind, such as {@code x+} or {@code x- y+}. */
    String side() {
        return (label("x", x) + label("y", y) + label("z", z)).trim();
    }

    private static String label(String axis, Segment segment) {
        return segment.isGhost() ? axis + (segment.start() < 0 ? "- " : "+ ") : "";
    }
}
