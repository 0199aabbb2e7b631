package org.parhelion.mesh.halo;

import java.nio.DoubleBuffer;

/**
 * A box of points in a field's storage, and the ways to copy it. Long rows go straight between heap and message; short
 * ones (a face across x has rows of one or two points, each in a cache line of its own) are collected in a small array that
 * stays in the cache, because a call for each row would cost more than the points.
 *
 * @param start position of the first point
 * @param nx points along x, a row
 * @param ny rows in a plane
 * @param nz planes
 * @param strideY distance of rows
 * @param strideZ distance of planes
 */
record Box(int start, int nx, int ny, int nz, int strideY, int strideZ) {
    private static final int SHORT_ROW = 8;

    int count() {
        return nx * ny * nz;
    }

    /** Points that {@link #pack} and {@link #unpack} collect at a time. */
    int scratch() {
        return hasShortRows() ? nx * ny : 0;
    }

    /** One past the last plane to copy in turn {@code k}, from plane {@code k} on: long rows all at once, short ones a plane a turn. */
    int endOfTurn(int k) {
        if (hasShortRows()) {
            return Math.min(k + 1, nz);
        }
        return k == 0 ? nz : 0;
    }

    /** Copies plane {@code k} into a message in which the box begins at this position. */
    void pack(int k, double[] data, DoubleBuffer message, int position, double[] scratch) {
        int plane = start + k * strideZ;
        int at = position + k * nx * ny;
        if (hasShortRows()) {
            collect(data, plane, scratch);
            message.put(at, scratch, 0, nx * ny);
            return;
        }
        for (int j = 0; j < ny; j++) {
            message.put(at + j * nx, data, plane + j * strideY, nx);
        }
    }

    /** Copies plane {@code k} out of a message in which the box begins at this position. */
    void unpack(int k, double[] data, DoubleBuffer message, int position, double[] scratch) {
        int plane = start + k * strideZ;
        int at = position + k * nx * ny;
        if (hasShortRows()) {
            message.get(at, scratch, 0, nx * ny);
            spread(scratch, data, plane);
            return;
        }
        for (int j = 0; j < ny; j++) {
            message.get(at + j * nx, data, plane + j * strideY, nx);
        }
    }

    /** Two columns at a time: they share cache lines, and short inner loops over a row would cost more than their points. */
    private void collect(double[] data, int plane, double[] scratch) {
        if (nx == 1) {
            for (int j = 0, from = plane; j < ny; j++, from += strideY) {
                scratch[j] = data[from];
            }
            return;
        }
        int i = 0;
        for (; i + 1 < nx; i += 2) {
            for (int j = 0; j < ny; j++) {
                int from = plane + i + j * strideY;
                int to = i + j * nx;
                scratch[to] = data[from];
                scratch[to + 1] = data[from + 1];
            }
        }
        if (i < nx) {
            for (int j = 0; j < ny; j++) {
                scratch[i + j * nx] = data[plane + i + j * strideY];
            }
        }
    }

    private void spread(double[] scratch, double[] data, int plane) {
        if (nx == 1) {
            for (int j = 0, to = plane; j < ny; j++, to += strideY) {
                data[to] = scratch[j];
            }
            return;
        }
        int i = 0;
        for (; i + 1 < nx; i += 2) {
            for (int j = 0; j < ny; j++) {
                int to = plane + i + j * strideY;
                int from = i + j * nx;
                data[to] = scratch[from];
                data[to + 1] = scratch[from + 1];
            }
        }
        if (i < nx) {
            for (int j = 0; j < ny; j++) {
                data[plane + i + j * strideY] = scratch[i + j * nx];
            }
        }
    }

    boolean hasShortRows() {
        return nx < SHORT_ROW;
    }

    /** Copies the points of an equal box elsewhere in the same storage to this one. */
    void copyLongRows(Box source, double[] data) {
        for (int k = 0; k < nz; k++) {
            for (int j = 0; j < ny; j++) {
                int row = j * strideY + k * strideZ;
                System.arraycopy(data, source.start + row, data, start + row, nx);
            }
        }
    }

    /** The same for rows {@code j0} to {@code j1}, as far as there are so many, of plane {@code k}, if there is one. */
    void copyShortRows(Box source, double[] data, int k, int j0, int j1) {
        if (k >= nz) {
            return;
        }
        int end = Math.min(j1, ny);
        for (int i = 0; i < nx; i++) {
            int to = start + i + j0 * strideY + k * strideZ;
            int shift = source.start - start;
            for (int j = j0; j < end; j++, to += strideY) {
                data[to] = data[to + shift];
            }
        }
    }
}
