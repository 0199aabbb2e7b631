package org.parhelion.mesh.stencil;

/**
 * The product of a factor that is the same at every point and a value that is not, kept apart while a program is built,
 * so that factors are collected outside the loop over the points and fused with the sum that follows.
 *
 * @param factor number of a uniform value, or {@link #ONE}
 * @param value number of a value that varies from point to point, or {@link #ONE}
 */
record ScaledValue(int factor, int value) {
    /** Stands for the number 1. */
    static final int ONE = -1;

    /** Whether it is the same at every point. */
    boolean isUniform() {
        return value == ONE;
    }
}
