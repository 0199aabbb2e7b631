/**
 * Tests whose number of ranks is a parameter: on ranks as threads under JUnit, and again under {@code mpirun}.
 *
 * <pre>{@code
 * @RankTest({1, 2, 3, 4})
 * void sumOfRanksIsTriangular(Communicator world) {
 *     assertEquals(world.size() * (world.size() - 1) / 2, world.allReduce((long) world.rank(), ReduceOp.SUM));
 * }
 * }</pre>
 */
package org.parhelion.mpi.testing;
