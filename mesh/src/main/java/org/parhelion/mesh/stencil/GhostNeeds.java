package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Program.Instruction;

/** Which fields a program reads beyond the point itself, how wide their halos must be, and which points need no ghosts. */
final class GhostNeeds {
    private final Program program;
    private final CartesianGrid grid;
    private final Location location;
    private final Map<Field, Integer> widths = new LinkedHashMap<>();
    private boolean corners;

    GhostNeeds(Program program, CartesianGrid grid, Location location) {
        this.program = program;
        this.grid = grid;
        this.location = location;
        for (Instruction it : program.instructions()) {
            if (it.op() == PrimitiveOp.LOAD) {
                add(it, program.fields().get(it.slot()));
            }
        }
    }

    /** Depends on nothing but the program, so that all ranks agree. */
    private void add(Instruction load, Field field) {
        int width = 0;
        int axes = 0;
        for (Axis axis : Axis.values()) {
            int low = Math.max(0, -load.offset(axis));
            // The last face of the domain has an index that no cell has.
            boolean beyond = location.isOnFace(axis) && !field.location().isOnFace(axis) && grid.uses(axis);
            int high = Math.max(0, load.offset(axis) + (beyond ? 1 : 0));
            width = Math.max(width, Math.max(low, high));
            axes += low > 0 || high > 0 ? 1 : 0;
        }
        if (width > 0) {
            widths.merge(field, width, Math::max);
            corners |= axes > 1;
        }
    }

    /** Fields whose ghosts are read. */
    List<Field> fields() {
        return new ArrayList<>(widths.keySet());
    }

    int width(Field field) {
        return widths.getOrDefault(field, 0);
    }

    /** Whether ghosts behind edges or corners of the block are read. */
    boolean corners() {
        return corners;
    }

    /**
     * The points of the kernel that read no ghost of any field, by the kernel's local index.
     *
     * @param filled axes whose ghosts do not count
     */
    IndexBox inner(Predicate<Axis> filled) {
        IndexBox owned = grid.owned(location);
        IndexBox box = new IndexBox(0, owned.size(Axis.X), 0, owned.size(Axis.Y), 0, owned.size(Axis.Z));
        for (Instruction it : program.instructions()) {
            if (it.op() == PrimitiveOp.LOAD) {
                Field field = program.fields().get(it.slot());
                for (Axis axis : Axis.values()) {
                    if (filled.test(axis)) {
                        continue;
                    }
                    int shift = owned.low(axis) - field.offset(axis) + it.offset(axis);
                    int low = Math.max(box.low(axis), -shift);
                    int high = Math.min(box.high(axis), field.size(axis) - shift);
                    box = box.with(axis, low, Math.max(low, high));
                }
            }
        }
        return box.isEmpty() ? IndexBox.EMPTY : box;
    }

    /** The rest of a box around an inner one, cut into boxes: below and above along z, then y, then x. */
    static List<IndexBox> shell(IndexBox all, IndexBox inner) {
        if (inner.isEmpty()) {
            return List.of(all);
        }
        List<IndexBox> boxes = new ArrayList<>();
        IndexBox rest = all;
        for (Axis axis : new Axis[] {Axis.Z, Axis.Y, Axis.X}) {
            boxes.add(rest.with(axis, rest.low(axis), inner.low(axis)));
            boxes.add(rest.with(axis, inner.high(axis), rest.high(axis)));
            rest = rest.with(axis, inner.low(axis), inner.high(axis));
        }
        boxes.removeIf(IndexBox::isEmpty);
        return boxes;
    }
}
