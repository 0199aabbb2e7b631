package org.parhelion.solvers.dense;

import org.parhelion.mpi.Communicator;

/**
 * The process grid that a product runs on: all of a {@link ProcessGrid}, or one of several layers of it.
 *
 * @param row the ranks of this rank's process row, ordered by column
 * @param column the ranks of its process column, ordered by row
 */
record Layer(Communicator row, Communicator column) {
    static Layer whole(ProcessGrid grid) {
        return new Layer(grid.row(), grid.column());
    }

    int myRow() {
        return column.rank();
    }

    int myColumn() {
        return row.rank();
    }
}
