package org.parhelion.mesh;

/**
 * Where the points of a block lie in an array: rows along x one after another, and planes of rows.
 *
 * <p>Rows of at least {@link #LONG_ROW} points begin, without their ghosts, at whole {@link #VECTOR}s counted from the array's
 * header, which the launcher puts at whole vectors too ({@code -XX:ObjectAlignmentInBytes=32}): a vector that lies across two
 * cache lines costs two reads. Not so in large blocks that have neighbours across x: what their rows gain, which do not come
 * out of the cache, is less than what their exchange loses (of a row's end, the ghosts and the next row's start that lie in
 * one or two cache lines without the gap, and in two or three with it). Rows whose starts are a multiple of 4 kB apart would all meet in the same few places of the
 * cache, so they are put one vector further apart.
 *
 * @param origin position of the first point that is no ghost
 * @param strideY distance of rows
 * @param strideZ distance of planes
 * @param length of the array
 */
record StorageLayout(int origin, int strideY, int strideZ, int length) {
    /** Doubles of an AVX2 vector. */
    private static final int VECTOR = 4;

    /** Doubles that the header of an array takes. */
    private static final int HEADER = 2;

    private static final int LONG_ROW = 16;
    /** Points, 2 MB of them, up to which a block counts as one that stays in the cache. */
    private static final int SMALL_BLOCK = 1 << 18;

    private static final int PAGE = 4096 / Double.BYTES;

    /**
     * @param field whose name an error tells
     * @param points numbers of points along x, y, z without ghosts
     * @param halo numbers of ghost points on each side along x, y, z
     * @param cutAlongX whether other ranks have blocks beside this one along x
     * @throws IllegalArgumentException the points are more than an array holds
     */
    static StorageLayout of(String field, int[] points, int[] halo, boolean cutAlongX) {
        boolean small = (double) points[0] * points[1] * points[2] <= SMALL_BLOCK;
        boolean aligned = points[0] >= LONG_ROW && (small || !cutAlongX);
        long strideY = points[0] + 2L * halo[0];
        strideY = aligned ? roundUp(strideY) : strideY;
        strideY += strideY % PAGE == 0 ? VECTOR : 0;
        long strideZ = strideY * (points[1] + 2L * halo[1]);
        long first = halo[0] + halo[1] * strideY + halo[2] * strideZ;
        long origin = aligned ? roundUp(first + HEADER) - HEADER : first;
        double length = (double) strideZ * (points[2] + 2L * halo[2]) + (origin - first);
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(String.format(
                    "field %s: %d×%d×%d points on one rank are more than an array holds; use more ranks",
                    field, points[0], points[1], points[2]));
        }
        return new StorageLayout((int) origin, (int) strideY, (int) strideZ, (int) length);
    }

    private static long roundUp(long count) {
        return (count + VECTOR - 1) / VECTOR * VECTOR;
    }

    /** Position of a point by local index; ghost points have negative indices or ones past the end. */
    int index(int i, int j, int k) {
        return origin + i + j * strideY + k * strideZ;
    }
}
