/**
 * A case file read, checked and run, and the {@code parhelion} command line.
 *
 * <pre>{@code
 * ParhelionCommand.execute("run", "examples/cases/heat-3d.yaml");
 * }</pre>
 */
package org.parhelion.solvers.simulation;
