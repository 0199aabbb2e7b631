package org.parhelion.solvers.time;

import org.parhelion.mesh.stencil.Kernel;

/**
 * One kernel of a step.
 *
 * @param node when its rates are taken: t + node Δt
 */
record Stage(double node, Kernel kernel) {}
