package org.parhelion.solvers.dense;

import org.parhelion.mpi.Communicator;

/**
 * The ranks of a communicator as a grid of rows × columns, numbered along rows. Each rank has a communicator of its row (ordered
 * by column) and one of its column (ordered by row).
 */
public final class ProcessGrid {
    private final Communicator world;
    private final int rows;
    private final int columns;
    private final Communicator row;
    private final Communicator column;

    private ProcessGrid(Communicator world, int rows, int columns) {
        this.world = world;
        this.rows = rows;
        this.columns = columns;
        row = world.split(world.rank() / columns, world.rank() % columns).orElseThrow();
        column = world.split(world.rank() % columns, world.rank() / columns).orElseThrow();
    }

    /** All ranks, as square as their number allows, with no fewer columns than rows; to be called by all. */
    public static ProcessGrid of(Communicator world) {
        int rows = (int) Math.sqrt(world.size());
        while (world.size() % rows != 0) {
            rows--;
        }
        return new ProcessGrid(world, rows, world.size() / rows);
    }

    /**
     * All ranks as a grid of a given shape; to be called by all.
     *
     * @throws IllegalArgumentException the shape does not have as many places as there are ranks
     */
    public static ProcessGrid of(Communicator world, int rows, int columns) {
        if (rows < 1 || columns < 1 || (long) rows * columns != world.size()) {
            throw new IllegalArgumentException(
                    "a grid of " + rows + " × " + columns + " does not hold " + world.size() + " ranks");
        }
        return new ProcessGrid(world, rows, columns);
    }

    public Communicator world() {
        return world;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** This rank's row. */
    public int myRow() {
        return world.rank() / columns;
    }

    /** This rank's column. */
    public int myColumn() {
        return world.rank() % columns;
    }

    /** The rank at a place. */
    public int rank(int row, int column) {
        return row * columns + column;
    }

    /** The ranks of this rank's row, ordered by column. */
    Communicator row() {
        return row;
    }

    /** The ranks of this rank's column, ordered by row. */
    Communicator column() {
        return column;
    }
}
