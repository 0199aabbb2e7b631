package org.parhelion.mpi;

/**
 * Decides by the clock between plain code and code on the Vector API, which is a hundred times slower until it is compiled and
 * takes a tenth of a second to load, so that it must be earned: plain code runs first, then now and then a piece in vectors,
 * as long as that takes no more than its share of the time, and vectors alone once they are faster. Both must give the same bits; the clock decides on nothing but speed. One is shared
 * by all threads that run the same code; what a race loses is a measurement.
 *
 * <pre>{@code
 * boolean vectors = TIER.vectors();
 * long start = TIER.now();
 * …
 * TIER.ran(vectors, terms, start);
 * }</pre>
 */
public final class VectorTier {
    private static final long NANOS_BEFORE_VECTORS = 30_000_000;
    /** Of the time of plain code, what may go to pieces in vectors before they are fast. */
    private static final double TRAINING_SHARE = 0.5;

    private static final int WINDOW = 64;
    private static final int MOST_WINDOWS = 2000;

    private enum State {
        PLAIN_FIRST,
        TRAINING,
        VECTOR,
        PLAIN_ONLY
    }

    private volatile State state = State.PLAIN_FIRST;
    private long plainNanos;
    private long plainWork;
    private long vectorNanos;
    private long vectorWork;
    private int vectorPieces;
    private long trainingNanos;
    private int windows;

    /** Whether to do the next piece in vectors. */
    public boolean vectors() {
        if (state == State.VECTOR) {
            return true;
        }
        if (state == State.PLAIN_FIRST && plainNanos > NANOS_BEFORE_VECTORS) {
            state = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    ? State.TRAINING
                    : State.PLAIN_ONLY;
        }
        return state == State.TRAINING && trainingNanos < TRAINING_SHARE * plainNanos;
    }

    /** The time, or 0 once all is settled. */
    public long now() {
        return state == State.PLAIN_FIRST || state == State.TRAINING ? System.nanoTime() : 0;
    }

    /**
     * A piece is done.
     *
     * @param vectors as {@link #vectors} said
     * @param work how much it was: terms, points
     * @param start what {@link #now} said before it
     */
    public void ran(boolean vectors, long work, long start) {
        if (start == 0) {
            return;
        }
        long nanos = System.nanoTime() - start;
        if (!vectors) {
            plainNanos += nanos;
            plainWork += work;
            return;
        }
        trainingNanos += nanos;
        vectorNanos += nanos;
        vectorWork += work;
        if (++vectorPieces >= WINDOW) {
            judge();
        }
    }

    private void judge() {
        boolean faster = (double) vectorNanos * plainWork < (double) plainNanos * vectorWork;
        if (faster && state == State.TRAINING) {
            state = State.VECTOR;
        } else if (++windows > MOST_WINDOWS) {
            state = State.PLAIN_ONLY;
        }
        vectorNanos = 0;
        vectorWork = 0;
        vectorPieces = 0;
    }
}
