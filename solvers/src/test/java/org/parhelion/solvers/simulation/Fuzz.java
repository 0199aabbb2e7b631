package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.parhelion.mpi.ExitCodeException;

/**
 * Many damaged inputs: {@code -Dparhelion.fuzz=N} in all, {@code -Dparhelion.fuzz.seed=S} for others; a failure tells the seed
 * and the number of the input.
 */
final class Fuzz {
    private static final int INPUTS = Integer.getInteger("parhelion.fuzz", 500);
    private static final long SEED = Long.getLong("parhelion.fuzz.seed", 20261123);
    /** No input may take longer. */
    private static final double MOST_SECONDS = 20;

    private Fuzz() {}

    interface Trial {
        /** @return whether the input was still good */
        boolean on(Mutation mutation, long number) throws IOException;
    }

    /** Runs a share of all inputs; some must be refused, and some must not. */
    static void trials(double share, Trial trial) throws IOException {
        int count = (int) Math.max(20, INPUTS * share);
        int good = 0;
        for (int n = 0; n < count; n++) {
            long seed = new SplittableRandom(SEED + n).nextLong();
            long start = System.nanoTime();
            try {
                good += trial.on(new Mutation(seed), n) ? 1 : 0;
            } catch (RuntimeException | Error wrong) {
                throw new AssertionError("input " + n + " of seed " + SEED + ": " + wrong, wrong);
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            assertTrue(seconds < MOST_SECONDS, "input " + n + " of seed " + SEED + " took " + seconds + " s");
        }
        assertTrue(good > 0 && good < count, good + " of " + count + " inputs were good");
    }

    /** A refusal as a user should get it. */
    static void checkRefusal(ExitCodeException refusal, String input) {
        String message = String.valueOf(refusal.getMessage());
        assertTrue(
                message.length() > 10 && message.length() < 12000 && longestLine(message) < 900,
                () -> message + "\n--- for\n" + input);
        assertFalse(message.contains("Exception") || message.contains("\tat "), () -> message + "\n--- for\n" + input);
        assertEquals(ExitCodeException.BAD_INPUT, refusal.exitCode(), () -> message + "\n--- for\n" + input);
    }

    private static int longestLine(String text) {
        return text.lines().mapToInt(String::length).max().orElse(0);
    }
}
