package org.parhelion.solvers.dense;

/**
 * Rows {@code row} to {@code rowEnd} − 1 and columns {@code column} to {@code columnEnd} − 1 of a distributed matrix, to be
 * gathered on one rank or scattered from it. Both are collective; callers keep the rectangle small ({@link #linesAtOnce}).
 */
final class Rectangle {
    /** Elements that a rank may hold beyond its part, unless a single line is longer. */
    private static final int ELEMENTS = 1 << 19;

    private final DistributedMatrix matrix;
    private final ProcessGrid grid;
    private final BlockCyclic rows;
    private final BlockCyclic columns;
    private final int row;
    private final int rowEnd;
    private final int column;
    private final int columnEnd;

    Rectangle(DistributedMatrix matrix, int row, int rowEnd, int column, int columnEnd) {
        this.matrix = matrix;
        grid = matrix.grid();
        rows = matrix.rowMap();
        columns = matrix.columnMap();
        this.row = row;
        this.rowEnd = rowEnd;
        this.column = column;
        this.columnEnd = columnEnd;
    }

    /** How many lines of a length make a piece of bounded size. */
    static int linesAtOnce(int length) {
        return Math.max(1, ELEMENTS / Math.max(1, length));
    }

    /**
     * To the root: element (i, j) to {@code target[offset + (i − row) rowStride + (j − column) columnStride]}.
     *
     * @param target on the root; not looked at elsewhere
     */
    void collect(int root, double[] target, int offset, int rowStride, int columnStride) {
        double[] own = new double[height(grid.myRow()) * width(grid.myColumn())];
        copyOwn(own, true);
        boolean here = grid.world().rank() == root;
        double[] all = here ? new double[(rowEnd - row) * (columnEnd - column)] : null;
        grid.world().gatherv(own, all, here ? counts() : null, root);
        if (here) {
            rearrange(all, target, offset, rowStride, columnStride, true);
        }
    }

    /** From the root, as {@link #collect}. */
    void deal(int root, double[] source, int offset, int rowStride, int columnStride) {
        boolean here = grid.world().rank() == root;
        double[] all = null;
        if (here) {
            all = new double[(rowEnd - row) * (columnEnd - column)];
            rearrange(all, source, offset, rowStride, columnStride, false);
        }
        double[] own = new double[height(grid.myRow()) * width(grid.myColumn())];
        grid.world().scatterv(all, here ? counts() : null, own, root);
        copyOwn(own, false);
    }

    private int height(int processRow) {
        return rows.countBelow(rowEnd, processRow) - rows.countBelow(row, processRow);
    }

    private int width(int processColumn) {
        return columns.countBelow(columnEnd, processColumn) - columns.countBelow(column, processColumn);
    }

    private int[] counts() {
        int[] counts = new int[grid.world().size()];
        for (int rank = 0; rank < counts.length; rank++) {
            counts[rank] = height(rank / grid.columns()) * width(rank % grid.columns());
        }
        return counts;
    }

    /** Between this rank's part and a message, column-major. */
    private void copyOwn(double[] message, boolean out) {
        int height = height(grid.myRow());
        int width = width(grid.myColumn());
        int first = rows.countBelow(row, grid.myRow());
        int firstColumn = columns.countBelow(column, grid.myColumn());
        for (int j = 0; j < width; j++) {
            int place = first + (firstColumn + j) * matrix.localRows();
            if (out) {
                System.arraycopy(matrix.local(), place, message, j * height, height);
            } else {
                System.arraycopy(message, j * height, matrix.local(), place, height);
            }
        }
    }

    /** Between all ranks' messages, one after the other, and the whole rectangle. */
    private void rearrange(double[] all, double[] whole, int offset, int rowStride, int columnStride, boolean toWhole) {
        int at = 0;
        for (int p = 0; p < grid.rows(); p++) {
            int first = rows.countBelow(row, p);
            int height = height(p);
            for (int q = 0; q < grid.columns(); q++) {
                int firstColumn = columns.countBelow(column, q);
                int width = width(q);
                for (int j = 0; j < width; j++) {
                    int start = offset + (columns.global(firstColumn + j, q) - column) * columnStride;
                    for (int i = 0; i < height; i++) {
                        int place = start + (rows.global(first + i, p) - row) * rowStride;
                        if (toWhole) {
                            whole[place] = all[at++];
                        } else {
                            all[at++] = whole[place];
                        }
                    }
                }
            }
        }
    }
}
