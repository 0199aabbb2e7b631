/**
 * Linear systems over ranks: operators, vectors, Krylov methods and preconditioners.
 *
 * <pre>{@code
 * GridOperator a = GridOperator.of(u, laplacian(u).negate());
 * DistributedVector x = a.domain().vector("x"); // first guess: zero
 * DistributedVector b = a.domain().vector("b");
 * a.rightHandSide(f, b);
 * SolveResult result = Krylov.cg(a)
 *         .preconditioner(Preconditioner.chebyshev(a, 3))
 *         .stop(Stop.relative(1e-8).or(Stop.iterations(500)))
 *         .monitor(SolveMonitor.printing(world))
 *         .solve(b, x)
 *         .orThrow();
 * }</pre>
 */
package org.parhelion.solvers.linear;
