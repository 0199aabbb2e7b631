package org.parhelion.solvers.eigen;

import java.util.List;
import java.util.Locale;
import org.parhelion.solvers.linear.DistributedVector;

/**
 * Eigenvalues that were looked for, and how far they are right.
 *
 * @param method such as {@code LOBPCG}
 * @param values approximate eigenvalues λ, the one that was wanted most first
 * @param vectors approximate eigenvectors x of length 1, in the same order
 * @param residuals ‖A x − λ x‖, computed anew from the vectors: a symmetric A has an eigenvalue within this of λ
 * @param accepted for each whether its residual is as small as was asked for
 * @param iterations steps done
 * @param seconds wall time on this rank
 * @param explanation why not all were accepted; empty if they were
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results, never compared
public record EigenResult(
        String method,
        double[] values,
        List<DistributedVector> vectors,
        double[] residuals,
        boolean[] accepted,
        int iterations,
        double seconds,
        String explanation) {
    /** Whether all residuals are as small as was asked for. */
    public boolean converged() {
        for (boolean each : accepted) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    /**
     * This result if all eigenvalues converged.
     *
     * @throws EigenvalueException if not
     */
    public EigenResult orThrow() {
        if (!converged()) {
            throw new EigenvalueException(this);
        }
        return this;
    }

    /** One line for a reader. */
    @Override
    public String toString() {
        int good = 0;
        for (boolean each : accepted) {
            good += each ? 1 : 0;
        }
        String text = String.format(
                Locale.ROOT, "%s: %d of %d eigenvalues after %d iterations", method, good, values.length, iterations);
        return converged() ? text : text + ": did not converge: " + explanation;
    }
}
