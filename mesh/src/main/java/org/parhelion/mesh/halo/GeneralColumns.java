package org.parhelion.mesh.halo;

import java.nio.DoubleBuffer;

/** {@link ColumnCopy} for any shape. */
record GeneralColumns(Shape shape) implements ColumnCopy {
    @Override
    public void pack(double[] data, DoubleBuffer one, DoubleBuffer other) {
        int width = shape.width();
        for (int k = 0; k < shape.planes(); k++) {
            for (int j = 0; j < shape.rows(); j++) {
                int from = shape.start() + k * shape.planeStride() + j * shape.rowStride();
                int at = (k * shape.rows() + j) * width;
                for (int i = 0; i < width; i++) {
                    one.put(shape.first() + at + i, data[from + i]);
                    if (shape.gap() != 0) {
                        other.put(shape.second() + at + i, data[from + shape.gap() + i]);
                    }
                }
            }
        }
    }

    @Override
    public void unpack(double[] data, DoubleBuffer one, DoubleBuffer other) {
        int width = shape.width();
        for (int k = shape.planes() - 1; k >= 0; k--) {
            for (int j = 0; j < shape.rows(); j++) {
                int to = shape.start() + k * shape.planeStride() + j * shape.rowStride();
                int at = (k * shape.rows() + j) * width;
                for (int i = 0; i < width; i++) {
                    data[to + i] = one.get(shape.first() + at + i);
                    if (shape.gap() != 0) {
                        data[to + shape.gap() + i] = other.get(shape.second() + at + i);
                    }
                }
            }
        }
    }
}
