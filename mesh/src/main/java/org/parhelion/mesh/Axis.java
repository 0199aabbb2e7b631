package org.parhelion.mesh;

import java.util.Locale;

/** The three directions of space; {@code X} is the unit-stride one. */
public enum Axis {
    X,
    Y,
    Z;

    private static final Axis[] ALL = values();

    /** Lower-case name as in case files: {@code x y z}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Axis of(int index) {
        return ALL[index];
    }
}
