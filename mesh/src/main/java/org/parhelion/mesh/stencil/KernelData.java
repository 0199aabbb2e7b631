package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;

/** What generated code reads and writes, fetched anew at each run: fields may have been swapped, parameters changed. */
final class KernelData {
    private final Program program;
    private final CartesianGrid grid;
    private final Location location;
    private final boolean checkFinite;
    private final Field[] fields;
    final double[][] arrays;
    final double[] parameters;
    /** Along the axis at each place of the storage. */
    final double[][] coordinates = new double[3][];
    /** That many are there, apart from those around them. */
    private final int[] points = new int[3];

    private CodePlan plan;
    /** Of each field: how far before and behind its own position a point reads or writes. */
    private long[] least;

    private long[] most;

    KernelData(Program program, CartesianGrid grid, Location location, boolean checkFinite) {
        this.program = program;
        this.grid = grid;
        this.location = location;
        this.checkFinite = checkFinite;
        this.fields = program.fields().toArray(new Field[0]);
        this.arrays = new double[fields.length][];
        this.parameters = new double[program.parameters().size()];
    }

    /** Fetches arrays and parameters; true if the memory layout has changed, so that other code is needed. */
    boolean refresh() {
        boolean changed = plan == null;
        for (int n = 0; n < fields.length; n++) {
            arrays[n] = fields[n].data();
            changed = changed || !plan.layouts().get(n).isThatOf(fields[n], grid, location);
        }
        for (int n = 0; n < parameters.length; n++) {
            parameters[n] = program.parameters().get(n).value();
        }
        if (changed) {
            List<FieldLayout> layouts = new ArrayList<>();
            for (Field field : fields) {
                layouts.add(FieldLayout.of(field, grid, location));
            }
            plan = CodePlan.of(program, grid.storage(), layouts, checkFinite);
            measureReach();
            readCoordinates();
        }
        return changed;
    }

    private void measureReach() {
        least = new long[fields.length];
        most = new long[fields.length];
        for (Program.Instruction it : plan.instructions()) {
            if (it.op() == PrimitiveOp.LOAD) {
                FieldLayout layout = plan.layouts().get(it.slot());
                long offset = it.i() + (long) it.j() * layout.rowStride() + (long) it.k() * layout.planeStride();
                least[it.slot()] = Math.min(least[it.slot()], offset);
                most[it.slot()] = Math.max(most[it.slot()], offset);
            }
        }
    }

    /**
     * Looks once whether all that the code of a box reads and writes lies in its arrays, as code in vectors may not look.
     *
     * @param box in the order of storage, not empty
     * @throws IndexOutOfBoundsException it does not
     */
    void checkReach(IndexBox box) {
        for (int n = 0; n < fields.length; n++) {
            FieldLayout layout = plan.layouts().get(n);
            long first = layout.position(box.x0(), box.y0(), box.z0()) + least[n];
            long last = layout.position(box.x1() - 1, box.y1() - 1, box.z1() - 1) + most[n];
            if (first < 0 || last >= arrays[n].length) {
                throw new IndexOutOfBoundsException("field " + fields[n].name() + ": a kernel would reach from " + first
                        + " to " + last + " in an array of " + arrays[n].length + " for points " + box);
            }
        }
        for (int place = 0; place < 3; place++) {
            Axis axis = Axis.of(place);
            if (coordinates[place] != null && (box.low(axis) < 0 || box.high(axis) > points[place])) {
                throw new IndexOutOfBoundsException("a kernel would read coordinates of points " + box
                        + ", but there are " + points[place] + " at place " + place);
            }
        }
    }

    private void readCoordinates() {
        for (int place = 0; place < 3; place++) {
            if (plan.readsCoordinate(place) && coordinates[place] == null) {
                Axis axis = grid.storage().axis(place);
                int low = plan.padLow(place);
                int size = grid.owned(location).size(axis);
                int first = grid.owned(location).low(axis) - low;
                double[] values = new double[low + size + plan.padHigh(place)];
                for (int n = 0; n < values.length; n++) {
                    values[n] = grid.coordinate(axis, location, first + n);
                }
                coordinates[place] = values;
                points[place] = size;
            }
        }
    }

    CodePlan plan() {
        return plan;
    }
}
