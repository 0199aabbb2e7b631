/**
 * Ranks as threads of one JVM: MPI's matching rules and collective operations in shared memory, with a detector that ends
 * a job in which all live ranks wait for one another. Hidden behind {@link org.parhelion.mpi.spi.Transport}.
 *
 * <pre>{@code
 * Parallel.threads(4, (world, rest) -> world.barrier());
 * }</pre>
 */
package org.parhelion.mpi.threads;
