package org.parhelion.mpi;

import java.nio.DoubleBuffer;

/** Programs with messages that do not fit their receives, nobody receives, or whose buffers are touched on the way. */
final class WrongMessages {
    private static final int LONG = 9000;
    private static final String UNDONE = "every rank has returned, but left something undone";

    private WrongMessages() {}

    private static DoubleBuffer direct(int count) {
        return PointToPointTest.direct(count);
    }

    @Verdict(
            says = {"message truncated: rank 0, tag 7 sent 5 elements but only 3", "; sent at", "; received at"},
            lines = 2)
    static void receiveIsTooShort(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[5], 1, 7);
        } else {
            world.recv(new int[3], 0, 7);
        }
    }

    @Verdict(
            says = {"irecv failed on rank 1", "message truncated: rank 0, tag 7 sent 9000 elements"},
            lines = 2)
    static void nonblockingReceiveIsTooShort(Communicator world) {
        if (world.rank() == 0) {
            world.send(new double[LONG], 1, 7);
        } else {
            world.irecv(new double[LONG - 1], 0, 7).await();
        }
    }

    @Verdict(
            says = {"message truncated", "sent 2 elements but only 1"},
            lines = 2)
    static void receiveIsTooShortForAMessageThatHasCome(Communicator world) {
        if (world.rank() == 0) {
            world.send(new long[2], 1, 7);
        }
        world.barrier();
        if (world.rank() == 1) {
            world.recv(new long[1], 0, 7);
        }
    }

    @Verdict(
            says = {"the message from rank 0, tag 9 holds int but is received as double", "; sent at"},
            lines = 2)
    static void typesDiffer(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[2], 1, 9);
        } else {
            world.recv(new double[2], 0, 9);
        }
    }

    @Verdict(says = {UNDONE, "rank 1 has never received a message from rank 0, tag 2, 3 x int"})
    static void shortMessageIsNeverReceived(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[3], 1, 2);
        }
    }

    @Verdict(says = {UNDONE, "rank 1 has never received a message from rank 0, tag 2, 9000 x double"})
    static void longMessageIsNeverReceived(Communicator world) {
        if (world.rank() == 0) {
            world.isend(new double[LONG], 1, 2);
        }
    }

    @Verdict(
            says = {UNDONE, "never received a message from rank 0, tag 1", "irecv from rank 0 (tag 2)"},
            lines = 2)
    static void tagsDiffer(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[3], 1, 1);
        } else {
            world.irecv(new int[3], 0, 2);
        }
    }

    @Verdict(says = {UNDONE, "rank 0 has never received a message from rank 1, tag 3, 1 x double"})
    static void oneMessageTooMany(Communicator world) {
        for (int n = 0; n < 4; n++) {
            if (world.rank() == 1) {
                world.send(new double[1], 0, n);
            } else if (n < 3) {
                world.recv(new double[1], 1, n);
            }
        }
    }

    @Verdict(says = {UNDONE, "tag 0, 1 x int in the group of world ranks 0 1"})
    static void messageIsLeftInACommunicatorThatIsClosed(Communicator world) {
        try (Communicator twin = world.duplicate()) {
            if (world.rank() == 0) {
                twin.send(new int[1], 1, 0);
            }
        }
    }

    @Verdict(says = {"the buffer of isend to rank 1 (tag 0, 9000 x double) was changed while the request owned it"})
    static void bufferOfALongSendIsChanged(Communicator world) {
        DoubleBuffer buffer = direct(LONG);
        if (world.rank() == 0) {
            Request send = world.isend(buffer, 1, 0);
            for (int i = 0; i < LONG; i++) {
                buffer.put(i, 1);
            }
            world.barrier();
            send.await();
        } else {
            world.barrier();
            world.recv(buffer, 0, 0);
        }
    }

    @Verdict(says = "the buffer of isend to rank 1 (tag 0, 10 x double) was changed while the request owned it")
    static void bufferOfAShortSendIsChanged(Communicator world) {
        DoubleBuffer buffer = direct(10);
        if (world.rank() == 0) {
            Request send = world.isend(buffer, 1, 0);
            buffer.put(9, -1);
            send.await();
        } else {
            world.recv(buffer, 0, 0);
        }
    }

    @Verdict(says = "the buffer of persistent send to rank 1 (tag 0, 4 x double) was changed")
    static void bufferOfAPersistentSendIsChanged(Communicator world) {
        DoubleBuffer buffer = direct(4);
        if (world.rank() == 1) {
            world.recv(buffer, 0, 0);
            return;
        }
        try (PersistentRequest send = world.sendInit(buffer, 1, 0)) {
            send.start();
            buffer.put(0, 2);
            send.await();
        }
    }

    @Verdict(says = "the buffer of irecv from rank 0 (tag 0) was changed while the request owned it")
    static void receiveBufferIsWrittenBeforeTheMessageComes(Communicator world) {
        DoubleBuffer buffer = direct(4);
        if (world.rank() == 1) {
            Request receive = world.irecv(buffer, 0, 0);
            buffer.put(2, 3);
            world.barrier();
            receive.await();
        } else {
            world.barrier();
            world.send(buffer, 1, 0);
        }
    }

    @Verdict(says = "the buffer of irecv from rank 0 (tag 0) was changed while the request owned it")
    static void receiveBufferIsWrittenAfterTheMessageHasCome(Communicator world) {
        DoubleBuffer buffer = direct(4);
        if (world.rank() == 1) {
            Request receive = world.irecv(buffer, 0, 0);
            world.barrier();
            buffer.put(2, 3);
            receive.await();
        } else {
            world.send(buffer, 1, 0);
            world.barrier();
        }
    }

    @Verdict(says = "was changed while the request owned it")
    static void twoReceivesShareABuffer(Communicator world) {
        DoubleBuffer buffer = direct(4);
        if (world.rank() == 1) {
            Request first = world.irecv(buffer, 0, 1);
            Request second = world.irecv(buffer, 0, 2);
            world.barrier();
            Request.awaitAll(first, second);
        } else {
            world.barrier();
            world.send(new double[] {1, 2, 3, 4}, 1, 1);
            world.send(new double[] {5, 6, 7, 8}, 1, 2);
        }
    }

    @Verdict(says = "the buffer of ibroadcast with root 0 of double was changed while the request owned it")
    static void bufferOfABroadcastIsChanged(Communicator world) {
        DoubleBuffer buffer = direct(4);
        Request broadcast = world.ibroadcast(buffer, 0);
        if (world.rank() == 0) {
            buffer.put(1, 5);
        }
        broadcast.await();
    }

    @Verdict(says = "the buffer of iallReduce SUM of double was changed while the request owned it")
    static void bufferOfAReductionIsChanged(Communicator world) {
        DoubleBuffer sent = direct(4);
        Request sum = world.iallReduce(sent, direct(4), ReduceOp.SUM);
        sent.put(1, 5);
        sum.await();
    }
}
