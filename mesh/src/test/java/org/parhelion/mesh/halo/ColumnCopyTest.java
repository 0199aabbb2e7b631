package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnCopyTest {
    private static final int ROWS = 50;
    private static final int PLANES = 47;
    private static final int STRIDE_Y = 24;
    private static final int STRIDE_Z = STRIDE_Y * (ROWS + 3);

    private static DoubleBuffer buffer(int count) {
        return ByteBuffer.allocateDirect(count * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    private static ColumnCopy.Shape shape(int width, int gap, int planes) {
        return new ColumnCopy.Shape(7, width, ROWS, planes, STRIDE_Y, STRIDE_Z, 5, gap, 11);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "1, 13", "2, 13", "4, 12", "1, -6"})
    void everyPointGoesToItsPlaceAndBack(int width, int gap) {
        ColumnCopy.Shape shape = shape(width, gap, PLANES);
        ColumnCopy large = ColumnCopy.of(shape);
        assertNotSame(GeneralColumns.class, large.getClass());
        assertSame(large, ColumnCopy.of(shape));
        for (ColumnCopy columns : new ColumnCopy[] {large, new GeneralColumns(shape)}) {
            check(columns, shape);
        }
    }

    private static void check(ColumnCopy columns, ColumnCopy.Shape shape) {
        double[] data = new double[STRIDE_Z * (PLANES + 1)];
        Arrays.setAll(data, n -> n);
        int count = shape.width() * ROWS * PLANES + 20;
        DoubleBuffer one = buffer(count);
        DoubleBuffer other = buffer(count);
        columns.pack(data, one, shape.gap() == 0 ? null : other);
        double[] back = new double[data.length];
        double[] expected = new double[data.length];
        for (int k = 0; k < PLANES; k++) {
            for (int j = 0; j < ROWS; j++) {
                for (int i = 0; i < shape.width(); i++) {
                    int point = shape.start() + i + j * STRIDE_Y + k * STRIDE_Z;
                    int at = (k * ROWS + j) * shape.width() + i;
                    assertEquals(point, one.get(shape.first() + at));
                    expected[point] = point;
                    if (shape.gap() != 0) {
                        assertEquals(point + shape.gap(), other.get(shape.second() + at));
                        expected[point + shape.gap()] = point + shape.gap();
                    }
                }
            }
        }
        columns.unpack(back, one, shape.gap() == 0 ? null : other);
        assertArrayEquals(expected, back);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 13"})
    void smallFacesNeedNoClassOfTheirOwn(int width, int gap) {
        assertInstanceOf(GeneralColumns.class, ColumnCopy.of(shape(width, gap, 2)));
    }
}
