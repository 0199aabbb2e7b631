package org.parhelion.solvers.multigrid;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link VectorStarKernels} along x, a vector at a time, for the {@code count} points from position p on; what
 * fills no vector is left to the caller. The first ones take a separable stencil's coefficients along x from arrays and the
 * others as numbers, those named “variable” take them all from arrays,
 * h of a point along axis a from {@code ahead[a]} further on.
 *
 * <p>They are written for the compiler: positions are the loop's index plus or minus something that does not change, so that
 * bounds are checked once for each row, and numbers are spread over vectors before the loop.
 *
 * <p>A relaxed vector is stored only after the next one's neighbours are loaded: these overlap it, and a processor that must
 * take some of a load's bytes from a store still under way waits for a dozen cycles. The overlapping numbers are of the other
 * colour, which does not change.
 */
final class StarRows {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Doubles that the header of an array takes. */
    private static final int HEADER = 2;

    private static final VectorMask<Double> EVEN = alternating(0);
    private static final VectorMask<Double> ODD = alternating(1);

    private StarRows() {}

    private static VectorMask<Double> alternating(int first) {
        boolean[] lanes = new boolean[LANES];
        for (int lane = first; lane < LANES; lane += 2) {
            lanes[lane] = true;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /** Every second lane, of which {@code first}, 0 or 1, is the first. */
    static VectorMask<Double> colour(int first) {
        return first == 0 ? EVEN : ODD;
    }

    /** The numbers of a row that are done in vectors. */
    static int whole(int count) {
        return count / LANES * LANES;
    }

    /** How far a position in an array is from the next one where whole vectors begin; others may lie across cache lines. */
    static int untilAligned(int position) {
        return Math.floorMod(-(HEADER + position), LANES);
    }

    private static DoubleVector at(double[] a, int i) {
        return DoubleVector.fromArray(SPECIES, a, i);
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

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

    /** Relaxes every second point, of which {@code first}, 0 or 1, is the first. */
    static void relaxVariable(
            double[] u,
            double[] b,
            double omega,
            int p,
            int count,
            int first,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        double[] lx = low[0];
        double[] hx = high[0];
        double[] ly = low[1];
        double[] hy = high[1];
        double[] lz = low[2];
        double[] hz = high[2];
        int ax = ahead[0];
        int ay = ahead[1];
        int az = ahead[2];
        VectorMask<Double> colour = colour(first);
        DoubleVector late = at(u, p);
        int lateAt = p;
        DoubleVector omegas = all(omega);
        DoubleVector ones = all(1);
        DoubleVector kept = all(1 - omega);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q).fma(at(u, q - 1), at(b, q));
            x = at(hx, q + ax).fma(at(u, q + 1), x);
            DoubleVector old = at(u, q);
            late.intoArray(u, lateAt);
            DoubleVector y = at(hy, q + ay).fma(at(u, q + sy), at(ly, q).mul(at(u, q - sy)));
            DoubleVector z = at(hz, q + az).fma(at(u, q + sz), at(lz, q).mul(at(u, q - sz)));
            DoubleVector share = ones.div(at(c, q)).mul(omegas);
            late = old.blend(x.add(y.add(z)).fma(share, old.mul(kept)), colour);
            lateAt = q;
        }
        late.intoArray(u, lateAt);
    }

    /** r ← b − A u, each number {@code shift} further on. */
    static void residualVariable(
            double[] u,
            double[] b,
            double[] r,
            int shift,
            int p,
            int count,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        double[] lx = low[0];
        double[] hx = high[0];
        double[] ly = low[1];
        double[] hy = high[1];
        double[] lz = low[2];
        double[] hz = high[2];
        int ax = ahead[0];
        int ay = ahead[1];
        int az = ahead[2];
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q).fma(at(u, q - 1), at(b, q));
            x = at(hx, q + ax).fma(at(u, q + 1), x);
            DoubleVector y = at(hy, q + ay).fma(at(u, q + sy), at(ly, q).mul(at(u, q - sy)));
            DoubleVector z = at(hz, q + az).fma(at(u, q + sz), at(lz, q).mul(at(u, q - sz)));
            at(c, q).neg().fma(at(u, q), x).add(y.add(z)).intoArray(r, q + shift);
        }
    }

    /** au ← A u. */
    static void applyVariable(
            double[] u,
            double[] au,
            int p,
            int count,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        double[] lx = low[0];
        double[] hx = high[0];
        double[] ly = low[1];
        double[] hy = high[1];
        double[] lz = low[2];
        double[] hz = high[2];
        int ax = ahead[0];
        int ay = ahead[1];
        int az = ahead[2];
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q).mul(at(u, q - 1));
            x = at(hx, q + ax).fma(at(u, q + 1), x);
            DoubleVector y = at(hy, q + ay).fma(at(u, q + sy), at(ly, q).mul(at(u, q - sy)));
            DoubleVector z = at(hz, q + az).fma(at(u, q + sz), at(lz, q).mul(at(u, q - sz)));
            at(c, q).fma(at(u, q), x.neg()).sub(y.add(z)).intoArray(au, q);
        }
    }

    /** out ← u + ω D⁻¹ (b − A u). */
    static void jacobiVariable(
            double[] u,
            double[] b,
            double[] out,
            double omega,
            int p,
            int count,
            int sy,
            int sz,
            double[][] low,
            double[][] high,
            int[] ahead,
            double[] c) {
        double[] lx = low[0];
        double[] hx = high[0];
        double[] ly = low[1];
        double[] hy = high[1];
        double[] lz = low[2];
        double[] hz = high[2];
        int ax = ahead[0];
        int ay = ahead[1];
        int az = ahead[2];
        DoubleVector omegas = all(omega);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector x = at(lx, q).fma(at(u, q - 1), at(b, q));
            x = at(hx, q + ax).fma(at(u, q + 1), x);
            DoubleVector y = at(hy, q + ay).fma(at(u, q + sy), at(ly, q).mul(at(u, q - sy)));
            DoubleVector z = at(hz, q + az).fma(at(u, q + sz), at(lz, q).mul(at(u, q - sz)));
            DoubleVector cs = at(c, q);
            DoubleVector r = cs.neg().fma(at(u, q), x).add(y.add(z));
            omegas.div(cs).fma(r, at(u, q)).intoArray(out, q);
        }
    }
}
