package org.parhelion.mesh.io;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;

/**
 * One array of a piece, handed out row by row.
 *
 * @param name as it appears in ParaView
 * @param atPoints whether there is a value for each point of the piece, or for each cell
 * @param rowLength values in a row
 * @param rows number of rows
 * @param source fills a row
 */
record VtkArray(String name, boolean atPoints, int rowLength, int rows, Source source) {
    /** Fills {@code into} with the values of a row. */
    @FunctionalInterface
    interface Source {
        void read(int row, double[] into);
    }

    long bytes() {
        return (long) rowLength * rows * Double.BYTES;
    }

    static VtkArray of(String name, double[] values) {
        return new VtkArray(
                name, true, values.length, 1, (row, into) -> System.arraycopy(values, 0, into, 0, values.length));
    }

    /** Needs current ghosts, those behind edges and corners included, unless the values sit in the cells. */
    static VtkArray of(Field field) {
        boolean atPoints = field.location() == Location.NODE;
        int[] size = new int[3];
        for (Axis axis : Axis.values()) {
            int cells = field.grid().owned(Location.CELL).size(axis);
            size[axis.ordinal()] = atPoints && field.grid().uses(axis) ? cells + 1 : cells;
        }
        Source source = (row, into) -> read(field, field.index(0, row % size[1], row / size[1]), into);
        return new VtkArray(field.name(), atPoints, size[0], size[1] * size[2], source);
    }

    private static void read(Field field, int from, double[] into) {
        double[] data = field.data();
        int step = field.strideX();
        if (field.location() == Location.CELL || field.location() == Location.NODE) {
            for (int i = 0; i < into.length; i++) {
                into[i] = data[from + i * step];
            }
            return;
        }
        int stride = field.stride(normal(field.location()));
        for (int i = 0; i < into.length; i++) {
            into[i] = 0.5 * (data[from + i * step] + data[from + i * step + stride]);
        }
    }

    /** The axis that the faces are perpendicular to. */
    private static Axis normal(Location faces) {
        for (Axis axis : Axis.values()) {
            if (faces.isOnFace(axis)) {
                return axis;
            }
        }
        throw new IllegalArgumentException(faces + " are no faces");
    }
}
