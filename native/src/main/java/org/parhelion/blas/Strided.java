package org.parhelion.blas;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * A matrix whose neighbours down a column lie {@code rowStride} apart and those along a row {@code columnStride} apart, so
 * that transposing costs nothing and one algorithm serves both orders (Van Zee & van de Geijn, ACM TOMS 41(3), 2015, §3).
 *
 * @param array heap storage, or null
 * @param buffer direct storage, or null
 * @param offset index of element (0, 0)
 */
record Strided(double[] array, DoubleBuffer buffer, int offset, int rowStride, int columnStride) {

    static Strided of(Order order, Doubles data, int leading) {
        boolean rows = order == Order.ROW_MAJOR;
        return new Strided(data.array(), data.buffer(), data.offset(), rows ? leading : 1, rows ? 1 : leading);
    }

    /** A heap matrix by rows. */
    static Strided rows(double[] array, int offset, int leading) {
        return new Strided(array, null, offset, leading, 1);
    }

    /** A vector as a row; with a negative increment it begins at the far end, as BLAS has it. */
    static Strided vector(int n, Doubles data, int increment) {
        int first = increment < 0 ? (1 - n) * increment : 0;
        return new Strided(data.array(), data.buffer(), data.offset() + first, 1, increment);
    }

    Strided transposed() {
        return new Strided(array, buffer, offset, columnStride, rowStride);
    }

    Strided transposed(Transpose trans) {
        return trans == Transpose.YES ? transposed() : this;
    }

    /** From element (row, column) on. */
    Strided at(int row, int column) {
        return new Strided(array, buffer, index(row, column), rowStride, columnStride);
    }

    boolean isHeap() {
        return array != null;
    }

    int index(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }

    double get(int row, int column) {
        int index = index(row, column);
        return array != null ? array[index] : buffer.get(index);
    }

    void set(int row, int column, double value) {
        int index = index(row, column);
        if (array != null) {
            array[index] = value;
        } else {
            buffer.put(index, value);
        }
    }

    /** Copies a block that begins at (0, 0) to a heap matrix by rows. */
    void load(int rows, int columns, double[] to, int toOffset, int toLeading) {
        if (columnStride == 1) {
            for (int i = 0; i < rows; i++) {
                loadRow(index(i, 0), columns, to, toOffset + i * toLeading);
            }
            return;
        }
        for (int j = 0; j < columns; j++) {
            int from = index(0, j);
            for (int i = 0; i < rows; i++) {
                to[toOffset + i * toLeading + j] =
                        array != null ? array[from + i * rowStride] : buffer.get(from + i * rowStride);
            }
        }
    }

    private void loadRow(int from, int length, double[] to, int toOffset) {
        if (array != null) {
            System.arraycopy(array, from, to, toOffset, length);
        } else {
            buffer.get(from, to, toOffset, length);
        }
    }

    /** Copies a heap matrix by rows to the block that begins at (0, 0). */
    void store(int rows, int columns, double[] from, int fromOffset, int fromLeading) {
        if (columnStride == 1) {
            for (int i = 0; i < rows; i++) {
                storeRow(index(i, 0), columns, from, fromOffset + i * fromLeading);
            }
            return;
        }
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                set(i, j, from[fromOffset + i * fromLeading + j]);
            }
        }
    }

    private void storeRow(int to, int length, double[] from, int fromOffset) {
        if (array != null) {
            System.arraycopy(from, fromOffset, array, to, length);
        } else {
            buffer.put(to, from, fromOffset, length);
        }
    }

    /** This block where it is on the heap, otherwise a copy of it in {@code scratch} that runs the same way. */
    Strided onHeap(int rows, int columns, double[] scratch) {
        if (array != null) {
            return this;
        }
        if (columnStride == 1) {
            load(rows, columns, scratch, 0, columns);
            return rows(scratch, 0, columns);
        }
        transposed().load(columns, rows, scratch, 0, rows);
        return rows(scratch, 0, rows).transposed();
    }

    /** Every element becomes factor × itself; with 0 nothing is read, so that NaN disappears. */
    void scale(int rows, int columns, double factor) {
        if (factor == 1 || rows == 0 || columns == 0) {
            return;
        }
        if (columnStride != 1 && rowStride == 1) {
            transposed().scale(columns, rows, factor);
            return;
        }
        for (int i = 0; i < rows; i++) {
            scaleRow(at(i, 0), columns, factor);
        }
    }

    private static void scaleRow(Strided row, int columns, double factor) {
        if (factor != 0) {
            Level1.scale(columns, factor, row);
        } else if (row.array != null && row.columnStride == 1) {
            Arrays.fill(row.array, row.offset, row.offset + columns, 0);
        } else {
            for (int j = 0; j < columns; j++) {
                row.set(0, j, 0);
            }
        }
    }
}
