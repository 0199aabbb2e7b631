package org.parhelion.mesh.halo;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/**
 * Brings samples of a field to rank 0, for pictures and tests. Each rank sends the samples that it owns and nothing else.
 * All ranks of the grid must call; ghosts need not be current. Which points are sampled depends on the grid alone, never
 * on the cuts.
 */
public final class GlobalGather {
    private static final int ROOT = 0;

    private GlobalGather() {}

    /**
     * A plane of a field, thinned to at most so many samples each way: sample p of P lies at point ⌊(p + ½) N / P⌋ of N.
     *
     * @param normal axis that the plane is perpendicular to; of a 1-D or 2-D grid {@link Axis#Z}, index 0
     * @param index where the plane lies: global index along {@code normal}
     * @param maxColumns most samples along the first of the other two axes, at least 1
     * @param maxRows most samples along the second, at least 1
     * @return the samples on rank 0, nothing elsewhere
     * @throws IndexOutOfBoundsException if there is no such plane
     */
    public static Optional<Slice> plane(Field field, Axis normal, int index, int maxColumns, int maxRows) {
        Axis horizontal = normal == Axis.X ? Axis.Y : Axis.X;
        Axis vertical = normal == Axis.Z ? Axis.Y : Axis.Z;
        int planes = points(field, normal);
        if (index < 0 || index >= planes) {
            throw new IndexOutOfBoundsException("field " + field + " has no plane " + index + " across "
                    + normal.label() + "; the last one is " + (planes - 1));
        }
        if (maxColumns < 1 || maxRows < 1) {
            throw new IllegalArgumentException(
                    "a picture of " + maxColumns + " × " + maxRows + " samples; both must be at least 1");
        }
        int[][] samples = new int[3][];
        samples[normal.ordinal()] = new int[] {index};
        int[] columns = thinned(points(field, horizontal), maxColumns);
        int[] rows = thinned(points(field, vertical), maxRows);
        samples[horizontal.ordinal()] = columns;
        samples[vertical.ordinal()] = rows;
        return samples(field, samples).map(values -> {
            double[][] image = new double[rows.length][];
            for (int row = 0; row < rows.length; row++) {
                image[row] = Arrays.copyOfRange(values, row * columns.length, (row + 1) * columns.length);
            }
            return new Slice(horizontal, vertical, columns, rows, image);
        });
    }

    /**
     * The whole field, for small ones.
     *
     * @return all values in {@code [z][y][x]} order on rank 0, nothing elsewhere
     */
    public static Optional<double[]> full(Field field) {
        int[][] all = new int[3][];
        for (Axis axis : Axis.values()) {
            all[axis.ordinal()] = IntStream.range(0, points(field, axis)).toArray();
        }
        return samples(field, all);
    }

    private static int points(Field field, Axis axis) {
        return field.grid().points(axis, field.location());
    }

    private static int[] thinned(int points, int most) {
        int count = Math.min(points, most);
        int[] thinned = new int[count];
        for (int p = 0; p < count; p++) {
            thinned[p] = (int) ((2L * p + 1) * points / (2L * count));
        }
        return thinned;
    }

    /**
     * The values at chosen points, for whoever thins out in a way of its own.
     *
     * @param samples ascending global indices along x, y, z whose combinations are wanted
     * @return the values in {@code [z][y][x]} order on rank 0, nothing elsewhere
     */
    public static Optional<double[]> samples(Field field, int[][] samples) {
        double all = (double) samples[0].length * samples[1].length * samples[2].length;
        if (all > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("field " + field + " is too large to be gathered on one rank");
        }
        CartesianGrid grid = field.grid();
        Communicator communicator = grid.communicator();
        double[] mine = packed(field, samples, part(samples, grid.owned(field.location())));
        if (communicator.rank() != ROOT) {
            communicator.gatherv(mine, null, null, ROOT);
            return Optional.empty();
        }
        IndexBox[] parts = new IndexBox[communicator.size()];
        int[] counts = new int[parts.length];
        for (int rank = 0; rank < parts.length; rank++) {
            parts[rank] = part(samples, grid.owned(field.location(), rank));
            counts[rank] = (int) parts[rank].count();
        }
        double[] received = new double[(int) all];
        communicator.gatherv(mine, received, counts, ROOT);
        return Optional.of(ordered(received, parts, samples));
    }

    /** Which of the samples lie in a box: their numbers along each axis. */
    private static IndexBox part(int[][] samples, IndexBox box) {
        return new IndexBox(
                first(samples[0], box.x0()),
                first(samples[0], box.x1()),
                first(samples[1], box.y0()),
                first(samples[1], box.y1()),
                first(samples[2], box.z0()),
                first(samples[2], box.z1()));
    }

    /** Number of the first sample that is not below a point. */
    private static int first(int[] samples, int point) {
        int found = Arrays.binarySearch(samples, point);
        return found < 0 ? -1 - found : found;
    }

    private static double[] packed(Field field, int[][] samples, IndexBox part) {
        double[] packed = new double[(int) part.count()];
        double[] data = field.data();
        int n = 0;
        for (int k = part.z0(); k < part.z1(); k++) {
            for (int j = part.y0(); j < part.y1(); j++) {
                int row = field.index(
                        -field.offset(Axis.X),
                        samples[1][j] - field.offset(Axis.Y),
                        samples[2][k] - field.offset(Axis.Z));
                for (int i = part.x0(); i < part.x1(); i++) {
                    packed[n++] = data[row + samples[0][i] * field.strideX()];
                }
            }
        }
        return packed;
    }

    /** From the order of ranks to that of the samples. */
    private static double[] ordered(double[] received, IndexBox[] parts, int[][] samples) {
        double[] ordered = new double[received.length];
        int from = 0;
        for (IndexBox part : parts) {
            int length = part.size(Axis.X);
            for (int k = part.z0(); k < part.z1(); k++) {
                for (int j = part.y0(); j < part.y1() && length > 0; j++) {
                    int to = (k * samples[1].length + j) * samples[0].length + part.x0();
                    System.arraycopy(received, from, ordered, to, length);
                    from += length;
                }
            }
        }
        return ordered;
    }
}
