package org.parhelion.mesh.halo;

/**
 * A box of points in a field's storage, and the ways to copy another to it.
 *
 * @param start position of the first point
 * @param nx points of a row
 * @param ny rows in a plane
 * @param nz planes
 * @param rowStride distance of rows
 * @param planeStride distance of planes
 */
record Box(int start, int nx, int ny, int nz, int rowStride, int planeStride) {
    private static final int SHORT_ROW = 8;

    int count() {
        return nx * ny * nz;
    }

    boolean hasShortRows() {
        return nx < SHORT_ROW;
    }

    /** Copies the points of an equal box elsewhere in the same storage to this one. */
    void copyLongRows(Box source, double[] data) {
        for (int k = 0; k < nz; k++) {
            for (int j = 0; j < ny; j++) {
                int row = j * rowStride + k * planeStride;
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
            int to = start + i + j0 * rowStride + k * planeStride;
            int shift = source.start - start;
            for (int j = j0; j < end; j++, to += rowStride) {
                data[to] = data[to + shift];
            }
        }
    }
}
