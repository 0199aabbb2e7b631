/**
 * Explicit Runge–Kutta schemes for systems of rates, each stage fused with the right-hand side into one kernel.
 */
package org.parhelion.solvers.time;
