package org.parhelion.blas;

import java.util.List;

/** The engines that every property is tried on. */
final class Engines {
    /** One line for each. */
    static final List<Blas> ALL = List.of(new VectorBlas());

    private Engines() {}
}
