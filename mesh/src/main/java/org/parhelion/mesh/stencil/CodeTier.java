package org.parhelion.mesh.stencil;

import java.util.Optional;

/**
 * Decides between scalar and vector code by the clock. Vector API code is a hundred times slower than scalar code until C2
 * has compiled it, and loading the API takes a tenth of a second, so it must be earned: a kernel that has computed for a
 * while gets vector code, runs it on some short pieces until it is fast, then everywhere. Should it become slow
 * (deoptimised), scalar code takes over until it is fast again. Both give the same bits, so the clock decides on nothing
 * but speed.
 */
final class CodeTier {
    /** Length of the pieces that train vector code; long enough for C2 to see a loop worth unrolling. */
    static final int TRAINING_VECTORS = 16;

    private static final long NANOS_BEFORE_VECTORS = 60_000_000;
    private static final double TRAINING_SHARE = 0.25;
    private static final int WINDOW = 64;
    private static final int MOST_WINDOWS = 2000;
    private static final double SLOW = 3;

    private enum State {
        SCALAR_FIRST,
        TRAINING,
        VECTOR,
        SCALAR_ONLY
    }

    private State state = State.SCALAR_FIRST;
    private final VectorShape fixedShape;
    private String reason = "too little work so far";
    private long scalarNanos;
    private long scalarPoints;
    private long vectorNanos;
    private long vectorPoints;
    private int pieces;
    private int windows;
    private int slow;
    private double scalarNanosPerPoint = Double.POSITIVE_INFINITY;

    private CodeTier(VectorShape fixedShape) {
        this.fixedShape = fixedShape;
    }

    static CodeTier adaptive() {
        return new CodeTier(null);
    }

    static CodeTier alwaysScalar() {
        CodeTier tier = new CodeTier(null);
        tier.stayScalar("asked for");
        return tier;
    }

    /** Vector code of a set width at once. */
    static CodeTier alwaysVector(VectorShape shape) {
        CodeTier tier = new CodeTier(shape);
        tier.state = State.VECTOR;
        return tier;
    }

    private void stayScalar(String why) {
        state = State.SCALAR_ONLY;
        reason = why;
    }

    boolean wantsVectorCode() {
        if (state == State.SCALAR_FIRST && scalarNanos >= NANOS_BEFORE_VECTORS) {
            train();
        }
        return state == State.TRAINING || state == State.VECTOR;
    }

    private void train() {
        state = State.TRAINING;
        reason = "being compiled";
        windows = 0;
        startWindow();
    }

    private void startWindow() {
        scalarNanos = 0;
        scalarPoints = 0;
        vectorNanos = 0;
        vectorPoints = 0;
        pieces = 0;
    }

    /** The width to generate; none, and scalar code for good, if there is no Vector API. */
    Optional<VectorShape> shape() {
        if (fixedShape != null) {
            return Optional.of(fixedShape);
        }
        Optional<VectorShape> shape = VectorShape.preferred();
        if (shape.isEmpty()) {
            stayScalar(
                    VectorShape.isVectorApiThere()
                            ? "the processor has no vectors of doubles that Java can use"
                            : "the Vector API is missing; start Java with --add-modules jdk.incubator.vector");
        }
        return shape;
    }

    /** The memory layout has changed: the code is another one. */
    void forgetVectorCode() {
        if (fixedShape == null && state != State.SCALAR_ONLY && state != State.SCALAR_FIRST) {
            train();
        }
    }

    boolean usesVectorCode() {
        return state == State.VECTOR;
    }

    /** Whether the next training piece may go to vector code: as long as it takes less than its share of the time. */
    boolean tryVectorCode() {
        return state == State.TRAINING && vectorNanos <= TRAINING_SHARE * (scalarNanos + vectorNanos);
    }

    void ranScalar(long points, long nanos) {
        scalarNanos += nanos;
        scalarPoints += points;
    }

    void ranVector(long points, long nanos) {
        if (state == State.VECTOR) {
            watch(points, nanos);
            return;
        }
        vectorNanos += nanos;
        vectorPoints += points;
        pieces++;
        if (pieces >= WINDOW && scalarPoints > 0) {
            judge();
        }
    }

    private void judge() {
        scalarNanosPerPoint = (double) scalarNanos / scalarPoints;
        double vectorNanosPerPoint = (double) vectorNanos / vectorPoints;
        windows++;
        if (vectorNanosPerPoint < scalarNanosPerPoint) {
            state = State.VECTOR;
            reason = "";
            slow = 0;
        } else if (windows > MOST_WINDOWS) {
            stayScalar("scalar code is faster");
        }
        startWindow();
    }

    /** Two slow panels one after the other are no accident of the operating system. */
    private void watch(long points, long nanos) {
        if (fixedShape != null) {
            return;
        }
        slow = nanos > SLOW * scalarNanosPerPoint * points + 100_000 ? slow + 1 : 0;
        if (slow >= 2) {
            train();
        }
    }

    /** Whether it stays at what it has: not while vector code is still to be earned or to be compiled. */
    boolean isSettled() {
        return state == State.VECTOR || state == State.SCALAR_ONLY;
    }

    /** Why there is no vector code; empty if there is. */
    String whyScalar() {
        return reason;
    }
}
