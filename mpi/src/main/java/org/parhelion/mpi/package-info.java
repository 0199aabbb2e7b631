/**
 * Message passing between the ranks of a job: one {@link org.parhelion.mpi.Communicator}, several transports.
 *
 * <pre>{@code
 * Parallel.run(args, (world, rest) -> System.out.println("rank " + world.rank() + " of " + world.size()));
 * }</pre>
 */
package org.parhelion.mpi;
