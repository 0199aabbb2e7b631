/**
 * Linear systems over ranks: operators, vectors, Krylov methods and preconditioners.
 *
 * <pre>{@code
 * GridOperator a = GridOperator.of(u, laplacian(u).negate());
 * DistributedVector x = a.domain().vector("x");
 * DistributedVector b = a.domain().vector("b");
 * a.rightHandSide(f, b);
 * SolveResult result = Krylov.cg(a).stop(Stop.relative(1e-8).or(Stop.iterations(500))).solve(b, x);
 * }</pre>
 */
package org.parhelion.solvers.linear;
