package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Side;

/** How far around a point a program loads each field: what decides the halo width and which points need ghosts at all. */
public final class Footprint {
    private final List<Field> fields = new ArrayList<>();
    private final IdentityHashMap<Field, Reach> reaches = new IdentityHashMap<>();
    private Reach whole = Reach.POINT;

    private Footprint() {}

    public static Footprint of(Program program) {
        Footprint footprint = new Footprint();
        for (Program.Instruction instruction : program.instructions()) {
            if (instruction.op() == PrimitiveOp.LOAD) {
                footprint.add(program.fields().get(instruction.slot()), Reach.of(instruction));
            }
        }
        return footprint;
    }

    private void add(Field field, Reach reach) {
        if (!reaches.containsKey(field)) {
            fields.add(field);
        }
        reaches.merge(field, reach, Reach::and);
        whole = whole.and(reach);
    }

    /** Fields that are loaded, in the order of their first load. */
    public List<Field> fields() {
        return List.copyOf(fields);
    }

    /** How far one field is loaded; {@link Reach#POINT} for a field that is not loaded. */
    public Reach of(Field field) {
        return reaches.getOrDefault(field, Reach.POINT);
    }

    /** How far any field is loaded. */
    public Reach whole() {
        return whole;
    }

    /**
     * Distances from a point, in points, that hold all loads of a field.
     *
     * @param xLow towards lower x, and so on; none is negative
     * @param corners whether a point is loaded that differs in more than one index
     */
    public record Reach(int xLow, int xHigh, int yLow, int yHigh, int zLow, int zHigh, boolean corners) {
        /** The point itself and no other. */
        public static final Reach POINT = new Reach(0, 0, 0, 0, 0, 0, false);

        static Reach of(Program.Instruction load) {
            int i = load.i();
            int j = load.j();
            int k = load.k();
            boolean corner = (i != 0 ? 1 : 0) + (j != 0 ? 1 : 0) + (k != 0 ? 1 : 0) > 1;
            return new Reach(
                    Math.max(-i, 0),
                    Math.max(i, 0),
                    Math.max(-j, 0),
                    Math.max(j, 0),
                    Math.max(-k, 0),
                    Math.max(k, 0),
                    corner);
        }

        Reach and(Reach other) {
            return new Reach(
                    Math.max(xLow, other.xLow),
                    Math.max(xHigh, other.xHigh),
                    Math.max(yLow, other.yLow),
                    Math.max(yHigh, other.yHigh),
                    Math.max(zLow, other.zLow),
                    Math.max(zHigh, other.zHigh),
                    corners || other.corners);
        }

        /** Points needed beyond this side. */
        public int towards(Side side) {
            return switch (side) {
                case X_LOW -> xLow;
                case X_HIGH -> xHigh;
                case Y_LOW -> yLow;
                case Y_HIGH -> yHigh;
                case Z_LOW -> zLow;
                case Z_HIGH -> zHigh;
            };
        }

        /** Points needed on the wider side of an axis. */
        public int along(Axis axis) {
            return Math.max(towards(Side.of(axis, false)), towards(Side.of(axis, true)));
        }

        /** The halo that is needed: the largest distance along any axis. */
        public int width() {
            return Math.max(along(Axis.X), Math.max(along(Axis.Y), along(Axis.Z)));
        }
    }
}
