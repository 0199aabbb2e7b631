package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.ReduceOp;

/**
 * This rank's part of a vector, with the operations that iterative methods are written in. Those that give a number are
 * collective. Several operations in one pass over memory: {@link FusedPass}.
 *
 * <p>Storage is {@code double[]}: of a grid's vector that of {@link #field}, ghost points included, else the numbers alone.
 */
public final class DistributedVector {
    private final VectorSpace space;
    private final Field field;
    private double[] array;

    DistributedVector(VectorSpace space, Field field, double[] array) {
        this.space = space;
        this.field = field;
        this.array = array;
    }

    public VectorSpace space() {
        return space;
    }

    /** The field that this vector is on a grid, else null. */
    public Field field() {
        return field;
    }

    /** The storage. Whoever writes to it calls {@link #markWritten}. */
    public double[] data() {
        return field == null ? array : field.data();
    }

    /** Values have changed. */
    public void markWritten() {
        if (field != null) {
            field.markWritten();
        }
    }

    /** v ← value. */
    public void fill(double value) {
        double[] v = data();
        for (int row = 0; row < space.rows(); row++) {
            int from = space.row(this, row);
            Arrays.fill(v, from, from + space.rowLength(), value);
        }
        markWritten();
    }

    /**
     * v ← numbers between −1 and 1 that look random and depend on nothing but the number of the unknown among all and the
     * seed: the same on any number of ranks.
     */
    public void fillRandom(long seed) {
        double[] v = data();
        int count = space.rowLength();
        for (int row = 0; row < space.rows(); row++) {
            int from = space.row(this, row);
            long number = space.number(row);
            for (int n = 0; n < count; n++) {
                v[from + n] = random(seed, number + n);
            }
        }
        markWritten();
    }

    /** The mixing function of SplitMix64: Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014. */
    private static double random(long seed, long number) {
        long z = (seed ^ 0x2545F4914F6CDD1DL) + (number + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >> 11) * 0x1p-52;
    }

    /** v ← x. */
    public void copyFrom(DistributedVector x) {
        space.pass().scaleAndAdd(this, 0, x).run();
    }

    /** v ← α v. */
    public void scale(double alpha) {
        space.pass().scaled(this, alpha, this).run();
    }

    /** v ← v + α x. */
    public void addScaled(double alpha, DistributedVector x) {
        space.pass().addScaled(this, alpha, x).run();
    }

    /** v ← x + β v; v is not read if β = 0. */
    public void scaleAndAdd(double beta, DistributedVector x) {
        space.pass().scaleAndAdd(this, beta, x).run();
    }

    /** v ← v ∘ x, element by element. */
    public void multiply(DistributedVector x) {
        space.pass().product(this, this, x).run();
    }

    /** ⟨v, x⟩, the same on every rank; added up as the space says. */
    public double dot(DistributedVector x) {
        return space.product().of(this, x);
    }

    /** √⟨v, v⟩, also where the squares are beyond the range of double. */
    public double norm() {
        return space.norm(this);
    }

    /** max |v| over all ranks, NaN if there is one; collective. */
    public double largest() {
        double[] v = data();
        double most = 0;
        for (int row = 0; row < space.rows(); row++) {
            most = Math.max(most, Rows.largest(v, space.row(this, row), space.rowLength()));
        }
        // MAX of MPI leaves open what becomes of NaN
        double isNan = space.communicator().allReduce(Double.isNaN(most) ? 1.0 : 0.0, ReduceOp.MAX);
        double all = space.communicator().allReduce(Double.isNaN(most) ? 0 : most, ReduceOp.MAX);
        return isNan > 0 ? Double.NaN : all;
    }

    /** Whether all numbers on all ranks are 0. Collective. */
    public boolean isZero() {
        double[] v = data();
        boolean zero = true;
        for (int row = 0; row < space.rows() && zero; row++) {
            int from = space.row(this, row);
            zero = isZero(v, from, from + space.rowLength());
        }
        return space.communicator().allReduce(zero ? 0.0 : 1.0, ReduceOp.MAX) == 0;
    }

    private static boolean isZero(double[] v, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits |= Double.doubleToRawLongBits(v[i]);
        }
        return bits << 1 == 0;
    }

    /** Exchanges values with another vector of the same space. */
    public void swap(DistributedVector other) {
        checkSame(other);
        if (field != null) {
            field.swap(other.field);
        } else {
            double[] mine = array;
            array = other.array;
            other.array = mine;
        }
    }

    /** Some numbers of this rank that lie side by side: {@code data()[from]} to {@code data()[to − 1]}. */
    interface RowWork {
        void on(int from, int to);
    }

    /** Does work on all rows of this rank's unknowns, in order. */
    void forRows(RowWork work) {
        for (int row = 0; row < space.rows(); row++) {
            int from = space.row(this, row);
            work.on(from, from + space.rowLength());
        }
    }

    void checkSame(DistributedVector x) {
        if (space != x.space && !space.isSameAs(x.space)) {
            throw new IllegalArgumentException("vectors of different spaces: " + space + " and " + x.space
                    + (space.size() == x.space.size() ? ", of another grid, decomposition or communicator" : ""));
        }
    }
}
