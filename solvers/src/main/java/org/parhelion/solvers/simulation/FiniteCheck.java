package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.StorageOrder;

/** Looks for NaN and infinity in the cells that this rank owns; no messages, no memory. */
final class FiniteCheck {
    /** Exponent bits of a double: all ones in NaN and infinity, and one unit of them, whose carry then reaches the sign. */
    private static final long EXPONENT = 0x7FF0000000000000L;

    private static final long UNIT = 0x0010000000000000L;

    private final List<Field> fields;

    FiniteCheck(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    boolean allFinite() {
        for (int n = 0; n < fields.size(); n++) {
            if (!isFinite(fields.get(n))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFinite(Field field) {
        double[] data = field.data();
        StorageOrder order = field.grid().storage();
        int length = field.size(order.axis(0));
        int rows = field.size(order.axis(1));
        int planes = field.size(order.axis(2));
        long carries = 0;
        for (int k = 0; k < planes; k++) {
            for (int j = 0; j < rows; j++) {
                carries |= carries(data, field.row(j, k), length);
            }
        }
        return carries >= 0;
    }

    private static long carries(double[] data, int start, int length) {
        long carries = 0;
        for (int i = start; i < start + length; i++) {
            carries |= (Double.doubleToRawLongBits(data[i]) & EXPONENT) + UNIT;
        }
        return carries;
    }

    /** Where and what the first such value of this rank is, in words; nothing if all are finite. */
    Optional<String> describeFirst() {
        for (Field field : fields) {
            for (int k = 0; k < field.size(Axis.Z); k++) {
                for (int j = 0; j < field.size(Axis.Y); j++) {
                    for (int i = 0; i < field.size(Axis.X); i++) {
                        double value = field.data()[field.index(i, j, k)];
                        if (!Double.isFinite(value)) {
                            return Optional.of(describe(field, value, i, j, k));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String describe(Field field, double value, int i, int j, int k) {
        CartesianGrid grid = field.grid();
        int[] cell = {i + field.offset(Axis.X), j + field.offset(Axis.Y), k + field.offset(Axis.Z)};
        StringBuilder indices = new StringBuilder();
        StringBuilder place = new StringBuilder();
        for (int a = 0; a < grid.dimensions(); a++) {
            Axis axis = Axis.of(a);
            String separator = a == 0 ? "" : ", ";
            indices.append(separator).append(cell[a]);
            place.append(separator)
                    .append(axis.label())
                    .append(" = ")
                    .append(String.format(Locale.ROOT, "%.6g", grid.coordinate(axis, field.location(), cell[a])));
        }
        String what = Double.isNaN(value) ? "NaN" : "infinite";
        return "field " + field.name() + " is " + what
                + (field.location() == Location.CELL ? " in cell (" : " at point (") + indices + "), at " + place;
    }
}
