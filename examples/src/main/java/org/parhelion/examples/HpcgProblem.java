package org.parhelion.examples;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * The problem of the HPCG benchmark (J. Dongarra, M. Heroux and P. Luszczek, “A new metric for ranking high-performance computing
 * systems”, 2016, and its reference code): 26 on the diagonal and −1 for each of up to 26 neighbours on a box of points, of which
 * every rank has one of the same size. Rows of a rank are numbered x fastest, ranks likewise.
 */
final class HpcgProblem {
    private static final double DIAGONAL = 26;

    private final Communicator world;
    /** Points of a rank along x, y, z, ranks, and this rank's place among them. */
    private final int[] points;

    private final int[] ranks;
    private final int[] place;
    private final VectorSpace space;
    private final CsrMatrix matrix;

    private HpcgProblem(Communicator world, int[] points, int[] ranks) {
        this.world = world;
        this.points = points;
        this.ranks = ranks;
        place = new int[] {
            world.rank() % ranks[0], world.rank() / ranks[0] % ranks[1], world.rank() / ranks[0] / ranks[1]
        };
        space = VectorSpace.ofRows(world, Math.multiplyExact(Math.multiplyExact(points[0], points[1]), points[2]));
        matrix = assemble();
    }

    /** @param points of each rank along x, y, z */
    static HpcgProblem of(Communicator world, int... points) {
        return new HpcgProblem(world, points, shape(world.size()));
    }

    /** Three factors as near to each other as can be, the largest first. */
    static int[] shape(int ranks) {
        int[] best = {ranks, 1, 1};
        for (int z = 1; z * z * z <= ranks; z++) {
            for (int y = z; ranks % z == 0 && y * y <= ranks / z; y++) {
                int x = ranks / z / y;
                if (ranks / z % y == 0 && x + y + z < best[0] + best[1] + best[2]) {
                    best = new int[] {x, y, z};
                }
            }
        }
        return best;
    }

    private CsrMatrix assemble() {
        int rows = space.localSize();
        int[] start = new int[rows + 1];
        long[] columns = new long[Math.multiplyExact(27, rows)];
        double[] values = new double[columns.length];
        int k = 0;
        for (int row = 0; row < rows; row++) {
            int x = row % points[0];
            int y = row / points[0] % points[1];
            int z = row / points[0] / points[1];
            for (int n = 0; n < 27; n++) {
                long column = column(x + n % 3 - 1, y + n / 3 % 3 - 1, z + n / 9 - 1);
                if (column >= 0) {
                    columns[k] = column;
                    values[k++] = n == 13 ? DIAGONAL : -1;
                }
            }
            start[row + 1] = k;
        }
        return CsrMatrix.ofRows(space, space, start, columns, values);
    }

    /** Number of the row at a point, counted from this rank's first one; −1 where the box has none. */
    private long column(int x, int y, int z) {
        int[] at = {x, y, z};
        int[] owner = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int global = place[axis] * points[axis] + at[axis];
            if (global < 0 || global >= ranks[axis] * points[axis]) {
                return -1;
            }
            owner[axis] = global / points[axis];
            at[axis] = global % points[axis];
        }
        long rank = owner[0] + (long) ranks[0] * (owner[1] + (long) ranks[1] * owner[2]);
        return rank * space.localSize() + at[0] + (long) points[0] * (at[1] + (long) points[1] * at[2]);
    }

    CsrMatrix matrix() {
        return matrix;
    }

    VectorSpace space() {
        return space;
    }

    /** The image of the vector of ones, which is what there is to be found. */
    DistributedVector rightHandSide() {
        DistributedVector b = space.vector("b");
        int[] start = matrix.rowStart();
        Arrays.setAll(b.data(), row -> DIAGONAL - (start[row + 1] - start[row] - 1));
        return b;
    }

    /** Whether every second point along each axis can make a coarser problem. */
    boolean canBeCoarsened() {
        return Arrays.stream(points).allMatch(count -> count % 2 == 0);
    }

    /** The same on every second point of each axis. Collective. */
    HpcgProblem coarser() {
        return new HpcgProblem(
                world, Arrays.stream(points).map(count -> count / 2).toArray(), ranks);
    }

    /** Row of each point of the coarser problem. */
    int[] coarsePoints() {
        int nx = points[0] / 2;
        int ny = points[1] / 2;
        int[] rows = new int[nx * ny * (points[2] / 2)];
        Arrays.setAll(rows, row -> 2 * (row % nx + points[0] * (row / nx % ny + points[1] * (row / nx / ny))));
        return rows;
    }
}
