package org.parhelion.mpi;

/**
 * Decides by the clock whether sums are taken by {@link SumExtraction}: the Vector API is a hundred times slower than plain
 * code until it is compiled, and loading it takes a tenth of a second, so it must be earned. Both ways are exact, so the clock
 * decides on nothing but speed. Shared by all threads; what races lose is a measurement.
 */
final class SumTier {
    /** Terms in one piece of work, a multiple of what vectors hold. */
    static final int PIECE = 1024;

    private static final long NANOS_BEFORE_VECTORS = 30_000_000;
    private static final int ONE_OF = 8;
    private static final int WINDOW = 64;
    private static final int MOST_WINDOWS = 2000;

    private enum State {
        SCALAR_FIRST,
        TRAINING,
        VECTOR,
        SCALAR_ONLY
    }

    private static volatile State state = State.SCALAR_FIRST;
    private static long scalarNanos;
    private static long scalarTerms;
    private static long vectorNanos;
    private static long vectorTerms;
    private static int vectorPieces;
    private static int pieces;
    private static int windows;

    private SumTier() {}

    /** Whether to take this piece in vectors. */
    static boolean vectors() {
        if (state == State.VECTOR) {
            return true;
        }
        if (state == State.SCALAR_FIRST && scalarNanos > NANOS_BEFORE_VECTORS) {
            state = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    ? State.TRAINING
                    : State.SCALAR_ONLY;
        }
        return state == State.TRAINING && ++pieces % ONE_OF == 0;
    }

    /** Whether the clock is wanted: not once all is settled. */
    static boolean measures() {
        return state == State.SCALAR_FIRST || state == State.TRAINING;
    }

    /** The time, or nothing once all is settled. */
    static long now() {
        return measures() ? System.nanoTime() : 0;
    }

    static void ran(boolean vectors, int terms, long nanos) {
        if (!vectors) {
            scalarNanos += nanos;
            scalarTerms += terms;
            return;
        }
        vectorNanos += nanos;
        vectorTerms += terms;
        if (++vectorPieces >= WINDOW) {
            judge();
        }
    }

    private static void judge() {
        boolean faster = (double) vectorNanos * scalarTerms < (double) scalarNanos * vectorTerms;
        if (faster) {
            state = State.VECTOR;
        } else if (++windows > MOST_WINDOWS) {
            state = State.SCALAR_ONLY;
        }
        vectorNanos = 0;
        vectorTerms = 0;
        vectorPieces = 0;
    }
}
