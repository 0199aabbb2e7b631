package org.parhelion.solvers.dense;

import java.util.Arrays;
import org.parhelion.blas.Doubles;

/**
 * A dense matrix dealt out over a {@link ProcessGrid} in square blocks, in turn along rows and columns (two-dimensional
 * block-cyclic, as in ScaLAPACK). Each rank keeps its blocks as one column-major matrix of {@link #localRows} ×
 * {@link #localColumns}.
 */
public final class DistributedMatrix {
    /** An element's value from its place. */
    @FunctionalInterface
    public interface Elements {
        double at(int row, int column);
    }

    private final ProcessGrid grid;
    private final BlockCyclic rowMap;
    private final BlockCyclic columnMap;
    private final double[] local;
    private final int localRows;
    private final int localColumns;

    private DistributedMatrix(ProcessGrid grid, int rows, int columns, int block) {
        this.grid = grid;
        rowMap = new BlockCyclic(rows, block, grid.rows());
        columnMap = new BlockCyclic(columns, block, grid.columns());
        localRows = rowMap.count(grid.myRow());
        localColumns = columnMap.count(grid.myColumn());
        local = new double[Math.multiplyExact(localRows, localColumns)];
    }

    /**
     * A matrix of zeros.
     *
     * @throws IllegalArgumentException a size is negative or the block is smaller than 1
     */
    public static DistributedMatrix zeros(ProcessGrid grid, int rows, int columns, int block) {
        return new DistributedMatrix(grid, rows, columns, block);
    }

    /** Sets every element from its place; no messages. */
    public DistributedMatrix fill(Elements elements) {
        for (int j = 0; j < localColumns; j++) {
            int column = columnMap.global(j, grid.myColumn());
            for (int i = 0; i < localRows; i++) {
                local[i + j * localRows] = elements.at(rowMap.global(i, grid.myRow()), column);
            }
        }
        return this;
    }

    /** A copy with storage of its own. */
    public DistributedMatrix copy() {
        DistributedMatrix copy = new DistributedMatrix(grid, rows(), columns(), block());
        System.arraycopy(local, 0, copy.local, 0, local.length);
        return copy;
    }

    public void setZero() {
        Arrays.fill(local, 0);
    }

    public ProcessGrid grid() {
        return grid;
    }

    public int rows() {
        return rowMap.size();
    }

    public int columns() {
        return columnMap.size();
    }

    /** Rows and columns of a block. */
    public int block() {
        return rowMap.block();
    }

    /** Rows of this rank's part. */
    public int localRows() {
        return localRows;
    }

    /** Columns of this rank's part. */
    public int localColumns() {
        return localColumns;
    }

    /** Distance between the starts of neighbouring columns of this rank's part: at least 1. */
    int leadingDimension() {
        return Math.max(1, localRows);
    }

    /** This rank's part, column-major. */
    double[] local() {
        return local;
    }

    /** This rank's part from an element on, for BLAS. */
    Doubles local(int localRow, int localColumn) {
        return Doubles.of(local, Math.min(local.length, localRow + localColumn * localRows));
    }

    BlockCyclic rowMap() {
        return rowMap;
    }

    BlockCyclic columnMap() {
        return columnMap;
    }
}
