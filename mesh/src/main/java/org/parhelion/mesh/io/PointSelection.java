package org.parhelion.mesh.io;

import java.util.Arrays;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/**
 * Some points of a plane of a grid: all pairs of a column and a row. Rank 0 gets their values, no rank gets more.
 *
 * @param across axis along which columns are counted
 * @param columns global indices, ascending
 * @param up axis along which rows are counted
 * @param rows global indices, ascending
 * @param plane global index along the third axis
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record PointSelection(Axis across, int[] columns, Axis up, int[] rows, int plane) {
    /** A stretch {@code [from, to)} of the columns and of the rows: what one rank owns. */
    private record Part(int fromColumn, int toColumn, int fromRow, int toRow) {
        int width() {
            return toColumn - fromColumn;
        }

        int count() {
            return width() * (toRow - fromRow);
        }
    }

    /**
     * The values, row by row; collective.
     *
     * @return on rank 0 {@code rows × columns} values, elsewhere null
     */
    double[] gather(Field field) {
        CartesianGrid grid = field.grid();
        Communicator communicator = grid.communicator();
        double[] mine = values(field, part(grid.owned(field.location())));
        if (communicator.rank() != 0) {
            communicator.gatherv(mine, null, null, 0);
            return null;
        }
        Part[] parts = new Part[communicator.size()];
        Arrays.setAll(parts, rank -> part(grid.owned(field.location(), rank)));
        double[] received = new double[columns.length * rows.length];
        communicator.gatherv(
                mine, received, Arrays.stream(parts).mapToInt(Part::count).toArray(), 0);
        double[] ordered = new double[received.length];
        int from = 0;
        for (Part part : parts) {
            for (int row = part.fromRow; row < part.toRow && part.width() > 0; row++, from += part.width()) {
                System.arraycopy(received, from, ordered, row * columns.length + part.fromColumn, part.width());
            }
        }
        return ordered;
    }

    /** Bounds of all values of the plane that this rank owns, selected or not. */
    Extremes extremes(Field field) {
        IndexBox owned = field.grid().owned(field.location());
        Axis normal = normal();
        Extremes extremes = Extremes.NONE;
        if (plane < owned.low(normal) || plane >= owned.high(normal)) {
            return extremes;
        }
        for (int row = owned.low(up); row < owned.high(up); row++) {
            int from = index(field, owned.low(across), row);
            extremes = extremes.and(field.data(), from, owned.size(across), field.stride(across));
        }
        return extremes;
    }

    private double[] values(Field field, Part part) {
        double[] values = new double[part.count()];
        int n = 0;
        for (int row = part.fromRow; row < part.toRow; row++) {
            for (int column = part.fromColumn; column < part.toColumn; column++) {
                values[n++] = field.data()[index(field, columns[column], rows[row])];
            }
        }
        return values;
    }

    private int index(Field field, int column, int row) {
        return field.index(0, 0, 0)
                + (column - field.offset(across)) * field.stride(across)
                + (row - field.offset(up)) * field.stride(up)
                + (plane - field.offset(normal())) * field.stride(normal());
    }

    private Axis normal() {
        return Axis.of(3 - across.ordinal() - up.ordinal());
    }

    private Part part(IndexBox owned) {
        if (plane < owned.low(normal()) || plane >= owned.high(normal())) {
            return new Part(0, 0, 0, 0);
        }
        return new Part(
                firstFrom(columns, owned.low(across)),
                firstFrom(columns, owned.high(across)),
                firstFrom(rows, owned.low(up)),
                firstFrom(rows, owned.high(up)));
    }

    /** Position of the first selected index that is not below this one. */
    private static int firstFrom(int[] indices, int index) {
        int found = Arrays.binarySearch(indices, index);
        return found >= 0 ? found : -found - 1;
    }
}
