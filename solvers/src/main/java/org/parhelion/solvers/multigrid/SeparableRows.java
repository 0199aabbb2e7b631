package org.parhelion.solvers.multigrid;

import static org.parhelion.solvers.multigrid.StarVectors.LANES;
import static org.parhelion.solvers.multigrid.StarVectors.all;
import static org.parhelion.solvers.multigrid.StarVectors.at;
import static org.parhelion.solvers.multigrid.StarVectors.colour;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * The loops of {@link SeparableKernels} along x, a vector at a time, for the {@code count} points from position p on; what
 * fills no vector is left to the caller. Coefficients along x come from arrays, the others as numbers.
 *
 * <p>They are written for the compiler: positions are the loop's index plus or minus something that does not change, so that
 * bounds are checked once for each row, and numbers are spread over vectors before the loop. The sum is a tree of three
 * short chains, as many as a processor can follow at once.
 *
 * <p>A relaxed vector is stored only after the next one's neighbours are loaded: these overlap it, and a processor that must
 * take some of a load's bytes from a store still under way waits for a dozen cycles. The overlapping numbers are of the other
 * colour, which does not change.
 */
final class SeparableRows {
    private SeparableRows() {}

    /** Relaxes every second point, of which {@code first}, 0 or 1, is the first. */
    static void relax(
            double[] u,
            double[] b,
            double omega,
            int p,
            int count,
            int first,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        DoubleVector lys = all(ly);
        DoubleVector hys = all(hy);
        DoubleVector lzs = all(lz);
        DoubleVector hzs = all(hz);
        DoubleVector rests = all(rest);
        VectorMask<Double> colour = colour(first);
        DoubleVector late = at(u, p);
        int lateAt = p;
        DoubleVector omegas = all(omega);
        DoubleVector ones = all(1);
        DoubleVector kept = all(1 - omega);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q - p).fma(at(u, q - 1), at(b, q));
            x = at(hx, q - p).fma(at(u, q + 1), x);
            DoubleVector old = at(u, q);
            late.intoArray(u, lateAt);
            DoubleVector y = at(u, q + sy).fma(hys, at(u, q - sy).mul(lys));
            DoubleVector z = at(u, q + sz).fma(hzs, at(u, q - sz).mul(lzs));
            DoubleVector share = ones.div(at(cx, q - p).add(rests)).mul(omegas);
            late = old.blend(x.add(y.add(z)).fma(share, old.mul(kept)), colour);
            lateAt = q;
        }
        late.intoArray(u, lateAt);
    }

    /** r ← b − A u, each number {@code shift} further on. */
    static void residual(
            double[] u,
            double[] b,
            double[] r,
            int shift,
            int p,
            int count,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        DoubleVector lys = all(ly);
        DoubleVector hys = all(hy);
        DoubleVector lzs = all(lz);
        DoubleVector hzs = all(hz);
        DoubleVector rests = all(rest);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q - p).fma(at(u, q - 1), at(b, q));
            x = at(hx, q - p).fma(at(u, q + 1), x);
            DoubleVector y = at(u, q + sy).fma(hys, at(u, q - sy).mul(lys));
            DoubleVector z = at(u, q + sz).fma(hzs, at(u, q - sz).mul(lzs));
            at(cx, q - p).add(rests).neg().fma(at(u, q), x).add(y.add(z)).intoArray(r, q + shift);
        }
    }

    /** au ← A u. */
    static void apply(
            double[] u,
            double[] au,
            int p,
            int count,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        DoubleVector lys = all(ly);
        DoubleVector hys = all(hy);
        DoubleVector lzs = all(lz);
        DoubleVector hzs = all(hz);
        DoubleVector rests = all(rest);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q - p).mul(at(u, q - 1));
            x = at(hx, q - p).fma(at(u, q + 1), x);
            DoubleVector y = at(u, q + sy).fma(hys, at(u, q - sy).mul(lys));
            DoubleVector z = at(u, q + sz).fma(hzs, at(u, q - sz).mul(lzs));
            at(cx, q - p).add(rests).fma(at(u, q), x.neg()).sub(y.add(z)).intoArray(au, q);
        }
    }

    /** out ← u + ω D⁻¹ (b − A u). */
    static void jacobi(
            double[] u,
            double[] b,
            double[] out,
            double omega,
            int p,
            int count,
            int sy,
            int sz,
            double[] lx,
            double[] hx,
            double[] cx,
            double ly,
            double hy,
            double lz,
            double hz,
            double rest) {
        DoubleVector lys = all(ly);
        DoubleVector hys = all(hy);
        DoubleVector lzs = all(lz);
        DoubleVector hzs = all(hz);
        DoubleVector rests = all(rest);
        DoubleVector omegas = all(omega);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q - p).fma(at(u, q - 1), at(b, q));
            x = at(hx, q - p).fma(at(u, q + 1), x);
            DoubleVector y = at(u, q + sy).fma(hys, at(u, q - sy).mul(lys));
            DoubleVector z = at(u, q + sz).fma(hzs, at(u, q - sz).mul(lzs));
            DoubleVector cs = at(cx, q - p).add(rests);
            DoubleVector r = cs.neg().fma(at(u, q), x).add(y.add(z));
            omegas.div(cs).fma(r, at(u, q)).intoArray(out, q);
        }
    }
}
