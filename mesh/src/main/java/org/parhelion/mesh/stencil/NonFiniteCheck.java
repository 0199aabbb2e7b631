package org.parhelion.mesh.stencil;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;

/** Finds the point where a kernel has written a NaN or an infinity. */
final class NonFiniteCheck {
    private final CartesianGrid grid;
    private final Field[] fields;

    NonFiniteCheck(CartesianGrid grid, Field[] fields) {
        this.grid = grid;
        this.fields = fields;
    }

    /** Returns if every value is finite after all: the sum of finite values may have overflowed. */
    void findAndThrow() {
        for (Field field : fields) {
            IndexBox owned = field.owned();
            for (int k = 0; k < owned.z1(); k++) {
                for (int j = 0; j < owned.y1(); j++) {
                    for (int i = 0; i < owned.x1(); i++) {
                        if (!Double.isFinite(field.data()[field.index(i, j, k)])) {
                            throw exception(field, i, j, k);
                        }
                    }
                }
            }
        }
    }

    private NonFiniteException exception(Field field, int i, int j, int k) {
        int[] index = new int[grid.dimensions()];
        double[] coordinates = new double[grid.dimensions()];
        int[] local = {i, j, k};
        for (int a = 0; a < index.length; a++) {
            Axis axis = Axis.of(a);
            index[a] = local[a] + field.offset(axis);
            coordinates[a] = grid.coordinate(axis, field.location(), index[a]);
        }
        return new NonFiniteException(field, index, coordinates, field.data()[field.index(i, j, k)]);
    }
}
