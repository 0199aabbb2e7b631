package org.parhelion.solvers.amg;

import java.util.Arrays;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * Vectors that a matrix without its boundary conditions maps to zero or nearly so, which coarse levels must represent exactly:
 * constants for diffusion, translations and rotations for elasticity.
 */
public final class NearNullSpace {
    private final VectorSpace space;
    private final int block;
    private final int width;
    /** Row by row. */
    private final double[] values;

    private NearNullSpace(VectorSpace space, int block, int width, double[] values) {
        this.space = space;
        this.block = block;
        this.width = width;
        this.values = values;
    }

    /** One constant vector: for equations of one unknown at each point. */
    public static NearNullSpace constants(VectorSpace space) {
        return constants(space, 1);
    }

    /**
     * A constant vector for each of the unknowns at a point.
     *
     * @param block unknowns at each point, which are numbered one after the other; a rank must have whole points
     */
    public static NearNullSpace constants(VectorSpace space, int block) {
        if (block < 1) {
            throw new IllegalArgumentException("near null space: " + block + " unknowns at a point; give at least 1");
        }
        double[] values = new double[Math.multiplyExact(space.localSize(), block)];
        for (int i = 0; i < space.localSize(); i++) {
            values[i * block + i % block] = 1;
        }
        return new NearNullSpace(space, block, block, values);
    }

    /**
     * Any vectors.
     *
     * @param block unknowns at each point, which are numbered one after the other; a rank must have whole points
     * @param vectors of one space, at least one
     */
    public static NearNullSpace spannedBy(int block, List<DistributedVector> vectors) {
        if (block < 1 || vectors.isEmpty()) {
            throw new IllegalArgumentException("near null space: " + vectors.size() + " vectors for " + block
                    + " unknowns at a point; give at least 1 of either");
        }
        VectorSpace space = vectors.get(0).space();
        int width = vectors.size();
        double[] values = new double[Math.multiplyExact(space.localSize(), width)];
        for (int c = 0; c < width; c++) {
            DistributedVector vector = vectors.get(c);
            if (!vector.space().isSameAs(space)) {
                throw new IllegalArgumentException("near null space: vector " + (c + 1) + " has " + vector.space()
                        + ", but the first one has " + space);
            }
            for (int i = 0; i < space.localSize(); i++) {
                values[i * width + c] = vector.data()[i];
            }
        }
        return new NearNullSpace(space, block, width, values);
    }

    /**
     * Rigid motions in the plane, for displacements (u, v) of points: two translations and a rotation. Collective.
     *
     * @param space of {@code 2} numbers for each of this rank's points
     * @param x coordinates of this rank's points
     * @param y likewise
     */
    public static NearNullSpace rigidMotions(VectorSpace space, double[] x, double[] y) {
        checkPoints(space, 2, x, y);
        double[][] at = centred(space.communicator(), x, y);
        double[] values = new double[x.length * 6];
        for (int n = 0; n < x.length; n++) {
            int row = 6 * n;
            values[row] = 1;
            values[row + 2] = -at[1][n];
            values[row + 4] = 1;
            values[row + 5] = at[0][n];
        }
        return new NearNullSpace(space, 2, 3, values);
    }

    /**
     * Rigid motions in space, for displacements (u, v, w) of points: three translations and three rotations. Collective.
     *
     * @param space of {@code 3} numbers for each of this rank's points
     * @param x coordinates of this rank's points
     * @param y likewise
     * @param z likewise
     */
    public static NearNullSpace rigidMotions(VectorSpace space, double[] x, double[] y, double[] z) {
        checkPoints(space, 3, x, y, z);
        double[][] at = centred(space.communicator(), x, y, z);
        double[] values = new double[x.length * 18];
        for (int n = 0; n < x.length; n++) {
            for (int c = 0; c < 3; c++) {
                int row = 18 * n + 6 * c;
                int next = (c + 1) % 3;
                int last = (c + 2) % 3;
                values[row + c] = 1;
                // ω × r, component c, for ω along each axis
                values[row + 3 + next] = at[last][n];
                values[row + 3 + last] = -at[next][n];
            }
        }
        return new NearNullSpace(space, 3, 6, values);
    }

    private static void checkPoints(VectorSpace space, int block, double[]... coordinates) {
        for (double[] one : coordinates) {
            if (space.localSize() != block * one.length) {
                throw new IllegalArgumentException("rigid motions: this rank has " + space.localSize() + " unknowns, "
                        + block + " a point, but " + one.length + " coordinates of points are given");
            }
        }
    }

    /** Coordinates from the middle of all points, so that rotations are no sums of translations but for rounding. */
    private static double[][] centred(Communicator ranks, double[]... coordinates) {
        double[][] moved = new double[coordinates.length][];
        for (int c = 0; c < coordinates.length; c++) {
            double low = Arrays.stream(coordinates[c]).min().orElse(Double.POSITIVE_INFINITY);
            double high = Arrays.stream(coordinates[c]).max().orElse(Double.NEGATIVE_INFINITY);
            double middle = (ranks.allReduce(low, ReduceOp.MIN) + ranks.allReduce(high, ReduceOp.MAX)) / 2;
            moved[c] = Arrays.stream(coordinates[c]).map(at -> at - middle).toArray();
        }
        return moved;
    }

    VectorSpace space() {
        return space;
    }

    /** Unknowns at each point. */
    int block() {
        return block;
    }

    /** Number of vectors. */
    int width() {
        return width;
    }

    /** This rank's part, row by row. */
    double[] values() {
        return values;
    }
}
