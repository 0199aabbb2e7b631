package org.parhelion.mesh;

/**
 * Where the points of a block lie in an array: rows along the fastest axis one after another, and planes of rows.
 *
 * <p>Rows of at least {@link #LONG_ROW} points begin, without their ghosts, at whole {@link #VECTOR}s counted from the array's
 * header, which the launcher puts at whole vectors too ({@code -XX:ObjectAlignmentInBytes=32}): a vector that lies across two
 * cache lines costs two reads. Not so in large blocks that have neighbours across the fastest axis: what their rows gain,
 * which do not come out of the cache, is less than what their exchange loses (of a row's end, the ghosts and the next row's
 * start that lie in one or two cache lines without the gap, and in two or three with it). Rows whose starts are a multiple
 * of 4 kB apart would all meet in the same few places of the cache, so they are put one vector further apart.
 *
 * @param origin position of the first point that is no ghost
 * @param strideX distance of neighbours along x
 * @param strideY distance of neighbours along y
 * @param strideZ distance of neighbours along z
 * @param length of the array
 */
record StorageLayout(int origin, int strideX, int strideY, int strideZ, int length) {
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
     * @param order which axis is the fastest
     * @param points numbers of points along x, y, z without ghosts
     * @param halo numbers of ghost points on each side along x, y, z
     * @param cutAlongRows whether other ranks have blocks beside this one along the fastest axis
     * @throws IllegalArgumentException the points are more than an array holds
     */
    static StorageLayout of(String field, StorageOrder order, int[] points, int[] halo, boolean cutAlongRows) {
        int row = order.axis(0).ordinal();
        int across = order.axis(1).ordinal();
        int planes = order.axis(2).ordinal();
        boolean small = (double) points[0] * points[1] * points[2] <= SMALL_BLOCK;
        boolean aligned = points[row] >= LONG_ROW && (small || !cutAlongRows);
        long rowStride = points[row] + 2L * halo[row];
        rowStride = aligned ? roundUp(rowStride) : rowStride;
        rowStride += rowStride % PAGE == 0 ? VECTOR : 0;
        long planeStride = rowStride * (points[across] + 2L * halo[across]);
        long first = halo[row] + halo[across] * rowStride + halo[planes] * planeStride;
        long origin = aligned ? roundUp(first + HEADER) - HEADER : first;
        double length = (double) planeStride * (points[planes] + 2L * halo[planes]) + (origin - first);
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(String.format(
                    "field %s: %d×%d×%d points on one rank are more than an array holds; use more ranks",
                    field, points[0], points[1], points[2]));
        }
        int[] strides = {1, (int) rowStride, (int) planeStride};
        return new StorageLayout(
                (int) origin,
                strides[order.place(Axis.X)],
                strides[order.place(Axis.Y)],
                strides[order.place(Axis.Z)],
                (int) length);
    }

    private static long roundUp(long count) {
        return (count + VECTOR - 1) / VECTOR * VECTOR;
    }

    /** Position of a point by local index; ghost points have negative indices or ones past the end. */
    int index(int i, int j, int k) {
        return origin + i * strideX + j * strideY + k * strideZ;
    }
}
