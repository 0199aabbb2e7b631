package org.parhelion.mesh.io;

import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.halo.GlobalGather;

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
    /**
     * The values, row by row; collective.
     *
     * @return on rank 0 {@code rows × columns} values, elsewhere nothing
     */
    Optional<double[]> gather(Field field) {
        int[][] samples = new int[3][];
        samples[across.ordinal()] = columns;
        samples[up.ordinal()] = rows;
        samples[normal().ordinal()] = new int[] {plane};
        return GlobalGather.samples(field, samples);
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

    private int index(Field field, int column, int row) {
        return field.index(0, 0, 0)
                + (column - field.offset(across)) * field.stride(across)
                + (row - field.offset(up)) * field.stride(up)
                + (plane - field.offset(normal())) * field.stride(normal());
    }

    private Axis normal() {
        return Axis.of(3 - across.ordinal() - up.ordinal());
    }
}
