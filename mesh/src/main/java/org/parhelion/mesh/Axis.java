package org.parhelion.mesh;

import java.util.Locale;

/** The three directions of space; which of them has unit stride in memory says {@link StorageOrder}. */
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
