package org.parhelion.mpi;

import java.nio.ByteBuffer;

/** Programs with arguments that cannot be: ranks, tags, counts, types, operators. */
final class WrongArguments {
    private WrongArguments() {}

    @Verdict(says = "destination must lie in 0..1 or be NO_RANK, got 2", byStackTrace = true)
    static void destinationIsNoRank(Communicator world) {
        world.send(new int[1], world.size(), 0);
    }

    @Verdict(says = "destination must lie in 0..1 or be NO_RANK, got -1", byStackTrace = true)
    static void destinationIsAnySource(Communicator world) {
        world.send(new int[1], Communicator.ANY_SOURCE, 0);
    }

    @Verdict(says = "source must lie in 0..1 or be ANY_SOURCE or NO_RANK, got -7", byStackTrace = true)
    static void sourceIsNoRank(Communicator world) {
        world.irecv(new int[1], -7, 0);
    }

    @Verdict(says = "tag must not be negative, got -1", byStackTrace = true)
    static void tagOfASendIsAnyTag(Communicator world) {
        world.isend(new int[1], 0, Communicator.ANY_TAG);
    }

    @Verdict(says = "tag must not be negative or be ANY_TAG, got -3", byStackTrace = true)
    static void tagOfAReceiveIsNegative(Communicator world) {
        world.recv(new int[1], 0, -3);
    }

    @Verdict(says = "root must lie in 0..1, got 5", byStackTrace = true)
    static void rootIsNoRank(Communicator world) {
        world.broadcast(new int[1], 5);
    }

    @Verdict(says = "data must be double[], int[], long[], byte[] or a buffer of these", byStackTrace = true)
    static void dataCannotBeSent(Communicator world) {
        world.send("words", 1, 0);
    }

    @Verdict(says = "read-only buffer", byStackTrace = true)
    static void receiveIntoReadOnlyMemory(Communicator world) {
        world.recv(ByteBuffer.allocateDirect(8).asReadOnlyBuffer(), 0, 0);
    }

    @Verdict(says = "BITWISE_XOR is not defined for double data", byStackTrace = true)
    static void operatorDoesNotFitTheType(Communicator world) {
        world.allReduce(new double[1], ReduceOp.BITWISE_XOR);
    }

    @Verdict(says = "counts[1] is negative: -1", byStackTrace = true)
    static void countIsNegative(Communicator world) {
        world.allGatherv(new int[2], new int[1], new int[] {2, -1});
    }

    @Verdict(says = "counts must have one entry for each of the 2 ranks, got 3", byStackTrace = true)
    static void countsAreTooMany(Communicator world) {
        world.allGatherv(new int[1], new int[3], new int[] {1, 1, 1});
    }

    @Verdict(says = "sent has 2 elements but received has 3", byStackTrace = true)
    static void lengthsOfOneRankDiffer(Communicator world) {
        world.allReduce(new int[2], new int[3], ReduceOp.SUM);
    }
}
