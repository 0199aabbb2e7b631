package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.parhelion.mpi.testing.RankTest;

/** Messages that go on while the program does something else, once or again and again. */
class RequestsTest {
    private static final int TAG = 7;

    @RankTest({2, 4})
    void manyRequestsMayBeUnderWay(Communicator world) {
        int count = 500;
        Request[] requests = new Request[2 * count];
        int[][] received = new int[count][100];
        for (int i = 0; i < count; i++) {
            int[] message = new int[100];
            Arrays.fill(message, i + 1000 * world.rank());
            requests[count + i] = world.isend(message, PointToPointTest.next(world), i);
        }
        for (int i = count - 1; i >= 0; i--) {
            requests[i] = world.irecv(received[i], PointToPointTest.previous(world), i);
        }
        Request.awaitAll(requests);
        for (int i = 0; i < count; i++) {
            assertEquals(i + 1000 * PointToPointTest.previous(world), received[i][99]);
        }
    }

    @RankTest({2})
    void requestsSayWhetherTheyAreDone(Communicator world) {
        int[] received = new int[1];
        if (world.rank() == 1) {
            Request receive = world.irecv(received, 0, TAG);
            assertFalse(receive.isDone());
            world.barrier();
            while (!receive.isDone()) {
                Thread.onSpinWait();
            }
            assertEquals(new Status(0, TAG, 4), receive.await());
            assertEquals(new Status(0, TAG, 4), receive.await());
            assertEquals(42, received[0]);
        } else {
            world.barrier();
            world.isend(new int[] {42}, 1, TAG).await();
        }
    }

    @RankTest({1, 2, 3, 4})
    void persistentRequestsRepeat(Communicator world) {
        for (int count : new int[] {0, 10, 20_000}) {
            DoubleBuffer out = PointToPointTest.direct(count);
            DoubleBuffer in = PointToPointTest.direct(count);
            try (PersistentRequest send = world.sendInit(out, PointToPointTest.next(world), TAG);
                    PersistentRequest receive = world.recvInit(in, PointToPointTest.previous(world), TAG)) {
                for (int round = 0; round < 20; round++) {
                    for (int i = 0; i < count; i++) {
                        out.put(i, i + round + 1e6 * world.rank());
                    }
                    PersistentRequest.startAll(receive, send);
                    Request.awaitAll(send, receive);
                    assertEquals(new Status(PointToPointTest.previous(world), TAG, count * 8), receive.await());
                    for (int i = 0; i < count; i++) {
                        assertEquals(i + round + 1e6 * PointToPointTest.previous(world), in.get(i));
                    }
                }
            }
        }
    }

    @RankTest({2})
    void persistentReceiveTellsWhoSentHowMuch(Communicator world) {
        if (world.rank() == 0) {
            world.barrier();
            world.send(new double[3], 1, 5);
            world.send(new double[2], 1, 6);
        } else {
            DoubleBuffer buffer = PointToPointTest.direct(8).position(4);
            try (PersistentRequest receive = world.recvInit(buffer, Communicator.ANY_SOURCE, Communicator.ANY_TAG)) {
                receive.start();
                assertFalse(receive.isDone());
                world.barrier();
                assertEquals(new Status(0, 5, 24), receive.await());
                receive.start();
                assertEquals(new Status(0, 6, 16), receive.await());
            }
        }
    }
}
