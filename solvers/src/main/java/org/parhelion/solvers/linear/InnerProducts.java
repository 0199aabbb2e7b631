package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.parhelion.mpi.RepeatedSum;
import org.parhelion.mpi.ReproducibleSum;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.profile.Region;
import org.parhelion.solvers.linear.VectorSpace.Reductions;

/**
 * Inner products of some pairs of vectors, added up over ranks as their space says, all in one message: at once
 * ({@link #allReduce}) or behind other work ({@link #start}, {@link #finish}).
 *
 * <pre>{@code
 * InnerProducts products = new InnerProducts(space, 2);
 * products.set(0, r, z);
 * products.set(1, r, r);
 * products.allReduce();
 * double rz = products.value(0);
 * }</pre>
 */
public final class InnerProducts {
    private static final int LONGS = ReproducibleSum.messageLength();
    private static final Region REDUCTION = Region.of("reduction");

    private final VectorSpace space;
    private final ReproducibleSum[] exact;
    private final double[] values;
    private final RepeatedSum message;
    private final Profile profile;
    private int underWay;

    /** @param count how many products there are, at least 1 */
    public InnerProducts(VectorSpace space, int count) {
        boolean reproducible = space.reductions() == Reductions.REPRODUCIBLE;
        this.space = space;
        this.profile = space.communicator().profile();
        this.values = new double[count];
        this.exact = new ReproducibleSum[reproducible ? count : 0];
        Arrays.setAll(exact, n -> new ReproducibleSum());
        this.message = reproducible
                ? RepeatedSum.ofLongs(space.communicator(), Math.multiplyExact(count, LONGS))
                : RepeatedSum.ofDoubles(space.communicator(), count);
    }

    public int count() {
        return values.length;
    }

    /** Adds up this rank's part of product {@code n}. */
    public void set(int n, DistributedVector x, DistributedVector y) {
        x.checkSame(y);
        clear(n);
        double[] a = x.data();
        double[] b = y.data();
        int count = space.rowLength();
        for (int row = 0; row < space.rows(); row++) {
            add(n, a, space.row(x, row), b, space.row(y, row), count);
        }
    }

    /** Product {@code n} ← 0. */
    void clear(int n) {
        if (exact.length > 0) {
            exact[n].clear();
        } else {
            values[n] = 0;
        }
    }

    /** Adds products of numbers side by side to product {@code n}. */
    void add(int n, double[] a, int at, double[] b, int from, int count) {
        if (exact.length > 0) {
            exact[n].addProducts(a, at, b, from, count);
        } else {
            values[n] += Rows.dot(a, at, b, from, count);
        }
    }

    /** Adds up all products over ranks; collective. */
    public void allReduce() {
        allReduce(values.length);
    }

    /** Adds up the first {@code count} products over ranks; collective. */
    public void allReduce(int count) {
        profile.enter(REDUCTION);
        pack(count);
        message.allReduce(exact.length > 0 ? count * LONGS : count);
        unpack(count);
        profile.leave();
    }

    /** Begins to add up all products over ranks; collective. No product is set before {@link #finish}. */
    public void start() {
        underWay = values.length;
        pack(underWay);
        message.start(exact.length > 0 ? underWay * LONGS : underWay);
    }

    /** Lets messages travel between {@link #start} and {@link #finish}; never blocks. */
    public void progress() {
        message.progress();
    }

    /** Waits for what {@link #start} began. */
    public void finish() {
        message.finish();
        unpack(underWay);
    }

    private void pack(int count) {
        for (int n = 0; n < count; n++) {
            if (exact.length > 0) {
                exact[n].put(message.longs(), n * LONGS);
            } else {
                message.doubles().put(n, values[n]);
            }
        }
    }

    private void unpack(int count) {
        for (int n = 0; n < count; n++) {
            if (exact.length > 0) {
                exact[n].get(message.longs(), n * LONGS);
                values[n] = exact[n].value();
            } else {
                values[n] = message.doubles().get(n);
            }
        }
    }

    /** Product {@code n} after {@link #allReduce} or {@link #finish}, the same on every rank. */
    public double value(int n) {
        return values[n];
    }

    /** ⟨x, y⟩ alone. */
    double of(DistributedVector x, DistributedVector y) {
        set(0, x, y);
        allReduce(1);
        return values[0];
    }
}
