package org.parhelion.mesh.stencil;

/** In which loop a value of a program changes, from the outermost inwards: once a run, with z, with y, with x. */
enum Level {
    RUN,
    Z,
    Y,
    X;

    Level inner(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
