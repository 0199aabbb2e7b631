package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs that do what the wrong ones try to do, as they should: the checks must not say a word. */
final class RightPrograms {
    private static final int LONG = 9000;

    private RightPrograms() {}

    private static DoubleBuffer direct(int count) {
        return PointToPointTest.direct(count);
    }

    private static int next(Communicator world) {
        return (world.rank() + 1) % world.size();
    }

    private static int previous(Communicator world) {
        return (world.rank() + world.size() - 1) % world.size();
    }

    @Verdict
    static void oneSendsFirst(Communicator world) {
        int other = 1 - world.rank();
        double[] data = new double[LONG];
        if (world.rank() == 0) {
            world.send(data, other, 0);
            world.recv(data, other, 0);
        } else {
            world.recv(data, other, 0);
            world.send(data, other, 0);
        }
    }

    @Verdict(ranks = 3)
    static void ringBySendRecv(Communicator world) {
        world.sendRecv(new double[LONG], next(world), 4, new double[LONG], previous(world), 4);
    }

    @Verdict(ranks = 3)
    static void ringByNonblockingReceives(Communicator world) {
        int[] received = new int[1];
        Request receive = world.irecv(received, previous(world), 4);
        world.send(new int[] {world.rank()}, next(world), 4);
        receive.await();
        assertEquals(previous(world), received[0]);
    }

    @Verdict(ranks = 3)
    static void ringByNonblockingSends(Communicator world) {
        Request send = world.isend(new double[LONG], next(world), 4);
        world.recv(new double[LONG], previous(world), 4);
        send.await();
    }

    @Verdict(ranks = 1)
    static void messageToItself(Communicator world) {
        Request receive = world.irecv(new double[LONG], 0, 0);
        world.send(new double[LONG], 0, 0);
        receive.await();
    }

    @Verdict(ranks = 3)
    static void chainWithoutPartnersAtItsEnds(Communicator world) {
        int up = world.rank() == 2 ? Communicator.NO_RANK : world.rank() + 1;
        int down = world.rank() == 0 ? Communicator.NO_RANK : world.rank() - 1;
        world.sendRecv(new int[1], up, 0, new int[1], down, 0);
        Request.awaitAll(world.isend(new int[1], down, 1), world.irecv(new int[1], up, 1));
    }

    @Verdict
    static void requestsToNobodyNeedNotBeCompleted(Communicator world) {
        world.isend(new int[1], Communicator.NO_RANK, 1);
        world.irecv(new int[1], Communicator.NO_RANK, 1);
    }

    @Verdict
    static void messagesAreReceivedByTagInAnotherOrder(Communicator world) {
        if (world.rank() == 0) {
            Request[] sends = new Request[5];
            for (int tag = 0; tag < 5; tag++) {
                sends[tag] = world.isend(new int[] {tag}, 1, tag);
            }
            Request.awaitAll(sends);
        } else {
            int[] data = new int[1];
            for (int tag = 4; tag >= 0; tag--) {
                Status status = world.recv(data, 0, tag);
                assertEquals(new Status(0, tag, 4), status);
                assertEquals(tag, data[0]);
            }
        }
    }

    @Verdict
    static void messagesOfOneSenderDoNotOvertake(Communicator world) {
        int[] data = new int[1];
        for (int n = 0; n < 20; n++) {
            if (world.rank() == 0) {
                world.send(new int[] {n}, 1, n % 3);
            } else {
                world.recv(data, Communicator.ANY_SOURCE, Communicator.ANY_TAG);
                assertEquals(n, data[0]);
            }
        }
    }

    @Verdict
    static void shortMessageIntoALongBuffer(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[] {1, 2}, 1, 0);
        } else {
            int[] data = {7, 7, 7};
            assertEquals(8, world.recv(data, 0, 0).bytes());
            assertArrayEquals(new int[] {1, 2, 7}, data);
        }
    }

    @Verdict
    static void emptyMessages(Communicator world) {
        world.sendRecv(new int[0], next(world), 0, new int[0], previous(world), 0);
        world.broadcast(new double[0], 0);
    }

    @Verdict(ranks = 4)
    static void wildcardReceivesThatAddUp(Communicator world) {
        if (world.rank() > 0) {
            world.send(new int[] {world.rank()}, 0, 0);
            return;
        }
        int sum = 0;
        int[] data = new int[1];
        for (int n = 1; n < 4; n++) {
            world.recv(data, Communicator.ANY_SOURCE, 0);
            sum += data[0];
        }
        assertEquals(6, sum);
    }

    @Verdict(ranks = 3)
    static void probedMessagesAreReceivedFromWhomTheyCame(Communicator world) {
        if (world.rank() > 0) {
            world.send(new int[world.rank()], 0, world.rank());
            return;
        }
        for (int n = 0; n < 2; n++) {
            Status coming = world.probe(Communicator.ANY_SOURCE, Communicator.ANY_TAG);
            world.recv(new int[coming.bytes() / 4], coming.source(), coming.tag());
        }
    }

    @Verdict
    static void askingAgainAndAgainForAMessage(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[1], 1, 0);
            return;
        }
        Optional<Status> come = Optional.empty();
        while (come.isEmpty()) {
            come = world.probeNow(0, 0);
        }
        world.recv(new int[1], 0, 0);
    }

    @Verdict
    static void testingUntilDone(Communicator world) {
        Request receive = world.irecv(new int[1], 1 - world.rank(), 0);
        Request send = world.isend(new int[1], 1 - world.rank(), 0);
        while (!receive.isDone() || !send.isDone()) {
            Thread.onSpinWait();
        }
    }

    @Verdict
    static void requestIsAwaitedTwice(Communicator world) {
        Request receive = world.irecv(new int[1], 1 - world.rank(), 0);
        world.send(new int[1], 1 - world.rank(), 0);
        assertEquals(receive.await(), receive.await());
    }

    @Verdict
    static void persistentRequestsRepeat(Communicator world) {
        DoubleBuffer out = direct(LONG);
        DoubleBuffer in = direct(LONG);
        try (PersistentRequest send = world.sendInit(out, next(world), 0);
                PersistentRequest receive = world.recvInit(in, previous(world), 0)) {
            for (int round = 0; round < 5; round++) {
                out.put(0, round);
                PersistentRequest.startAll(receive, send);
                Request.awaitAll(receive, send);
                assertEquals(round, in.get(0));
                in.put(0, -1);
            }
        }
    }

    @Verdict
    static void persistentRequestThatIsNotStartedNeedNotBeClosed(Communicator world) {
        world.recvInit(direct(3), Communicator.ANY_SOURCE, 0);
    }

    @Verdict
    static void arrayMayChangeAsSoonAsItIsSent(Communicator world) {
        double[] data = {1, 2};
        if (world.rank() == 0) {
            Request send = world.isend(data, 1, 0);
            data[0] = 5;
            send.await();
        } else {
            world.recv(data, 0, 0);
            assertEquals(1, data[0]);
        }
    }

    @Verdict
    static void bufferMayChangeAfterCompletion(Communicator world) {
        DoubleBuffer buffer = direct(LONG);
        if (world.rank() == 0) {
            for (int n = 0; n < 3; n++) {
                buffer.put(0, n);
                world.isend(buffer, 1, 0).await();
            }
        } else {
            for (int n = 0; n < 3; n++) {
                world.irecv(buffer, 0, 0).await();
                assertEquals(n, buffer.get(0));
                buffer.put(0, -1);
            }
        }
    }

    @Verdict
    static void twoSendsFromOneBuffer(Communicator world) {
        DoubleBuffer buffer = direct(100);
        if (world.rank() == 0) {
            Request.awaitAll(world.isend(buffer, 1, 0), world.isend(buffer, 1, 1));
        } else {
            world.recv(buffer, 0, 1);
            world.recv(buffer, 0, 0);
        }
    }

    @Verdict
    static void twoReceivesIntoPartsOfOneBuffer(Communicator world) {
        DoubleBuffer buffer = direct(8);
        if (world.rank() == 0) {
            world.send(new double[] {1, 2, 3, 4}, 1, 1);
            world.send(new double[] {5, 6, 7, 8}, 1, 2);
        } else {
            Request.awaitAll(world.irecv(buffer.slice(4, 4), 0, 2), world.irecv(buffer.slice(0, 4), 0, 1));
            assertEquals(5, buffer.get(4));
        }
    }

    @Verdict
    static void notANumberIsAValueLikeOthers(Communicator world) {
        DoubleBuffer buffer = direct(3).put(0, Double.NaN).put(1, -0.0);
        int other = 1 - world.rank();
        DoubleBuffer in = direct(3);
        Request.awaitAll(world.irecv(in, other, 0), world.isend(buffer, other, 0));
    }

    @Verdict
    static void foreignByteOrderIsStaged(Communicator world) {
        ByteOrder foreign =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        DoubleBuffer buffer = ByteBuffer.allocateDirect(16).order(foreign).asDoubleBuffer();
        Request send = world.isend(buffer.put(0, 4), 1 - world.rank(), 0);
        buffer.put(0, 5);
        DoubleBuffer in = direct(2);
        world.recv(in, 1 - world.rank(), 0);
        send.await();
        assertEquals(4, in.get(0));
    }

    @Verdict(ranks = 3)
    static void collectivesInOneOrder(Communicator world) {
        world.barrier();
        int[] root = {world.rank()};
        world.broadcast(root, 2);
        assertEquals(2, root[0]);
        world.allReduce(new double[2], new double[2], ReduceOp.SUM);
        world.allReduce(new int[] {1}, ReduceOp.PRODUCT);
        world.scan(new int[1], new int[1], ReduceOp.MAX);
        world.exscan(new long[1], new long[1], ReduceOp.MAX);
        assertEquals(3.0, world.allReduce(1.0, ReduceOp.SUM));
    }

    @Verdict(ranks = 3)
    static void blocksOfDifferentLengths(Communicator world) {
        int[] counts = {1, 0, 4};
        int mine = counts[world.rank()];
        world.gatherv(new int[mine], world.rank() == 1 ? new int[5] : null, world.rank() == 1 ? counts : null, 1);
        world.scatterv(world.rank() == 0 ? new int[5] : null, world.rank() == 0 ? counts : null, new int[mine], 0);
        world.allGatherv(new int[mine], new int[5], counts);
    }

    @Verdict(ranks = 3)
    static void everyRankGivesEveryOtherADifferentNumber(Communicator world) {
        int[] sends = new int[3];
        int[] receives = new int[3];
        for (int rank = 0; rank < 3; rank++) {
            sends[rank] = world.rank() + 2 * rank;
            receives[rank] = rank + 2 * world.rank();
        }
        world.allToAllv(
                new int[Arrays.stream(sends).sum()],
                sends,
                new int[Arrays.stream(receives).sum()],
                receives);
    }

    @Verdict(ranks = 3)
    static void nonblockingCollectivesMayBeCompletedInAnyOrder(Communicator world) {
        int[] sum = new int[1];
        Request first = world.iallReduce(new int[] {1}, sum, ReduceOp.SUM);
        Request second = world.ibarrier();
        Request third = world.ibroadcast(new double[3], 1);
        Request.awaitAll(third, second, first);
        assertEquals(3, sum[0]);
    }

    @Verdict
    static void reductionInPlace(Communicator world) {
        DoubleBuffer buffer = direct(3).put(0, 1);
        world.iallReduce(buffer, buffer, ReduceOp.SUM).await();
        assertEquals(2, buffer.get(0));
    }

    @Verdict
    static void onlyTheRootNeedsToReceive(Communicator world) {
        world.reduce(new int[] {1}, world.rank() == 0 ? new int[1] : null, ReduceOp.SUM, 0);
        world.gather(new int[1], world.rank() == 1 ? new int[2] : null, 1);
    }

    @Verdict(ranks = 4)
    static void partsAreClosed(Communicator world) {
        try (Communicator part = world.split(world.rank() % 2, 0).orElseThrow()) {
            part.barrier();
            try (Communicator twin = part.duplicate()) {
                twin.allReduce(1L, ReduceOp.SUM);
            }
        }
    }

    @Verdict(ranks = 3)
    static void rankThatIsInNoPartHasNothingToClose(Communicator world) {
        Optional<Communicator> part = world.split(world.rank() == 0 ? -1 : 1, 0);
        part.ifPresent(Communicator::barrier);
        part.ifPresent(Communicator::close);
    }

    @Verdict
    static void communicatorMayBeClosedTwice(Communicator world) {
        Communicator twin = world.duplicate();
        twin.close();
        twin.close();
    }

    @Verdict
    static void theWorldNeedNotBeClosed(Communicator world) {
        world.close();
        world.barrier();
    }

    @Verdict(ranks = 4)
    static void neighboursOfAGrid(Communicator world) {
        try (CartesianCommunicator grid = world.cartesian(new int[] {2, 2}, new boolean[] {true, false})) {
            grid.neighbourExchange(new double[4], new double[4]);
        }
    }

    @Verdict
    static void sameTagOnTwoCommunicators(Communicator world) {
        try (Communicator twin = world.duplicate()) {
            int other = 1 - world.rank();
            int[] ofTwin = new int[1];
            Request receive = twin.irecv(ofTwin, other, 0);
            world.sendRecv(new int[] {1}, other, 0, new int[1], other, 0);
            twin.send(new int[] {2}, other, 0);
            receive.await();
            assertEquals(2, ofTwin[0]);
        }
    }

    @Verdict(ranks = 3)
    static void objects(Communicator world) {
        assertEquals("all", world.broadcastObject(String.class, world.rank() == 1 ? "all" : "", 1));
        assertEquals(List.of(0, 1, 2), world.allGatherObjects(Integer.class, world.rank()));
        if (world.rank() == 0) {
            world.sendObject("one", 2, 7);
        } else if (world.rank() == 2) {
            assertEquals("one", world.recvObject(String.class, Communicator.ANY_SOURCE, 7));
        }
    }

    @Verdict(ranks = 3)
    static void sumsBehindOtherWork(Communicator world) {
        RepeatedSum sum = RepeatedSum.ofLongs(world, 2);
        for (int n = 0; n < 3; n++) {
            sum.longs().put(0, 1).put(1, n);
            sum.start(2);
            sum.progress();
            sum.finish();
            assertEquals(3, sum.longs().get(0));
        }
    }

    @Verdict(ranks = 4)
    static void someRanksHaveNothingToDo(Communicator world) {
        if (world.rank() < 2) {
            world.sendRecv(new int[1], 1 - world.rank(), 0, new int[1], 1 - world.rank(), 0);
        }
    }

    @Verdict(ranks = 4)
    static void masterAndWorkers(Communicator world) {
        int[] task = new int[1];
        if (world.rank() > 0) {
            for (world.recv(task, 0, 0); task[0] > 0; world.recv(task, 0, 0)) {
                world.send(task, 0, 1);
            }
            return;
        }
        int given = 0;
        for (int rank = 1; rank < 4; rank++) {
            world.send(new int[] {++given}, rank, 0);
        }
        for (int done = 0; done < 10; done++) {
            int worker = world.recv(task, Communicator.ANY_SOURCE, 1).source();
            world.send(new int[] {given < 10 ? ++given : 0}, worker, 0);
        }
    }

    @Verdict(ranks = 3)
    static void pipelineOfShortMessages(Communicator world) {
        int[] data = new int[1];
        for (int n = 0; n < 30; n++) {
            if (world.rank() > 0) {
                world.recv(data, world.rank() - 1, n % 2);
                assertEquals(n, data[0]);
            } else {
                data[0] = n;
            }
            if (world.rank() < 2) {
                world.send(data, world.rank() + 1, n % 2);
            }
        }
    }
}
