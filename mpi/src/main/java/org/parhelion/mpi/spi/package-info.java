/**
 * The seam between {@link org.parhelion.mpi.Communicator} and what carries its messages.
 *
 * <p>A {@link org.parhelion.mpi.spi.Transport} is found by {@link java.util.ServiceLoader} ({@code openmpi} and {@code
 * threads} by their names, which is quicker); {@code auto} asks others than these only where a launcher has started several
 * processes. It sees direct buffers in native
 * byte order only: argument checks, arrays, staging, objects, cartesian arithmetic, files and the wording of errors live
 * above the seam, once for all transports.
 *
 * <pre>{@code
 * for (Transport transport : ServiceLoader.load(Transport.class)) {
 *     System.out.println(transport.name() + " " + transport.obstacle().orElse("ready"));
 * }
 * }</pre>
 */
package org.parhelion.mpi.spi;
