package org.parhelion.mesh;

/** The six sides of a box, in the order −x +x −y +y −z +z. */
public enum Side {
    X_LOW,
    X_HIGH,
    Y_LOW,
    Y_HIGH,
    Z_LOW,
    Z_HIGH;

    static final Side[] ALL = values();

    public static Side of(Axis axis, boolean high) {
        return ALL[2 * axis.ordinal() + (high ? 1 : 0)];
    }

    public Axis axis() {
        return Axis.of(ordinal() / 2);
    }

    public boolean isHigh() {
        return (ordinal() & 1) == 1;
    }

    public Side opposite() {
        return ALL[ordinal() ^ 1];
    }

    /** Name as in case files: {@code x- x+ y- y+ z- z+}. */
    public String label() {
        return axis().label() + (isHigh() ? "+" : "-");
    }
}
