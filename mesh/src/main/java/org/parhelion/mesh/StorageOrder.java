package org.parhelion.mesh;

/**
 * In which order the axes of a block follow one another in memory: neighbours along the fastest axis lie side by side and
 * make up <em>rows</em>, rows follow one another along the second axis and make up <em>planes</em>, planes along the third.
 *
 * <p>The faces of a block across its fastest axis have each number in a cache line of its own: they are the dear ones to
 * exchange, and the shell that a kernel computes behind them has rows of one point. So where a grid is cut across x but not
 * across another axis, it is quicker to have that one as the fastest. The values are the same bits in any order.
 */
public enum StorageOrder {
    /** {@code [z][y][x]}, the common one. */
    X_FASTEST(Axis.X, Axis.Y, Axis.Z),
    /** {@code [z][x][y]}. */
    Y_FASTEST(Axis.Y, Axis.X, Axis.Z),
    /** {@code [x][y][z]}. */
    Z_FASTEST(Axis.Z, Axis.Y, Axis.X);

    /** Shorter rows make poor loops. */
    private static final int SHORT_ROW = 16;
    /** By so many times rows may be shorter than along x: measured with the heat equation, where 4 gained and 8 lost 10 %. */
    private static final int SHORTER = 4;

    private final Axis[] axes;

    /** Each order swaps x with the fastest axis, so that it is its own inverse. */
    StorageOrder(Axis... axes) {
        this.axes = axes;
    }

    /** The order in which no fastest axis is cut, if there is such an axis and its rows are long enough; of two the longer one. */
    static StorageOrder following(BlockDecomposition cuts) {
        if (cuts.ranks(Axis.X) == 1) {
            return X_FASTEST;
        }
        int x = cuts.cells(Axis.X) / cuts.ranks(Axis.X);
        int y = uncut(cuts, Axis.Y);
        int z = uncut(cuts, Axis.Z);
        if (Math.max(y, z) < Math.max((x + SHORTER - 1) / SHORTER, Math.min(SHORT_ROW, x))) {
            return X_FASTEST;
        }
        return z > y ? Z_FASTEST : Y_FASTEST;
    }

    /** Length of rows along this axis; 0 if it is cut or has no neighbours. */
    private static int uncut(BlockDecomposition cuts, Axis axis) {
        return cuts.ranks(axis) == 1 && cuts.cells(axis) > 1 ? cuts.cells(axis) : 0;
    }

    /** The axis along rows. */
    public Axis fastest() {
        return axes[0];
    }

    /** The axis at this place, 0 being the fastest. */
    public Axis axis(int place) {
        return axes[place];
    }

    /** At which place an axis is. */
    public int place(Axis axis) {
        return axes[axis.ordinal()].ordinal();
    }

    /** A box told along rows, across rows and across planes instead of along x, y and z; or back. */
    public IndexBox arranged(IndexBox box) {
        return switch (this) {
            case X_FASTEST -> box;
            case Y_FASTEST -> new IndexBox(box.y0(), box.y1(), box.x0(), box.x1(), box.z0(), box.z1());
            case Z_FASTEST -> new IndexBox(box.z0(), box.z1(), box.y0(), box.y1(), box.x0(), box.x1());
        };
    }
}
