package org.parhelion.mesh.io;

/**
 * What stands above a picture.
 *
 * @param title what is shown: the field's name
 * @param detail when and where: time, step, slice
 */
public record Caption(String title, String detail) {
    private static final int DIGITS = 6;

    public static Caption of(String field, double time, long step) {
        return new Caption(field, "t = " + TickLabels.number(time, DIGITS) + "   step " + step);
    }

    /** With the place of a slice: {@code z = 0.5}. */
    Caption at(String axis, double coordinate) {
        return new Caption(title, axis + " = " + TickLabels.number(coordinate, DIGITS) + "   " + detail);
    }
}
