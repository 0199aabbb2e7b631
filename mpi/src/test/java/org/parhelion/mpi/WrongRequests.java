package org.parhelion.mpi;

import java.nio.DoubleBuffer;

/** Programs that lose requests or communicators, or use them when they must not. */
final class WrongRequests {
    private static final String UNDONE = "every rank has returned, but left something undone";

    private WrongRequests() {}

    @Verdict(says = {UNDONE, "rank 0: isend to rank 1 (tag 0, 3 x int) was never completed"})
    static void sendIsNeverCompleted(Communicator world) {
        if (world.rank() == 0) {
            world.isend(new int[3], 1, 0);
        } else {
            world.recv(new int[3], 0, 0);
        }
    }

    @Verdict(says = {UNDONE, "rank 1: irecv from rank 0 (tag 0) was never completed"})
    static void receiveIsNeverCompleted(Communicator world) {
        if (world.rank() == 1) {
            world.irecv(new int[3], 0, 0);
        } else {
            world.send(new int[3], 1, 0);
        }
    }

    @Verdict(says = {UNDONE, "rank 1: irecv from any source (tag 0) was never completed, nor did its partner come"})
    static void receiveWithoutSenderIsNeverCompleted(Communicator world) {
        if (world.rank() == 1) {
            world.irecv(new int[3], Communicator.ANY_SOURCE, 0);
        }
    }

    @Verdict(says = {UNDONE, "rank 0: persistent send to rank 1 (tag 0, 2 x double) was never completed"})
    static void persistentSendIsNeverCompleted(Communicator world) {
        DoubleBuffer buffer = PointToPointTest.direct(2);
        if (world.rank() == 0) {
            world.sendInit(buffer, 1, 0).start();
        } else {
            world.recv(buffer, 0, 0);
        }
    }

    @Verdict(says = {UNDONE, "rank 1: iallReduce MIN of int was never completed"})
    static void reductionIsNeverCompleted(Communicator world) {
        Request reduction = world.iallReduce(new int[1], new int[1], ReduceOp.MIN);
        if (world.rank() == 0) {
            reduction.await();
        }
    }

    @Verdict(
            says = {UNDONE, "rank 0: ibarrier was never completed", "rank 1: ibarrier was never completed"},
            lines = 2)
    static void barrierIsNeverCompleted(Communicator world) {
        world.ibarrier();
    }

    @Verdict(ranks = 1, says = "start() on a request that is already under way", byStackTrace = true)
    static void persistentReceiveIsStartedTwice(Communicator world) {
        PersistentRequest receive = world.recvInit(PointToPointTest.direct(2), 0, 0);
        receive.start();
        receive.start();
    }

    @Verdict(ranks = 1, says = "start() on a request that is closed", byStackTrace = true)
    static void persistentSendIsStartedAfterItWasClosed(Communicator world) {
        PersistentRequest send = world.sendInit(PointToPointTest.direct(2), 0, 0);
        send.close();
        send.start();
    }

    @Verdict(ranks = 1, says = "close() while the message is under way", byStackTrace = true)
    static void persistentReceiveIsClosedUnderWay(Communicator world) {
        try (PersistentRequest receive = world.recvInit(PointToPointTest.direct(2), 0, 0)) {
            receive.start();
        }
    }

    @Verdict(
            says = {UNDONE, "rank 0: the communicator in the group of world ranks 0 1 made by duplicate was"},
            lines = 2)
    static void duplicateIsNeverClosed(Communicator world) {
        world.duplicate().barrier();
    }

    @Verdict(
            ranks = 3,
            says = {UNDONE, "rank 1: the communicator in the group of world ranks 1 2 made by split was"})
    static void partIsClosedByOneRankOnly(Communicator world) {
        Communicator part = world.split(world.rank() == 0 ? -1 : 0, 0).orElse(null);
        if (world.rank() == 2) {
            part.close();
        }
    }

    @Verdict(
            ranks = 1,
            says = {UNDONE, "made by cartesian was never closed"})
    static void cartesianGridIsNeverClosed(Communicator world) {
        world.cartesian(new int[] {1}, new boolean[] {true}).barrier();
    }

    @Verdict(says = "this communicator has been closed", byStackTrace = true)
    static void communicatorIsUsedAfterItWasClosed(Communicator world) {
        Communicator twin = world.duplicate();
        twin.close();
        twin.barrier();
    }
}
