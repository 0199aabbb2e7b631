package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;

/**
 * Where points of a level, by global index, lie in an array.
 *
 * @param base position of point (0, 0, 0), perhaps outside the array
 * @param strideY distance of rows
 * @param strideZ distance of planes
 */
record Storage(int base, int strideY, int strideZ) {
    /** That of a field. */
    static Storage of(Field field) {
        return new Storage(
                field.index(-field.offset(Axis.X), -field.offset(Axis.Y), -field.offset(Axis.Z)),
                field.strideY(),
                field.strideZ());
    }

    /** An array of {@code box.count()} numbers that holds a box. */
    static Storage of(IndexBox box) {
        int strideY = box.size(Axis.X);
        int strideZ = strideY * box.size(Axis.Y);
        return new Storage(-(box.x0() + box.y0() * strideY + box.z0() * strideZ), strideY, strideZ);
    }

    int index(int i, int j, int k) {
        return base + i + j * strideY + k * strideZ;
    }
}
