package org.parhelion.solvers.linear;

import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Between which numbers the eigenvalues of a positive definite M⁻¹ A lie.
 *
 * @param low below or near the smallest one
 * @param high not below the largest one
 */
public record EigenvalueBounds(double low, double high) {
    public EigenvalueBounds {
        if (!(low > 0 && low < high && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "eigenvalue bounds of " + low + " and " + high + "; they must be 0 < low < high");
        }
    }

    /** Ritz values of a Lanczos process and how far off the largest may be. */
    record Ritz(double smallest, double largest, double error) {}

    /**
     * Estimates them by so many Lanczos steps from a random vector: {@code high} is the largest Ritz value and the norm of its
     * residual, a safe bound (Y. Zhou, Y. Saad, M. L. Tiago, J. R. Chelikowsky, Parallel self-consistent-field calculations
     * via Chebyshev-filtered subspace acceleration, Phys. Rev. E 74 (2006), algorithm 4.4); {@code low} is the smallest Ritz
     * value, which lies above the smallest eigenvalue, the nearer the more steps. Collective.
     *
     * @throws IllegalArgumentException a Ritz value is not positive: the operator is not positive definite
     */
    public static EigenvalueBounds estimate(LinearOperator a, LinearOperator preconditioner, int steps) {
        Ritz ritz = ritz(a, preconditioner, steps);
        if (!(ritz.smallest > 0)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "eigenvalue bounds: %s has the Ritz value %.3e, so it is not positive definite",
                    a.describe(),
                    ritz.smallest));
        }
        double high = (ritz.largest + ritz.error) * (1 + 1e-3);
        return new EigenvalueBounds(Math.min(ritz.smallest, 0.999 * high), high);
    }

    /** Lanczos in the inner product of M: Y. Saad, Numerical Methods for Large Eigenvalue Problems (2011), section 6.2. */
    static Ritz ritz(LinearOperator a, LinearOperator preconditioner, int steps) {
        VectorSpace space = a.domain();
        DistributedVector v = space.vector("v");
        DistributedVector before = space.vector("v before");
        DistributedVector z = preconditioner == null ? v : space.vector("z");
        DistributedVector w = space.vector("w");
        v.fillRandom(1);
        a.nullSpace().project(v);
        double[] diagonal = new double[steps];
        double[] beside = new double[steps + 1];
        int count = 0;
        while (count < steps) {
            precondition(a, preconditioner, v, z);
            double square = z.dot(v);
            beside[count] = Math.sqrt(Math.max(0, square)); // β ← ‖v‖ in the norm of M⁻¹
            if (!(square > 0) || (count > 0 && beside[count] <= 1e-12 * Math.abs(diagonal[count - 1]))) {
                break;
            }
            v.scale(1 / beside[count]);
            if (z != v) {
                z.scale(1 / beside[count]);
            }
            a.apply(z, w);
            diagonal[count] = w.dot(z); // α ← ⟨A z, z⟩
            w.addScaled(-diagonal[count], v);
            w.addScaled(-beside[count], before); // v₊ ← A z − α v − β v₋
            DistributedVector spare = before;
            before = v;
            v = w;
            w = spare;
            z = preconditioner == null ? v : z;
            count++;
        }
        precondition(a, preconditioner, v, z);
        beside[count] = Math.sqrt(Math.max(0, z.dot(v)));
        return of(diagonal, beside, count);
    }

    private static void precondition(
            LinearOperator a, LinearOperator preconditioner, DistributedVector v, DistributedVector z) {
        if (preconditioner != null) {
            preconditioner.apply(v, z);
            a.nullSpace().project(z);
        }
    }

    private static Ritz of(double[] diagonal, double[] beside, int count) {
        if (count == 0) {
            return new Ritz(Double.NaN, Double.NaN, Double.NaN);
        }
        DMatrixRMaj t = new DMatrixRMaj(count, count);
        for (int n = 0; n < count; n++) {
            t.set(n, n, diagonal[n]);
            if (n > 0) {
                t.set(n, n - 1, beside[n]);
                t.set(n - 1, n, beside[n]);
            }
            if (!Double.isFinite(diagonal[n] + beside[n])) {
                return new Ritz(Double.NaN, Double.NaN, Double.NaN);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(count, true, true);
        eigen.decompose(t);
        int least = 0;
        int most = 0;
        for (int n = 1; n < count; n++) {
            least = eigen.getEigenvalue(n).real < eigen.getEigenvalue(least).real ? n : least;
            most = eigen.getEigenvalue(n).real > eigen.getEigenvalue(most).real ? n : most;
        }
        double last = Math.abs(eigen.getEigenVector(most).get(count - 1));
        return new Ritz(eigen.getEigenvalue(least).real, eigen.getEigenvalue(most).real, beside[count] * last);
    }
}
