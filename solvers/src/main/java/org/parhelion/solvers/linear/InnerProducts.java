package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;
import org.parhelion.solvers.linear.VectorSpace.Reductions;

/** Inner products of some pairs of vectors, added up over ranks as their space says. */
public final class InnerProducts {
    private final VectorSpace space;
    private final ReproducibleSum[] exact;
    private final double[] fast;

    /** @param count how many products there are */
    public InnerProducts(VectorSpace space, int count) {
        this.space = space;
        this.fast = new double[count];
        this.exact = new ReproducibleSum[space.reductions() == Reductions.REPRODUCIBLE ? count : 0];
        Arrays.setAll(exact, n -> new ReproducibleSum());
    }

    /** Adds up this rank's part of product {@code n}. */
    public void set(int n, DistributedVector x, DistributedVector y) {
        x.checkSame(y);
        double[] a = x.data();
        double[] b = y.data();
        if (exact.length > 0) {
            exact[n].clear();
            x.forRowsWith(y, (at, from, count) -> exact[n].addProducts(a, at, b, from, count));
        } else {
            fast[n] = 0;
            x.forRowsWith(y, (at, from, count) -> fast[n] += plain(a, at, b, from, count));
        }
    }

    private static double plain(double[] a, int at, double[] b, int from, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[at + i] * b[from + i];
        }
        return sum;
    }

    /** Adds up over ranks; collective. */
    public void allReduce() {
        if (exact.length > 0) {
            for (int n = 0; n < exact.length; n++) {
                exact[n].allReduce(space.communicator());
                fast[n] = exact[n].value();
            }
        } else {
            space.communicator().allReduce(fast, ReduceOp.SUM);
        }
    }

    /** Product {@code n} after {@link #allReduce}, the same on every rank. */
    public double value(int n) {
        return fast[n];
    }

    /** ⟨x, y⟩ alone. */
    double of(DistributedVector x, DistributedVector y) {
        set(0, x, y);
        allReduce();
        return value(0);
    }
}
