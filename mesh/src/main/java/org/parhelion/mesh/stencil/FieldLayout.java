package org.parhelion.mesh.stencil;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;

/**
 * Where a field keeps the points of a kernel; part of the generated code, which so needs one address register and one
 * range check for all rows that it reads of a field.
 *
 * @param origin position of the kernel's local index (0, 0, 0)
 * @param rowStride distance of rows
 * @param planeStride distance of planes
 * @param length length of the array
 */
record FieldLayout(int origin, int rowStride, int planeStride, int length) {
    /** @param location where the points of the kernel lie, whose local indices count */
    static FieldLayout of(Field field, CartesianGrid grid, Location location) {
        return new FieldLayout(
                origin(field, grid, location),
                field.stride(grid.storage().axis(1)),
                field.stride(grid.storage().axis(2)),
                field.data().length);
    }

    boolean isThatOf(Field field, CartesianGrid grid, Location location) {
        return origin == origin(field, grid, location)
                && rowStride == field.stride(grid.storage().axis(1))
                && planeStride == field.stride(grid.storage().axis(2))
                && length == field.data().length;
    }

    private static int origin(Field field, CartesianGrid grid, Location location) {
        IndexBox owned = grid.owned(location);
        return field.index(
                owned.x0() - field.offset(Axis.X),
                owned.y0() - field.offset(Axis.Y),
                owned.z0() - field.offset(Axis.Z));
    }

    /** Position of a point, counted along rows, across rows and across planes. */
    long position(int i, int j, int k) {
        return origin + i + (long) j * rowStride + (long) k * planeStride;
    }

    // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
    @Override
    public boolean equals(Object other) {
        return other instanceof FieldLayout that
                && origin == that.origin
                && rowStride == that.rowStride
                && planeStride == that.planeStride
                && length == that.length;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * origin + rowStride) + planeStride) + length;
    }
}
