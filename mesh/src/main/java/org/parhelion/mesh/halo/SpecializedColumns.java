package org.parhelion.mesh.halo;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.nio.DoubleBuffer;

/**
 * A template: {@link ColumnCopy} defines it anew for each shape, which the compiler then takes for constants. The same loops
 * as in {@link GeneralColumns}.
 */
final class SpecializedColumns implements ColumnCopy {
    private static final int START = shape().start();
    private static final int WIDTH = shape().width();
    private static final int ROWS = shape().rows();
    private static final int PLANES = shape().planes();
    private static final int ROW_STRIDE = shape().rowStride();
    private static final int PLANE_STRIDE = shape().planeStride();
    private static final int FIRST = shape().first();
    private static final int GAP = shape().gap();
    private static final int SECOND = shape().second();

    private static Shape shape() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Shape.class);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void pack(double[] data, DoubleBuffer one, DoubleBuffer other) {
        for (int k = 0; k < PLANES; k++) {
            for (int i = 0; i < WIDTH; i++) {
                int from = START + i + k * PLANE_STRIDE;
                int at = i + k * ROWS * WIDTH;
                for (int j = 0; j < ROWS; j++) {
                    one.put(FIRST + at + j * WIDTH, data[from + j * ROW_STRIDE]);
                    if (GAP != 0) {
                        other.put(SECOND + at + j * WIDTH, data[from + GAP + j * ROW_STRIDE]);
                    }
                }
            }
        }
    }

    @Override
    public void unpack(double[] data, DoubleBuffer one, DoubleBuffer other) {
        for (int k = PLANES - 1; k >= 0; k--) {
            for (int i = 0; i < WIDTH; i++) {
                int to = START + i + k * PLANE_STRIDE;
                int at = i + k * ROWS * WIDTH;
                for (int j = 0; j < ROWS; j++) {
                    data[to + j * ROW_STRIDE] = one.get(FIRST + at + j * WIDTH);
                    if (GAP != 0) {
                        data[to + GAP + j * ROW_STRIDE] = other.get(SECOND + at + j * WIDTH);
                    }
                }
            }
        }
    }
}
