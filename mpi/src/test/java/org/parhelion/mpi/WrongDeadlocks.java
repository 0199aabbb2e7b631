package org.parhelion.mpi;

/** Programs in which ranks wait for what never comes: calls in the wrong order, missing, or on the wrong communicator. */
final class WrongDeadlocks {
    private static final int LONG = 9000;

    private WrongDeadlocks() {}

    @Verdict(
            says = {"deadlock", "cycle: rank 0 waits for rank 1, which waits for rank 0"},
            lines = 2)
    static void bothReceiveFirst(Communicator world) {
        int other = 1 - world.rank();
        world.recv(new int[1], other, 0);
        world.send(new int[1], other, 0);
    }

    @Verdict(
            says = {"cycle: rank 0 waits for rank 1, which waits for rank 0", "not received: a message from rank 0"},
            lines = 4)
    static void bothSendLongMessagesFirst(Communicator world) {
        int other = 1 - world.rank();
        world.send(new double[LONG], other, 0);
        world.recv(new double[LONG], other, 0);
    }

    @Verdict(
            ranks = 3,
            says = {"cycle: rank 0 waits for rank 2, which waits for rank 1, which waits for rank 0", "(tag 4)"},
            lines = 3)
    static void ringReceivesFirst(Communicator world) {
        world.recv(new int[1], (world.rank() + 2) % 3, 4);
        world.send(new int[1], (world.rank() + 1) % 3, 4);
    }

    @Verdict(
            ranks = 4,
            says = {
                "cycle: rank 0 waits for rank 1, which waits for rank 0",
                "cycle: rank 2 waits for rank 3, which waits for rank 2"
            },
            lines = 4)
    static void twoPairsReceiveFirst(Communicator world) {
        world.recv(new int[1], world.rank() ^ 1, 0);
        world.send(new int[1], world.rank() ^ 1, 0);
    }

    @Verdict(ranks = 1, says = "cycle: rank 0 waits for itself")
    static void longMessageToItself(Communicator world) {
        world.send(new double[LONG], 0, 0);
        world.recv(new double[LONG], 0, 0);
    }

    @Verdict(says = {"rank 1 waits for rank 0, which has returned", "rank 1 waits in recv from rank 0 (tag 3)"})
    static void sendIsMissing(Communicator world) {
        if (world.rank() == 1) {
            world.recv(new int[1], 0, 3);
        }
    }

    @Verdict(says = {"rank 0 waits for rank 1, which has returned", "send to rank 1 (tag 3, 9000 x double)"})
    static void receiveOfALongMessageIsMissing(Communicator world) {
        if (world.rank() == 0) {
            world.send(new double[LONG], 1, 3);
        }
    }

    @Verdict(
            says = {"cycle", "send to rank 1 (tag 1, 9000 x double)", "recv from rank 0 (tag 2)"},
            lines = 2)
    static void tagsOfALongMessageDiffer(Communicator world) {
        if (world.rank() == 0) {
            world.send(new double[LONG], 1, 1);
        } else {
            world.recv(new double[LONG], 0, 2);
        }
    }

    @Verdict(
            says = {"cycle", "waits in barrier for rank 1", "recv from rank 0 (any tag)"},
            lines = 2)
    static void barrierMeetsReceive(Communicator world) {
        if (world.rank() == 0) {
            world.barrier();
            world.send(new int[1], 1, 0);
        } else {
            world.recv(new int[1], 0, Communicator.ANY_TAG);
            world.barrier();
        }
    }

    @Verdict(
            ranks = 3,
            says = {"rank 0 waits for rank 2, which has returned", "barrier for rank 2"},
            lines = 2)
    static void barrierIsMissingOnOneRank(Communicator world) {
        if (world.rank() != 2) {
            world.barrier();
        }
    }

    @Verdict(
            says = {"cycle", "broadcast with root 0 of int for rank 1", "recv from rank 0 (tag 0)"},
            lines = 2)
    static void broadcastStandsBeforeTheSend(Communicator world) {
        if (world.rank() == 0) {
            world.broadcast(new int[1], 0);
            world.send(new int[1], 1, 0);
        } else {
            world.recv(new int[1], 0, 0);
            world.broadcast(new int[1], 0);
        }
    }

    @Verdict(
            says = {"cycle", "barrier for rank 1 in the group of world ranks 0 1", "barrier for rank 0"},
            lines = 2)
    static void collectivesOfTwoCommunicatorsCross(Communicator world) {
        try (Communicator twin = world.duplicate()) {
            (world.rank() == 0 ? twin : world).barrier();
            (world.rank() == 0 ? world : twin).barrier();
        }
    }

    @Verdict(
            says = {"cycle", "send to rank 1 (tag 0, 9000 x double)", "recv from rank 0 (tag 0) in the group of world"},
            lines = 2)
    static void messageGoesThroughAnotherCommunicator(Communicator world) {
        try (Communicator twin = world.duplicate()) {
            if (world.rank() == 0) {
                world.send(new double[LONG], 1, 0);
            } else {
                twin.recv(new double[LONG], 0, 0);
            }
        }
    }

    @Verdict(says = {"rank 0 waits for rank 1, which has returned", "probe for rank 1 (tag 8)"})
    static void nothingComesToBeProbed(Communicator world) {
        if (world.rank() == 0) {
            world.probe(1, 8);
        }
    }

    @Verdict(
            ranks = 3,
            says = {"cycle", "recv from any source (any tag)"},
            lines = 3)
    static void allReceiveFromAnybody(Communicator world) {
        world.recv(new int[1], Communicator.ANY_SOURCE, Communicator.ANY_TAG);
        world.send(new int[1], 0, 0);
    }

    @Verdict(
            says = {"cycle: rank 0 waits for rank 1, which waits for rank 0", "irecv from rank 1 (tag 0)"},
            lines = 2)
    static void receiveIsAwaitedBeforeTheSend(Communicator world) {
        int other = 1 - world.rank();
        world.irecv(new int[1], other, 0).await();
        world.isend(new int[1], other, 0).await();
    }

    @Verdict(
            ranks = 3,
            says = {"rank 1 waits for rank 2, which has returned", "sendRecv from rank 2"})
    static void shiftsGoInDifferentDirections(Communicator world) {
        int up = (world.rank() + 1) % 3;
        int down = (world.rank() + 2) % 3;
        world.sendRecv(new int[1], up, 0, new int[1], world.rank() == 1 ? up : down, 0);
    }

    @Verdict(says = {"rank 1 waits for rank 0, which has returned", "persistent recv from rank 0 (tag 6)"})
    static void persistentReceiveStartsOnceTooOften(Communicator world) {
        if (world.rank() == 0) {
            world.send(new double[1], 1, 6);
            return;
        }
        try (PersistentRequest receive = world.recvInit(PointToPointTest.direct(1), 0, 6)) {
            for (int round = 0; round < 2; round++) {
                receive.start();
                receive.await();
            }
        }
    }

    @Verdict(says = {"rank 0 waits for rank 1, which has returned", "ibarrier for rank 1"})
    static void nonblockingBarrierOnOneRankOnly(Communicator world) {
        if (world.rank() == 0) {
            world.ibarrier().await();
        }
    }

    @Verdict(
            ranks = 3,
            says = {"deadlock", "rank 2 waits in recv from rank 1 (tag 0)"},
            lines = 2)
    static void rankThatNobodyServesBlocksABarrier(Communicator world) {
        if (world.rank() == 2) {
            world.recv(new int[1], 1, 0);
        }
        world.barrier();
    }
}
