/**
 * From an equation to a kernel.
 *
 * <p>An {@link org.parhelion.mesh.stencil.Expr expression} is written in Java ({@link org.parhelion.mesh.stencil.Calculus},
 * {@link org.parhelion.mesh.stencil.Functions}) or read from text ({@link org.parhelion.mesh.stencil.ExpressionParser}).
 * {@link org.parhelion.mesh.stencil.Lowering} rewrites it into a {@link org.parhelion.mesh.stencil.Program} of operations at
 * one point; {@link org.parhelion.mesh.stencil.Footprint} tells which points around it are needed,
 * {@link org.parhelion.mesh.stencil.ProgramInterpreter} runs it slowly and plainly.
 * {@link org.parhelion.mesh.stencil.Kernel} turns it into scalar and vector code, exchanges the halos that it needs and runs it.
 * {@link org.parhelion.mesh.stencil.JacobianBound} tells how large an explicit time step may be.
 *
 * <pre>{@code
 * Expr rate = new SymbolTable(grid, 2).add(u).add(kappa).parse("kappa*laplacian(u) + u*(1 - u)");
 * Expr same = laplacian(u).times(kappa).plus(u.times(Expr.constant(1).minus(u)));
 * Kernel.of(Kernel.assign(next, rate)).run();
 * Program program = Lowering.lower(grid, Location.CELL, List.of(new Assignment(next, rate)), List.of());
 * }</pre>
 */
package org.parhelion.mesh.stencil;
