package org.parhelion.solvers.linear;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;

/**
 * This rank's part of a vector, with the operations that iterative methods are written in. Those that give a number are
 * collective.
 *
 * <p>Storage is {@code double[]}: of a grid's vector that of {@link #field}, ghost points included, else the numbers alone.
 */
public final class DistributedVector {
    private final VectorSpace space;
    private final Field field;
    private final double[] array;
    private final InnerProducts products;

    DistributedVector(VectorSpace space, Field field, double[] array) {
        this.space = space;
        this.field = field;
        this.array = array;
        this.products = new InnerProducts(space, 1);
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
        forRows((from, to) -> java.util.Arrays.fill(v, from, to, value));
        markWritten();
    }

    /** v ← x. */
    public void copyFrom(DistributedVector x) {
        combine(x, (v, at, other, from, count) -> System.arraycopy(other, from, v, at, count));
    }

    /** v ← α v. */
    public void scale(double alpha) {
        double[] v = data();
        forRows((from, to) -> {
            for (int n = from; n < to; n++) {
                v[n] *= alpha;
            }
        });
        markWritten();
    }

    /** v ← v + α x. */
    public void addScaled(double alpha, DistributedVector x) {
        combine(x, (v, at, other, from, count) -> {
            for (int n = 0; n < count; n++) {
                v[at + n] = Math.fma(alpha, other[from + n], v[at + n]);
            }
        });
    }

    /** v ← x + β v. */
    public void scaleAndAdd(double beta, DistributedVector x) {
        combine(x, (v, at, other, from, count) -> {
            for (int n = 0; n < count; n++) {
                v[at + n] = Math.fma(beta, v[at + n], other[from + n]);
            }
        });
    }

    /** v ← v ∘ x, element by element. */
    public void multiply(DistributedVector x) {
        combine(x, (v, at, other, from, count) -> {
            for (int n = 0; n < count; n++) {
                v[at + n] *= other[from + n];
            }
        });
    }

    /** ⟨v, x⟩, the same on every rank; added up as the space says. */
    public double dot(DistributedVector x) {
        return products.of(this, x);
    }

    /** √⟨v, v⟩. */
    public double norm() {
        return Math.sqrt(products.of(this, this));
    }

    /** Exchanges values with another vector of the same space. */
    public void swap(DistributedVector other) {
        checkSame(other);
        if (field == null) {
            throw new UnsupportedOperationException("only vectors on a grid are swapped");
        }
        field.swap(other.field);
    }

    /** Some numbers of this rank that lie side by side: {@code data()[from]} to {@code data()[to − 1]}. */
    interface RowWork {
        void on(int from, int to);
    }

    /** As many numbers of two vectors. */
    interface TwoRows {
        void on(double[] v, int at, double[] other, int from, int count);
    }

    /** Does work on all rows of this rank's unknowns, in order. */
    void forRows(RowWork work) {
        IndexBox box = space.box();
        int count = box.size(Axis.X);
        if (box.isEmpty()) {
            return;
        }
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                int from = space.index(this, box.x0(), j, k);
                work.on(from, from + count);
            }
        }
    }

    private void combine(DistributedVector x, TwoRows work) {
        checkSame(x);
        double[] v = data();
        double[] other = x.data();
        forRowsWith(x, (at, from, count) -> work.on(v, at, other, from, count));
        markWritten();
    }

    /** Positions in this vector's storage and in another's. */
    interface TwoPositions {
        void on(int at, int from, int count);
    }

    void forRowsWith(DistributedVector x, TwoPositions work) {
        IndexBox box = space.box();
        int count = box.size(Axis.X);
        if (box.isEmpty()) {
            return;
        }
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                work.on(space.index(this, box.x0(), j, k), x.space.index(x, box.x0(), j, k), count);
            }
        }
    }

    void checkSame(DistributedVector x) {
        if (!space.isSameAs(x.space)) {
            throw new IllegalArgumentException("vectors of different spaces: " + space + " and " + x.space);
        }
    }
}
