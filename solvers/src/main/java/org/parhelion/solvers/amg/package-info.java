/**
 * Algebraic multigrid for sparse matrices.
 *
 * <pre>{@code
 * try (SmoothedAggregation amg = SmoothedAggregation.of(a)) {
 *     Krylov.cg(a).preconditioner(amg.preconditioner()).solve(b, x).orThrow();
 * }
 * }</pre>
 */
package org.parhelion.solvers.amg;
