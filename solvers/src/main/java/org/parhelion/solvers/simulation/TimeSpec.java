package org.parhelion.solvers.simulation;

import java.util.OptionalDouble;
import org.parhelion.solvers.time.Scheme;

/**
 * How a case steps.
 *
 * @param step length of a step, or nothing to have it chosen
 * @param share of the stability limit that an automatic step takes
 * @param longest no step is longer; may be infinite
 * @param until time of the end; may be infinite
 * @param steps number of steps at the end; may be {@link Long#MAX_VALUE}
 */
record TimeSpec(
        Scheme scheme, OptionalDouble step, double share, double tolerance, double longest, double until, long steps) {}
