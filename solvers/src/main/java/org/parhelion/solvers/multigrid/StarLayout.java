package org.parhelion.solvers.multigrid;

/**
 * Where the unknowns of one rank on one level lie in an array; ghost points surround them on every axis in use.
 *
 * @param origin position of the first unknown
 * @param strideY distance of rows
 * @param strideZ distance of planes
 * @param nx unknowns along x
 * @param ny rows in a plane
 * @param nz planes
 * @param parity the first unknown's sum of global indices modulo 2: colours do not depend on the cut
 */
record StarLayout(int origin, int strideY, int strideZ, int nx, int ny, int nz, int parity) {
    int size(int axis) {
        return axis == 0 ? nx : axis == 1 ? ny : nz;
    }

    int stride(int axis) {
        return axis == 0 ? 1 : axis == 1 ? strideY : strideZ;
    }

    /** Position of an unknown by local index. */
    int index(int i, int j, int k) {
        return origin + i + j * strideY + k * strideZ;
    }

    /** First i of a colour in a row. */
    int firstOf(int colour, int j, int k) {
        return (colour + j + k + parity) & 1;
    }

    boolean isEmpty() {
        return nx <= 0 || ny <= 0 || nz <= 0;
    }
}
