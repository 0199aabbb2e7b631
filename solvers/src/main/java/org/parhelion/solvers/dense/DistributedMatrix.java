package org.parhelion.solvers.dense;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.blas.Doubles;
import org.parhelion.mpi.ExitCodeException;

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
        local = new double[storage(localRows, localColumns)];
    }

    /** Elements of a part, which must fit into an array. */
    static int storage(int rows, int columns) {
        long length = (long) rows * columns;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a rank's part of " + rows + " × " + columns
                    + " elements does not fit into an array; use more ranks");
        }
        return (int) length;
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

    /**
     * A matrix from one that a single rank has; collective. It travels in pieces, so that no other rank holds it whole.
     *
     * @param source on the root; not looked at elsewhere
     * @param root the rank that has it
     */
    public static DistributedMatrix scatter(ProcessGrid grid, DMatrixRMaj source, int block, int root) {
        int[] size = new int[2];
        if (grid.world().rank() == root) {
            size[0] = source.numRows;
            size[1] = source.numCols;
        }
        grid.world().broadcast(size, root);
        DistributedMatrix matrix = zeros(grid, size[0], size[1], block);
        double[] values = grid.world().rank() == root ? source.data : null;
        matrix.forRowStrips((strip, offset) -> strip.deal(root, values, offset, size[1], 1));
        return matrix;
    }

    /**
     * The whole matrix on one rank; collective. It travels in pieces, so that no other rank holds it whole.
     *
     * @return the matrix on the root, empty elsewhere
     */
    public Optional<DMatrixRMaj> gather(int root) {
        boolean here = grid.world().rank() == root;
        DMatrixRMaj whole = here ? new DMatrixRMaj(rows(), columns()) : null;
        double[] values = here ? whole.data : null;
        forRowStrips((strip, offset) -> strip.collect(root, values, offset, columns(), 1));
        return Optional.ofNullable(whole);
    }

    /** What is done with some rows: the rectangle, and where it begins in row-major order. */
    private interface StripWork {
        void on(Rectangle strip, int offset);
    }

    private void forRowStrips(StripWork work) {
        int height = Rectangle.linesAtOnce(columns());
        for (int row = 0; row < rows(); row += height) {
            work.on(new Rectangle(this, row, Math.min(rows(), row + height), 0, columns()), row * columns());
        }
    }

    /**
     * Reads a matrix; collective. {@code .npy}: NumPy's format, versions 1 to 3, two-dimensional (or one-dimensional: a column),
     * {@code f4} or {@code f8} of either byte order, in C or Fortran order; all ranks read. {@code .mtx}: Matrix Market, array
     * or coordinate, real, integer or pattern, general, symmetric or skew-symmetric; rank 0 reads and passes on.
     *
     * @throws ExitCodeException code 2, on all ranks: the file is not there or not right; the message says where
     */
    public static DistributedMatrix load(ProcessGrid grid, Path file, int block) {
        return MatrixFiles.load(grid, file, block);
    }

    /**
     * Writes the matrix in the format that the name ends in: {@code .npy} ({@code f8}, C order; all ranks write) or {@code .mtx}
     * (array real general, digits enough to give the same bits again; rank 0 writes); collective. The file is written
     * aside and renamed when it is whole.
     *
     * @throws org.parhelion.mesh.io.OutputException on all ranks: it cannot be written; an older file of that name is kept
     * @throws ExitCodeException code 2: the name ends otherwise
     */
    public void save(Path file) {
        MatrixFiles.save(this, file);
    }

    /** Whether this rank has an element. */
    public boolean isLocal(int row, int column) {
        Objects.checkIndex(row, rows());
        Objects.checkIndex(column, columns());
        return rowMap.owner(row) == grid.myRow() && columnMap.owner(column) == grid.myColumn();
    }

    /**
     * An element, the same on every rank; collective.
     *
     * @throws IndexOutOfBoundsException there is no such element
     */
    public double get(int row, int column) {
        double[] value = new double[1];
        if (isLocal(row, column)) {
            value[0] = local[at(row, column)];
        }
        grid.world().broadcast(value, grid.rank(rowMap.owner(row), columnMap.owner(column)));
        return value[0];
    }

    /**
     * Sets an element on the rank that has it; does nothing on the others. No messages: it is enough that this one rank calls it.
     *
     * @throws IndexOutOfBoundsException there is no such element
     */
    public void set(int row, int column, double value) {
        if (isLocal(row, column)) {
            local[at(row, column)] = value;
        }
    }

    /** Adds to an element on the rank that has it, as {@link #set}. */
    void addTo(int row, int column, double value) {
        if (isLocal(row, column)) {
            local[at(row, column)] += value;
        }
    }

    private int at(int row, int column) {
        return rowMap.local(row) + columnMap.local(column) * localRows;
    }

    /** this ← factor · this; no messages. */
    public DistributedMatrix scale(double factor) {
        for (int i = 0; i < local.length; i++) {
            local[i] *= factor;
        }
        return this;
    }

    /**
     * this ← this + factor · other; no messages.
     *
     * @throws IllegalArgumentException the other has another size, block size or grid
     */
    public DistributedMatrix add(double factor, DistributedMatrix other) {
        if (other.grid != grid || !rowMap.placesLike(other.rowMap) || !columnMap.placesLike(other.columnMap)) {
            throw new IllegalArgumentException("cannot add a matrix of " + other.rows() + " × " + other.columns()
                    + " in blocks of " + other.block() + " to one of " + rows() + " × " + columns() + " in blocks of "
                    + block() + ": size, blocks and process grid must be the same");
        }
        for (int i = 0; i < local.length; i++) {
            local[i] += factor * other.local[i];
        }
        return this;
    }

    /** A transposed copy on the same grid with the same block size; collective. */
    public DistributedMatrix transpose() {
        DistributedMatrix transposed = new DistributedMatrix(grid, columns(), rows(), block());
        new Turning(this, transposed).run();
        return transposed;
    }

    /** Norms, the same bits on every rank, grid and block size. */
    public MatrixNorms norms() {
        return new MatrixNorms(this);
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
