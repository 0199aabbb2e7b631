package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
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

    private CodePlan plan;

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
            readCoordinates();
        }
        return changed;
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
            }
        }
    }

    CodePlan plan() {
        return plan;
    }
}
