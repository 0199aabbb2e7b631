package org.parhelion.blas;

import java.util.List;

/** The engines that every property is tried on. */
final class Engines {
    /** With checked arguments; the native one where it can be loaded. */
    static final List<Blas> ALL = Blas.all();

    private Engines() {}
}
