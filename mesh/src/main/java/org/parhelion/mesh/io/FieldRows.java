package org.parhelion.mesh.io;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;

/**
 * The points of a field that this rank owns, in pieces that lie together in a file of all points in {@code [z][y][x]} order.
 * Rows, and planes, that follow one another there are one piece, as far as the buffer reaches.
 */
final class FieldRows {
    private final double[] data;
    private final int origin;
    private final int strideX;
    private final int strideY;
    private final int strideZ;
    private final int lengthX;
    private final int lengthY;
    private final long rows;
    /** Of the first point, in the whole field, and the distances of rows and planes there; in points. */
    private final long first;

    private final long globalY;
    private final long globalZ;

    /** What is done with a piece that begins so many bytes into the field. */
    @FunctionalInterface
    interface PieceUse {
        void on(long offset, ByteBuffer piece);
    }

    private FieldRows(Field field, double[] data, int origin, int strideX, int strideY, int strideZ) {
        CartesianGrid grid = field.grid();
        Location location = field.location();
        this.data = data;
        this.origin = origin;
        this.strideX = strideX;
        this.strideY = strideY;
        this.strideZ = strideZ;
        this.lengthX = field.size(Axis.X);
        this.lengthY = field.size(Axis.Y);
        this.rows = (long) lengthY * field.size(Axis.Z);
        this.globalY = grid.points(Axis.X, location);
        this.globalZ = globalY * grid.points(Axis.Y, location);
        this.first = field.offset(Axis.Z) * globalZ + field.offset(Axis.Y) * globalY + field.offset(Axis.X);
    }

    /** The field's own storage. */
    static FieldRows of(Field field) {
        return new FieldRows(
                field, field.data(), field.index(0, 0, 0), field.strideX(), field.strideY(), field.strideZ());
    }

    /** A copy of the field's values as they are now. */
    static FieldRows copyOf(Field field, double[] into) {
        int lengthX = field.size(Axis.X);
        int lengthY = field.size(Axis.Y);
        for (int k = 0; k < field.size(Axis.Z); k++) {
            for (int j = 0; j < lengthY; j++) {
                int target = (k * lengthY + j) * lengthX;
                copy(field.data(), field.index(0, j, k), field.strideX(), into, target, lengthX);
            }
        }
        return new FieldRows(field, into, 0, 1, lengthX, lengthX * lengthY);
    }

    private static void copy(double[] from, int start, int step, double[] to, int target, int count) {
        if (step == 1) {
            System.arraycopy(from, start, to, target, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[target + i] = from[start + i * step];
        }
    }

    private long offset(long row) {
        return first + row / lengthY * globalZ + row % lengthY * globalY;
    }

    /** Packs piece after piece into the little-endian buffer and hands it over, from its beginning to its limit. */
    void write(ByteBuffer buffer, PieceUse use) {
        transfer(buffer, true, use);
    }

    /** Has piece after piece of the little-endian buffer filled, and unpacks it. */
    void read(ByteBuffer buffer, PieceUse use) {
        transfer(buffer, false, use);
    }

    private void transfer(ByteBuffer buffer, boolean packs, PieceUse use) {
        int capacity = buffer.capacity() / Double.BYTES;
        long row = 0;
        int column = 0;
        while (row < rows && lengthX > 0) {
            long count = together(row, column, capacity);
            long offset = (offset(row) + column) * Double.BYTES;
            buffer.clear().limit((int) count * Double.BYTES);
            if (packs) {
                copy(buffer.asDoubleBuffer(), row, column, true);
                use.on(offset, buffer);
            } else {
                use.on(offset, buffer);
                copy(buffer.clear().limit((int) count * Double.BYTES).asDoubleBuffer(), row, column, false);
            }
            row += (column + count) / lengthX;
            column = (int) ((column + count) % lengthX);
        }
    }

    /** How many points from there on lie together in the file, up to a limit. */
    private long together(long row, int column, int limit) {
        long count = (long) lengthX - column;
        for (long next = row + 1; next < rows && count < limit; next++) {
            if (offset(next) != offset(next - 1) + lengthX) {
                break;
            }
            count += lengthX;
        }
        return Math.min(count, limit);
    }

    private void copy(DoubleBuffer values, long fromRow, int fromColumn, boolean packs) {
        long row = fromRow;
        int column = fromColumn;
        while (values.hasRemaining()) {
            int count = Math.min(lengthX - column, values.remaining());
            int at = origin + (int) (row / lengthY) * strideZ + (int) (row % lengthY) * strideY + column * strideX;
            copyRow(values, at, count, packs);
            row++;
            column = 0;
        }
    }

    private void copyRow(DoubleBuffer values, int at, int count, boolean packs) {
        if (strideX == 1 && packs) {
            values.put(data, at, count);
        } else if (strideX == 1) {
            values.get(data, at, count);
        } else if (packs) {
            for (int i = 0; i < count; i++) {
                values.put(data[at + i * strideX]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                data[at + i * strideX] = values.get();
            }
        }
    }
}
