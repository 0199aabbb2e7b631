package org.parhelion.mesh.stencil;

import org.parhelion.mesh.Field;

/** A kernel has stored a NaN or an infinity: the computation has blown up. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1;

    private final transient Field field;
    private final int[] index;
    private final double[] coordinates;
    private final double value;

    NonFiniteException(Field field, int[] index, double[] coordinates, double value) {
        super(message(field, index, coordinates, value));
        this.field = field;
        this.index = index;
        this.coordinates = coordinates;
        this.value = value;
    }

    private static String message(Field field, int[] index, double[] coordinates, double value) {
        StringBuilder cell = new StringBuilder();
        StringBuilder place = new StringBuilder();
        String[] names = {"x", "y", "z"};
        for (int n = 0; n < index.length; n++) {
            cell.append(n == 0 ? "" : ", ").append(index[n]);
            place.append(n == 0 ? "" : ", ").append(names[n]).append(" = ").append((float) coordinates[n]);
        }
        return "field " + field.name() + " has become " + value + " at point (" + cell + "), " + place;
    }

    public Field field() {
        return field;
    }

    /** Global index of the point, one number for each axis of the grid. */
    public int[] index() {
        return index.clone();
    }

    /** Coordinates of the point, one for each axis of the grid. */
    public double[] coordinates() {
        return coordinates.clone();
    }

    /** What it has become. */
    public double value() {
        return value;
    }
}
