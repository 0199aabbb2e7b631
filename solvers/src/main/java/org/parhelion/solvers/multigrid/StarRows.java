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
    private static final boolean[] ALTERNATING = new boolean[2 * LANES];

    static {
        for (int lane = 0; lane < ALTERNATING.length; lane += 2) {
            ALTERNATING[lane] = true;
        }
    }

    private StarRows() {}

    /** The numbers of a row that are done in vectors. */
    static int whole(int count) {
        return count / LANES * LANES;
    }

    private static DoubleVector at(double[] a, int i) {
        return DoubleVector.fromArray(SPECIES, a, i);
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /** u ← fma(ω, (b + s) / c − u, u) at every second point, of which {@code first}, 0 or 1, is the first. */
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
        VectorMask<Double> colour = VectorMask.fromArray(SPECIES, ALTERNATING, first);
        DoubleVector late = at(u, p);
        int lateAt = p;
        DoubleVector omegas = all(omega);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector s = at(lx, q - p).mul(at(u, q - 1));
            s = at(hx, q - p).fma(at(u, q + 1), s);
            DoubleVector old = at(u, q);
            late.intoArray(u, lateAt);
            s = at(u, q - sy).fma(lys, s);
            s = at(u, q + sy).fma(hys, s);
            s = at(u, q - sz).fma(lzs, s);
            s = at(u, q + sz).fma(hzs, s);
            late = old.blend(
                    at(b, q).add(s).div(at(cx, q - p).add(rests)).sub(old).fma(omegas, old), colour);
            lateAt = q;
        }
        late.intoArray(u, lateAt);
    }

    /** r ← fma(−c, u, b + s), each number {@code shift} further on. */
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
            DoubleVector s = at(lx, q - p).mul(at(u, q - 1));
            s = at(hx, q - p).fma(at(u, q + 1), s);
            s = at(u, q - sy).fma(lys, s);
            s = at(u, q + sy).fma(hys, s);
            s = at(u, q - sz).fma(lzs, s);
            s = at(u, q + sz).fma(hzs, s);
            at(cx, q - p).add(rests).neg().fma(at(u, q), at(b, q).add(s)).intoArray(r, q + shift);
        }
    }

    /** y ← fma(c, u, −s). */
    static void apply(
            double[] u,
            double[] y,
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
            DoubleVector s = at(lx, q - p).mul(at(u, q - 1));
            s = at(hx, q - p).fma(at(u, q + 1), s);
            s = at(u, q - sy).fma(lys, s);
            s = at(u, q + sy).fma(hys, s);
            s = at(u, q - sz).fma(lzs, s);
            s = at(u, q + sz).fma(hzs, s);
            at(cx, q - p).add(rests).fma(at(u, q), s.neg()).intoArray(y, q);
        }
    }

    /** out ← fma(ω / c, r, u). */
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
            DoubleVector s = at(lx, q - p).mul(at(u, q - 1));
            s = at(hx, q - p).fma(at(u, q + 1), s);
            s = at(u, q - sy).fma(lys, s);
            s = at(u, q + sy).fma(hys, s);
            s = at(u, q - sz).fma(lzs, s);
            s = at(u, q + sz).fma(hzs, s);
            DoubleVector cs = at(cx, q - p).add(rests);
            DoubleVector r = cs.neg().fma(at(u, q), at(b, q).add(s));
            omegas.div(cs).fma(r, at(u, q)).intoArray(out, q);
        }
    }

    /** u ← fma(ω, (b + s) / c − u, u) at every second point, of which {@code first}, 0 or 1, is the first. */
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
        VectorMask<Double> colour = VectorMask.fromArray(SPECIES, ALTERNATING, first);
        DoubleVector late = at(u, p);
        int lateAt = p;
        DoubleVector omegas = all(omega);
        int end = p + count;
        for (int q = p; q < end; q += LANES) {
            DoubleVector s = at(lx, q).mul(at(u, q - 1));
            s = at(hx, q + ax).fma(at(u, q + 1), s);
            DoubleVector old = at(u, q);
            late.intoArray(u, lateAt);
            s = at(ly, q).fma(at(u, q - sy), s);
            s = at(hy, q + ay).fma(at(u, q + sy), s);
            s = at(lz, q).fma(at(u, q - sz), s);
            s = at(hz, q + az).fma(at(u, q + sz), s);
            late = old.blend(at(b, q).add(s).div(at(c, q)).sub(old).fma(omegas, old), colour);
            lateAt = q;
        }
        late.intoArray(u, lateAt);
    }

    /** r ← fma(−c, u, b + s), each number {@code shift} further on. */
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
            DoubleVector s = at(lx, q).mul(at(u, q - 1));
            s = at(hx, q + ax).fma(at(u, q + 1), s);
            s = at(ly, q).fma(at(u, q - sy), s);
            s = at(hy, q + ay).fma(at(u, q + sy), s);
            s = at(lz, q).fma(at(u, q - sz), s);
            s = at(hz, q + az).fma(at(u, q + sz), s);
            at(c, q).neg().fma(at(u, q), at(b, q).add(s)).intoArray(r, q + shift);
        }
    }

    /** y ← fma(c, u, −s). */
    static void applyVariable(
            double[] u,
            double[] y,
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
            DoubleVector s = at(lx, q).mul(at(u, q - 1));
            s = at(hx, q + ax).fma(at(u, q + 1), s);
            s = at(ly, q).fma(at(u, q - sy), s);
            s = at(hy, q + ay).fma(at(u, q + sy), s);
            s = at(lz, q).fma(at(u, q - sz), s);
            s = at(hz, q + az).fma(at(u, q + sz), s);
            at(c, q).fma(at(u, q), s.neg()).intoArray(y, q);
        }
    }

    /** out ← fma(ω / c, r, u). */
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
            DoubleVector s = at(lx, q).mul(at(u, q - 1));
            s = at(hx, q + ax).fma(at(u, q + 1), s);
            s = at(ly, q).fma(at(u, q - sy), s);
            s = at(hy, q + ay).fma(at(u, q + sy), s);
            s = at(lz, q).fma(at(u, q - sz), s);
            s = at(hz, q + az).fma(at(u, q + sz), s);
            DoubleVector cs = at(c, q);
            DoubleVector r = cs.neg().fma(at(u, q), at(b, q).add(s));
            omegas.div(cs).fma(r, at(u, q)).intoArray(out, q);
        }
    }
}
