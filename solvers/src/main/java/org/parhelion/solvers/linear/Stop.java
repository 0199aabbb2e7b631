package org.parhelion.solvers.linear;

import java.util.Optional;

/**
 * When an iteration ends. Criteria are joined with {@link #or}; the first that holds, in the order given, is the reason.
 *
 * <pre>{@code
 * Stop.relative(1e-8).or(Stop.absolute(1e-12)).or(Stop.iterations(200))
 * }</pre>
 */
@FunctionalInterface
public interface Stop {
    /**
     * Where an iteration stands; the same on every rank.
     *
     * @param iteration steps done
     * @param residual ‖b − A x‖ as the method knows it
     * @param initial that before the first step
     * @param rightHandSide ‖b‖
     */
    record State(int iteration, double residual, double initial, double rightHandSide) {}

    /** Why to end now; empty to go on. */
    Optional<SolveResult.Status> check(State state);

    /** Converged when ‖r‖ ≤ tolerance · ‖b‖. */
    static Stop relative(double tolerance) {
        positive(tolerance);
        return state -> converged(state.residual <= tolerance * state.rightHandSide);
    }

    /** Converged when ‖r‖ ≤ tolerance · ‖r₀‖. */
    static Stop reduction(double tolerance) {
        positive(tolerance);
        return state -> converged(state.residual <= tolerance * state.initial);
    }

    /** Converged when ‖r‖ ≤ tolerance. */
    static Stop absolute(double tolerance) {
        positive(tolerance);
        return state -> converged(state.residual <= tolerance);
    }

    /** Given up after so many steps. */
    static Stop iterations(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("Stop.iterations: " + most + " is negative");
        }
        return state -> state.iteration >= most ? Optional.of(SolveResult.Status.ITERATIONS) : Optional.empty();
    }

    /** This one, or the other. */
    default Stop or(Stop other) {
        return state -> {
            Optional<SolveResult.Status> mine = check(state);
            return mine.isPresent() ? mine : other.check(state);
        };
    }

    private static Optional<SolveResult.Status> converged(boolean is) {
        return is ? Optional.of(SolveResult.Status.CONVERGED) : Optional.empty();
    }

    private static void positive(double tolerance) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("a tolerance of " + tolerance + "; it must be 0 or more");
        }
    }
}
