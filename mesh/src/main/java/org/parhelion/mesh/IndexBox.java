package org.parhelion.mesh;

/**
 * A box of grid points, half-open: {@code x0 ≤ i < x1} and so on.
 *
 * @param x0 first index along x
 * @param x1 one past the last index along x
 * @param y0 first index along y
 * @param y1 one past the last index along y
 * @param z0 first index along z
 * @param z1 one past the last index along z
 */
public record IndexBox(int x0, int x1, int y0, int y1, int z0, int z1) {
    public static final IndexBox EMPTY = new IndexBox(0, 0, 0, 0, 0, 0);

    public int low(Axis axis) {
        return switch (axis) {
            case X -> x0;
            case Y -> y0;
            case Z -> z0;
        };
    }

    public int high(Axis axis) {
        return switch (axis) {
            case X -> x1;
            case Y -> y1;
            case Z -> z1;
        };
    }

    public int size(Axis axis) {
        return Math.max(0, high(axis) - low(axis));
    }

    public boolean contains(int i, int j, int k) {
        return i >= x0 && i < x1 && j >= y0 && j < y1 && k >= z0 && k < z1;
    }

    public boolean isEmpty() {
        return x1 <= x0 || y1 <= y0 || z1 <= z0;
    }

    /** Number of points. */
    public long count() {
        return isEmpty() ? 0 : (long) (x1 - x0) * (y1 - y0) * (z1 - z0);
    }

    /** The same box with other bounds along one axis. */
    public IndexBox with(Axis axis, int low, int high) {
        return switch (axis) {
            case X -> new IndexBox(low, high, y0, y1, z0, z1);
            case Y -> new IndexBox(x0, x1, low, high, z0, z1);
            case Z -> new IndexBox(x0, x1, y0, y1, low, high);
        };
    }

    public IndexBox intersect(IndexBox other) {
        return new IndexBox(
                Math.max(x0, other.x0),
                Math.min(x1, other.x1),
                Math.max(y0, other.y0),
                Math.min(y1, other.y1),
                Math.max(z0, other.z0),
                Math.min(z1, other.z1));
    }

    /** The same box so many points further along each axis. */
    public IndexBox shift(int dx, int dy, int dz) {
        return new IndexBox(x0 + dx, x1 + dx, y0 + dy, y1 + dy, z0 + dz, z1 + dz);
    }
}
