package org.parhelion.blas;

import java.util.Locale;

/** Checks of the arguments of a BLAS call: what is wrong, with its name and value, and what is needed. */
final class Arguments {
    private Arguments() {}

    static void given(String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is null");
        }
    }

    static void size(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + " is " + size + ", but must not be negative");
        }
    }

    static void factor(String name, double factor) {
        if (Double.isNaN(factor)) {
            throw new IllegalArgumentException(name + " is NaN");
        }
    }

    /**
     * A matrix of so many rows and columns.
     *
     * @param name in lower case
     * @param length elements of its storage
     */
    static void matrix(String name, Order order, int rows, int columns, int length, int ld) {
        int line = order == Order.ROW_MAJOR ? columns : rows;
        int lines = order == Order.ROW_MAJOR ? rows : columns;
        if (ld < Math.max(1, line)) {
            throw new IllegalArgumentException("ld" + name + " is " + ld + ", but " + matrix(name, order, rows, columns)
                    + " needs at least " + Math.max(1, line));
        }
        long needed = line == 0 || lines == 0 ? 0 : (lines - 1L) * ld + line;
        if (length < needed) {
            throw new IllegalArgumentException(name + " has " + length + " elements from its offset on, but "
                    + matrix(name, order, rows, columns) + " with ld" + name + " = " + ld + " needs " + needed);
        }
    }

    private static String matrix(String name, Order order, int rows, int columns) {
        return "a " + (order == Order.ROW_MAJOR ? "row-major " : "column-major ") + rows + "×" + columns + " "
                + name.toUpperCase(Locale.ROOT);
    }

    /** A vector of n elements. */
    static void vector(String name, int n, int length, int increment) {
        String suffix = name.toUpperCase(Locale.ROOT);
        if (increment == 0) {
            throw new IllegalArgumentException("inc" + suffix + " is 0, but must not be");
        }
        long needed = n == 0 ? 0 : (n - 1L) * Math.abs((long) increment) + 1;
        if (length < needed) {
            throw new IllegalArgumentException(
                    name + " has " + length + " elements from its offset on, but a vector of " + n + " with inc"
                            + suffix + " = " + increment + " needs " + needed);
        }
    }

    /** An array of results. */
    static void array(String name, int needed, int length) {
        if (length < needed) {
            throw new IllegalArgumentException(name + " has " + length + " elements, but needs " + needed);
        }
    }
}
