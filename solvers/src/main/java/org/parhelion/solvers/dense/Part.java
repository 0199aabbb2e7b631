package org.parhelion.solvers.dense;

import org.parhelion.blas.Doubles;

/**
 * One rank's part of a matrix, column-major, and how the whole is dealt out.
 *
 * @param values the part
 * @param rows how rows are dealt among the process rows
 * @param columns how columns are dealt among the process columns
 * @param leading distance between the starts of neighbouring columns
 */
record Part(double[] values, BlockCyclic rows, BlockCyclic columns, int leading) {
    static Part of(DistributedMatrix matrix) {
        return new Part(matrix.local(), matrix.rowMap(), matrix.columnMap(), matrix.leadingDimension());
    }

    Doubles from(int row, int column) {
        return Doubles.of(values, Math.min(values.length, row + column * leading));
    }
}
