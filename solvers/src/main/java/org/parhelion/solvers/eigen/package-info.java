/**
 * Some eigenvalues and eigenvectors of symmetric operators: the smallest by LOBPCG, those at either end or near a number by
 * thick-restart Lanczos.
 *
 * <pre>{@code
 * GridOperator a = GridOperator.of(u, laplacian(u).negate());
 * EigenResult result = Lobpcg.smallest(a, 4).preconditioner(Preconditioner.chebyshev(a, 8)).solve().orThrow();
 * double lambda = result.values()[0];
 * LinearOperator inverse = Krylov.cg(a).stop(Stop.relative(1e-12)).asOperator();
 * EigenResult same = Lanczos.nearest(a, 0, inverse, 4).solve();
 * }</pre>
 */
package org.parhelion.solvers.eigen;
