package org.parhelion.mesh.stencil;

/** Operators and functions of two values; comparisons give, and {@code AND} and {@code OR} take and give, truth values. */
public enum BinaryOp {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    POW,
    MIN,
    MAX,
    ATAN2,
    HYPOT,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    EQUAL,
    NOT_EQUAL,
    AND,
    OR;

    /** Whether the result is a truth value. */
    public boolean isTruth() {
        return ordinal() >= LESS.ordinal();
    }
}
