package org.parhelion.solvers.linear;

import java.util.Locale;

/**
 * How a solve ended.
 *
 * @param solver such as {@code CG}
 * @param status converged, or why not
 * @param iterations steps done
 * @param residual ‖b − A x‖, computed anew from the x that is returned
 * @param rightHandSide ‖b‖
 * @param history ‖r‖ as the method knew it before the first step and after each one
 * @param seconds wall time of the solve on this rank, set-up of preconditioners not included
 * @param explanation what was found, for a reader; empty if converged
 */
public record SolveResult(
        String solver,
        Status status,
        int iterations,
        double residual,
        double rightHandSide,
        double[] history,
        double seconds,
        String explanation) {
    /** Why a solve ended. */
    public enum Status {
        /** A criterion of {@link Stop} holds, also for the true residual. */
        CONVERGED,
        /** The allowed number of steps was too small. */
        ITERATIONS,
        /** The residual does not fall any more. */
        STAGNATED,
        /** A method for positive definite operators or preconditioners has met one that is not. */
        INDEFINITE,
        /** The method has divided by zero and cannot go on. */
        BREAKDOWN,
        /** NaN or infinity. */
        NOT_FINITE
    }

    public boolean converged() {
        return status == Status.CONVERGED;
    }

    /** ‖b − A x‖ / ‖b‖; 0 if both are. */
    public double relativeResidual() {
        return residual == 0 ? 0 : residual / rightHandSide;
    }

    /**
     * This result if the solve converged.
     *
     * @throws NotConvergedException if not
     */
    public SolveResult orThrow() {
        if (!converged()) {
            throw new NotConvergedException(this);
        }
        return this;
    }

    /** One line for a reader. */
    @Override
    public String toString() {
        String numbers = String.format(
                Locale.ROOT,
                "%s after %d iterations, |b - Ax| = %.3e, relative %.3e",
                solver,
                iterations,
                residual,
                relativeResidual());
        return converged() ? numbers : numbers + ": did not converge: " + explanation;
    }
}
