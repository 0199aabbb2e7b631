/**
 * Geometric multigrid on Cartesian grids.
 *
 * <pre>{@code
 * try (Multigrid multigrid = Multigrid.of(GridOperator.of(u, laplacian(u).negate()))) {
 *     multigrid.solver().stop(Stop.relative(1e-8).or(Stop.iterations(50))).solve(b, x).orThrow();
 * }
 * }</pre>
 */
package org.parhelion.solvers.multigrid;
