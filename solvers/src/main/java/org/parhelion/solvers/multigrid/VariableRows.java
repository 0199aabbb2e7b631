package org.parhelion.solvers.multigrid;

import static org.parhelion.solvers.multigrid.StarVectors.LANES;
import static org.parhelion.solvers.multigrid.StarVectors.all;
import static org.parhelion.solvers.multigrid.StarVectors.at;
import static org.parhelion.solvers.multigrid.StarVectors.colour;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * The loops of {@link VariableKernels} along x, as those of {@link SeparableRows}: coefficients come from arrays, h of a point
 * along axis a from {@code ahead[a]} further on.
 */
final class VariableRows {
    private VariableRows() {}

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
    static void residual(
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
    static void apply(
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
    static void jacobi(
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
