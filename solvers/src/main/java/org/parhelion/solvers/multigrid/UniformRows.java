package org.parhelion.solvers.multigrid;

import static org.parhelion.solvers.multigrid.StarVectors.LANES;
import static org.parhelion.solvers.multigrid.StarVectors.all;
import static org.parhelion.solvers.multigrid.StarVectors.at;
import static org.parhelion.solvers.multigrid.StarVectors.colour;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * The loops of {@link SeparableRows} that cycles spend their time in, for stretches of a row along which no coefficient changes: the
 * same bits with half of the loads and no division. The first coefficients are those along x, {@code centre} is all of c.
 */
final class UniformRows {
    private UniformRows() {}

    /** As {@link SeparableRows#relax}. */
    static void relax(
            double[] u,
            double[] b,
            double omega,
            int p,
            int count,
            int first,
            int sy,
            int sz,
            double lx,
            double hx,
            double ly,
            double hy,
            double lz,
            double hz,
            double centre) {
        DoubleVector lxs = all(lx);
        DoubleVector hxs = all(hx);
        DoubleVector lys = all(ly);
        DoubleVector hys = all(hy);
        DoubleVector lzs = all(lz);
        DoubleVector hzs = all(hz);
        DoubleVector share = all(1 / centre * omega);
        DoubleVector kept = all(1 - omega);
        VectorMask<Double> colour = colour(first);
        DoubleVector late = at(u, p);
        int lateAt = p;
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(u, q - 1).fma(lxs, at(b, q));
            x = at(u, q + 1).fma(hxs, x);
            DoubleVector old = at(u, q);
            late.intoArray(u, lateAt);
            DoubleVector y = at(u, q + sy).fma(hys, at(u, q - sy).mul(lys));
            DoubleVector z = at(u, q + sz).fma(hzs, at(u, q - sz).mul(lzs));
            late = old.blend(x.add(y.add(z)).fma(share, old.mul(kept)), colour);
            lateAt = q;
        }
        late.intoArray(u, lateAt);
    }

    /** As {@link SeparableRows#residual}. */
    static void residual(
            double[] u,
            double[] b,
            double[] r,
            int shift,
            int p,
            int count,
            int sy,
            int sz,
            double lx,
            double hx,
            double ly,
            double hy,
            double lz,
            double hz,
            double centre) {
        DoubleVector lxs = all(lx);
        DoubleVector hxs = all(hx);
        DoubleVector lys = all(ly);
        DoubleVector hys = all(hy);
        DoubleVector lzs = all(lz);
        DoubleVector hzs = all(hz);
        DoubleVector minus = all(-centre);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(u, q - 1).fma(lxs, at(b, q));
            x = at(u, q + 1).fma(hxs, x);
            DoubleVector y = at(u, q + sy).fma(hys, at(u, q - sy).mul(lys));
            DoubleVector z = at(u, q + sz).fma(hzs, at(u, q - sz).mul(lzs));
            at(u, q).fma(minus, x).add(y.add(z)).intoArray(r, q + shift);
        }
    }
}
