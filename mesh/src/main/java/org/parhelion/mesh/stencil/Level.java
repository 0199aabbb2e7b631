package org.parhelion.mesh.stencil;

/** In which loop a value of a program changes, from the outermost inwards: once a run, a plane, a row, at each point. */
enum Level {
    RUN,
    PLANE,
    ROW,
    POINT;

    Level inner(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
