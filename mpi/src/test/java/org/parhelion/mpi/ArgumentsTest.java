package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import org.junit.jupiter.api.function.Executable;
import org.parhelion.mpi.testing.RankTest;

/** Each mistake is refused before anything is sent, so all ranks can go on. */
class ArgumentsTest {
    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @RankTest({2})
    void wrongPeersAndTagsAreRefused(Communicator world) {
        refused("destination must lie in 0..1 or be NO_RANK, got 2", () -> world.send(new int[1], 2, 0));
        refused(
                "destination must lie in 0..1 or be NO_RANK, got -1",
                () -> world.isend(new int[1], Communicator.ANY_SOURCE, 0));
        refused("source must lie in 0..1 or be ANY_SOURCE or NO_RANK, got 7", () -> world.recv(new int[1], 7, 0));
        refused("tag must not be negative, got -1", () -> world.send(new int[1], 0, Communicator.ANY_TAG));
        refused("tag must not be negative or be ANY_TAG, got -5", () -> world.probe(0, -5));
        refused("root must lie in 0..1, got -2", () -> world.broadcast(new int[1], Communicator.NO_RANK));
        world.barrier();
    }

    @RankTest({1, 2})
    void wrongDataAreRefused(Communicator world) {
        refused(
                "data must be double[], int[], long[], byte[] or a buffer of these, got float[]",
                () -> world.send(new float[1], 0, 0));
        refused(
                "data must be double[], int[], long[], byte[] or a buffer of these, got null",
                () -> world.recv(null, 0, 0));
        refused(
                "data is a read-only buffer, but data are to be received into it",
                () -> world.recv(ByteBuffer.allocateDirect(8).asReadOnlyBuffer(), 0, 0));
        refused("sent holds int but received holds long", () -> world.allReduce(new int[1], new long[1], ReduceOp.SUM));
        refused("sent has 1 elements but received has 2", () -> world.scan(new int[1], new int[2], ReduceOp.SUM));
        refused(
                "BITWISE_OR is not defined for double data; use int, long or byte",
                () -> world.allReduce(1.0, ReduceOp.BITWISE_OR));
        IllegalArgumentException heap =
                assertThrows(IllegalArgumentException.class, () -> world.sendInit(DoubleBuffer.allocate(4), 0, 0));
        assertTrue(heap.getMessage().startsWith("a persistent request needs a direct buffer in native byte order"));
        IllegalArgumentException swapped = assertThrows(
                IllegalArgumentException.class,
                () -> world.recvInit(ByteBuffer.allocateDirect(8).asDoubleBuffer(), 0, 0));
        assertTrue(swapped.getMessage().contains("ByteOrder.nativeOrder()"));
        world.barrier();
    }

    @RankTest({2})
    void wrongLengthsOfBlocksAreRefused(Communicator world) {
        refused(
                "received must have 2 x 3 = 6 elements (2 ranks times the length of sent), got 5",
                () -> world.allGather(new int[3], new int[5]));
        refused(
                "counts must have one entry for each of the 2 ranks, got 3",
                () -> world.allGatherv(new int[1], new int[3], new int[] {1, 1, 1}));
        refused("counts[1] is negative: -1", () -> world.allGatherv(new int[1], new int[0], new int[] {1, -1}));
        refused(
                "counts add up to 3 but received has 4 elements",
                () -> world.allGatherv(new int[1], new int[4], new int[] {1, 2}));
        refused(
                "sent must hold 2 blocks of equal length, got 3 elements",
                () -> world.allToAll(new int[3], new int[3]));
        refused(
                "the product of dimensions [3, 1] must be the number of ranks, 2",
                () -> world.cartesian(new int[] {3, 1}, new boolean[2]));
        world.barrier();
    }

    @RankTest({1, 2})
    void persistentRequestsAreNotStartedTwice(Communicator world) {
        PersistentRequest receive = world.recvInit(PointToPointTest.direct(1), world.rank(), 1);
        receive.start();
        assertTrue(assertThrows(IllegalStateException.class, receive::start)
                .getMessage()
                .contains("already under way"));
        assertTrue(assertThrows(IllegalStateException.class, receive::close)
                .getMessage()
                .contains("await it first"));
        world.send(new double[1], world.rank(), 1);
        receive.await();
        receive.close();
        assertThrows(IllegalStateException.class, receive::start);
    }

    @RankTest({2})
    void messageLongerThanTheBufferIsAnError(Communicator world) {
        if (world.rank() == 0) {
            world.send(new double[10], 1, 4);
        } else {
            MpiException failure = assertThrows(MpiException.class, () -> world.recv(new double[9], 0, 4));
            assertTrue(failure.getMessage().startsWith("recv failed on rank 1 of 2 (rank 0, tag 4): "));
            assertTrue(failure.getMessage().contains("truncated"), failure.getMessage());
        }
        world.barrier();
    }
}
