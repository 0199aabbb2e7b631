package org.parhelion.solvers.multigrid;

/** The order in which a multigrid cycle visits the levels. */
public enum Cycle {
    /** Down and up once. */
    V,
    /** Each level calls the next coarser one twice. */
    W,
    /** Each level calls the next coarser one twice: an F-cycle, then a V-cycle. */
    F
}
