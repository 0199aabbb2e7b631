/**
 * Ranks as processes under Open MPI, through its own Java bindings; the only package that may import {@code mpi.*}. Hidden
 * behind {@link org.parhelion.mpi.spi.Transport}.
 *
 * <pre>
 * mpirun -n 4 java -cp parhelion.jar:mpi.jar Program
 * </pre>
 */
package org.parhelion.mpi.openmpi;
