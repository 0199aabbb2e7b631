package org.parhelion.mesh.stencil;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;

/**
 * Where a field keeps the points of the target location; part of the generated code, which so needs one address register
 * and one range check for all rows that it reads of a field.
 *
 * @param origin position of local index (0, 0, 0) of the target location
 * @param strideY distance between neighbours along y
 * @param strideZ distance between neighbours along z
 * @param length length of the array
 */
record FieldLayout(int origin, int strideY, int strideZ, int length) {
    /** @param target a field of the location that the kernel computes at */
    static FieldLayout of(Field field, Field target) {
        int origin = field.index(
                target.offset(Axis.X) - field.offset(Axis.X),
                target.offset(Axis.Y) - field.offset(Axis.Y),
                target.offset(Axis.Z) - field.offset(Axis.Z));
        return new FieldLayout(origin, field.strideY(), field.strideZ(), field.data().length);
    }
}
