package org.parhelion.mesh;

import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;

/**
 * What a field amounts to over the whole domain; the same bits on any number of ranks, because sums are exact before they
 * are rounded. ΔV is the volume that belongs to a point: the product of its {@link CartesianGrid#extent extents}.
 *
 * @param min smallest value; NaN if any value is, −0 before +0
 * @param max largest value; NaN if any value is
 * @param mean integral / volume of the domain
 * @param l2 √(Σ u² ΔV)
 * @param integral Σ u ΔV
 */
public record FieldStatistics(double min, double max, double mean, double l2, double integral) {
    /** Looks at the points that all ranks own; all ranks of the grid must call, and all get the result. */
    public static FieldStatistics of(Field field) {
        CartesianGrid grid = field.grid();
        double[][] extents = {extents(field, Axis.X), extents(field, Axis.Y), extents(field, Axis.Z)};
        StorageOrder order = grid.storage();
        IndexBox rows = order.arranged(field.owned());
        int length = rows.x1();
        double[] data = field.data();
        double[] volumes = new double[length];
        double[] first = new double[length];
        double[] second = new double[length];
        ReproducibleSum sum = new ReproducibleSum();
        ReproducibleSum squares = new ReproducibleSum();
        // Smallest value, and largest with its bits turned over: one reduction finds both.
        long[] extremes = {Long.MAX_VALUE, Long.MAX_VALUE};
        int[] point = new int[3];
        for (int k = 0; k < rows.z1(); k++) {
            point[order.axis(2).ordinal()] = k;
            for (int j = 0; j < rows.y1(); j++) {
                point[order.axis(1).ordinal()] = j;
                volumes(order.fastest(), extents, point, volumes);
                int row = field.row(j, k);
                for (int i = 0; i < length; i++) {
                    double u = data[row + i];
                    double volume = volumes[i];
                    first[i] = u * volume;
                    second[i] = u * u * volume;
                }
                sum.add(first, 0, length);
                squares.add(second, 0, length);
                extremes(data, row, row + length, extremes);
            }
        }
        sum.allReduce(grid.communicator());
        squares.allReduce(grid.communicator());
        grid.communicator().allReduce(extremes, ReduceOp.MIN);
        double integral = sum.value();
        return new FieldStatistics(
                value(extremes[0]),
                extremes[1] == Long.MIN_VALUE ? Double.NaN : value(~extremes[1]),
                integral / grid.volume(),
                Math.sqrt(squares.value()),
                integral);
    }

    /** Volumes of the points of a row; always x times y times z, in this order, as the rounding depends on it. */
    private static void volumes(Axis along, double[][] extents, int[] point, double[] volumes) {
        double x = extents[0][point[0]];
        double y = extents[1][point[1]];
        double z = extents[2][point[2]];
        for (int i = 0; i < volumes.length; i++) {
            volumes[i] = switch (along) {
                case X -> extents[0][i] * y * z;
                case Y -> x * extents[1][i] * z;
                case Z -> x * y * extents[2][i];
            };
        }
    }

    private static double[] extents(Field field, Axis axis) {
        double[] extents = new double[field.size(axis)];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = field.grid().extent(axis, field.location(), field.offset(axis) + i);
        }
        return extents;
    }

    private static void extremes(double[] data, int from, int to, long[] extremes) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int n = from; n < to; n++) {
            min = Math.min(min, data[n]);
            max = Math.max(max, data[n]);
        }
        boolean nan = Double.isNaN(min);
        extremes[0] = nan ? Long.MIN_VALUE : Math.min(extremes[0], ordered(min));
        extremes[1] = nan ? Long.MIN_VALUE : Math.min(extremes[1], ~ordered(max));
    }

    /** Whole numbers in the order of the doubles, −0 before +0; messages about them do not depend on who compares. */
    private static long ordered(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double value(long ordered) {
        return ordered == Long.MIN_VALUE
                ? Double.NaN
                : Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }
}
