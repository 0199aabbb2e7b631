package org.parhelion.mesh;

import org.parhelion.mesh.stencil.Parameter;

/** How far the ghost points of a field can be trusted, and for which values of the parameters in its boundaries. */
final class GhostState {
    private static final int STALE = 0;
    private static final int FACES = 1;
    private static final int ALL = 2;

    private int level = STALE;
    private long[] seen = {};

    void markStale() {
        level = STALE;
    }

    void markCurrent(boolean corners, Parameter[] parameters) {
        level = corners ? ALL : FACES;
        if (seen.length != parameters.length) {
            seen = new long[parameters.length];
        }
        for (int n = 0; n < parameters.length; n++) {
            seen[n] = Double.doubleToRawLongBits(parameters[n].value());
        }
    }

    boolean isCurrent(boolean corners, Parameter[] parameters) {
        if (level < (corners ? ALL : FACES) || seen.length != parameters.length) {
            return false;
        }
        for (int n = 0; n < parameters.length; n++) {
            if (seen[n] != Double.doubleToRawLongBits(parameters[n].value())) {
                return false;
            }
        }
        return true;
    }
}
