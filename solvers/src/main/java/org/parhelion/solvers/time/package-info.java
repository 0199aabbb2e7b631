/**
 * Time integration of systems of rates. Explicit Runge–Kutta schemes fuse each stage with the right-hand side into one kernel;
 * implicit–explicit ones solve linear systems for what is marked as implicit:
 *
 * <pre>{@code
 * Rate rate = Rate.of(u, u.times(u).negate(), laplacian(u));
 * TimeIntegrator integrator = TimeIntegrator.fixed(Scheme.SDIRK2, List.of(rate), 0.01);
 * while (grid.time().value() < 1) {
 *     integrator.advance(1);
 * }
 * }</pre>
 */
package org.parhelion.solvers.time;
