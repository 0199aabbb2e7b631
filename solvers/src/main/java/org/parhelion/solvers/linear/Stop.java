package org.parhelion.solvers.linear;

import java.util.Optional;

/**
 * When an iteration ends. Criteria are joined with {@link #or}; the first that holds, in the order given, is the reason.
 *
 * <pre>{@code
 * Stop.relative(1e-8).or(Stop.absolute(1e-12)).or(Stop.stagnation(50)).or(Stop.iterations(200))
 * }</pre>
 *
 * <p>A residual of exactly zero is always convergence.
 */
@FunctionalInterface
public interface Stop {
    /** Where an iteration stands; the same on every rank. A view: its numbers change with the next step. */
    interface State {
        /** Steps done. */
        int iteration();

        /** ‖b − A x‖ as the method knows it. */
        double residual();

        /** ‖b − A x‖ as the method knew it after a step, 0 (the first guess) to {@link #iteration}. */
        double residual(int step);

        /** ‖b − A x‖ of the first guess. */
        double initial();

        /** ‖b‖. */
        double rightHandSide();
    }

    /** Why to end now; empty to go on. */
    Optional<SolveResult.Status> check(State state);

    /** Converged when ‖r‖ ≤ tolerance · ‖b‖. */
    static Stop relative(double tolerance) {
        positive(tolerance);
        return state -> converged(state.residual() <= tolerance * state.rightHandSide());
    }

    /** Converged when ‖r‖ ≤ tolerance · ‖r₀‖. */
    static Stop reduction(double tolerance) {
        positive(tolerance);
        return state -> converged(state.residual() <= tolerance * state.initial());
    }

    /** Converged when ‖r‖ ≤ tolerance. */
    static Stop absolute(double tolerance) {
        positive(tolerance);
        return state -> converged(state.residual() <= tolerance);
    }

    /** Given up after so many steps. */
    static Stop iterations(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("Stop.iterations: " + most + " is negative");
        }
        return state -> state.iteration() >= most ? Optional.of(SolveResult.Status.ITERATIONS) : Optional.empty();
    }

    /**
     * Stagnated when the smallest residual of the last {@code steps} steps is not below 0.99 of the smallest before
     * them. Methods whose residual does not fall evenly (conjugate gradients, BiCGStab) need a few hundred.
     */
    static Stop stagnation(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Stop.stagnation: " + steps + " steps; at least 1 is needed");
        }
        return state -> {
            // once in so many steps is often enough
            if (state.iteration() < 2 * steps || state.iteration() % steps != 0) {
                return Optional.empty();
            }
            int from = state.iteration() - steps;
            boolean progress = smallest(state, from + 1, state.iteration()) < 0.99 * smallest(state, 0, from);
            return progress ? Optional.empty() : Optional.of(SolveResult.Status.STAGNATED);
        };
    }

    /** This one, or the other. */
    default Stop or(Stop other) {
        return state -> {
            Optional<SolveResult.Status> mine = check(state);
            return mine.isPresent() ? mine : other.check(state);
        };
    }

    private static double smallest(State state, int from, int to) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int step = from; step <= to; step++) {
            smallest = Math.min(smallest, state.residual(step));
        }
        return smallest;
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
