package org.parhelion.mesh;

/**
 * Where on the grid the values of a field sit. Point {@code i} along an axis lies at {@code origin + (i + ½) h} for cells
 * and at {@code origin + i h} for nodes and, along their own axis, faces.
 */
public enum Location {
    CELL,
    X_FACE,
    Y_FACE,
    Z_FACE,
    NODE;

    /** Whether points sit on the cell faces along this axis (one more of them than cells, unless periodic). */
    public boolean isOnFace(Axis axis) {
        return this == NODE || ordinal() == axis.ordinal() + 1;
    }
}
