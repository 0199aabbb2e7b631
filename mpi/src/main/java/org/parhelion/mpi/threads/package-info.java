/**
 * Ranks as threads of one JVM: MPI's matching rules and collective operations in shared memory, with a detector that ends
 * a job in which all live ranks wait for one another, and names the cycle. Hidden behind {@link
 * org.parhelion.mpi.spi.Transport}.
 *
 * <p>What a job that ends well has left undone (messages, requests, communicators) fails it; so does a buffer that changes
 * while a request owns it, as far as {@link org.parhelion.mpi.threads.Fingerprint} looks. {@code -Dparhelion.checks=off}
 * leaves both out. {@link org.parhelion.mpi.threads.Interleaving} draws the order of ranks and messages from a seed.
 *
 * <pre>{@code
 * Parallel.threads(4, (world, rest) -> world.barrier());
 * }</pre>
 */
package org.parhelion.mpi.threads;
