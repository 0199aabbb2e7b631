package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.parhelion.mpi.testing.RankTest;

class PointToPointTest {
    private static final int TAG = 7;

    static DoubleBuffer direct(int count) {
        return ByteBuffer.allocateDirect(count * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    static int next(Communicator world) {
        return (world.rank() + 1) % world.size();
    }

    static int previous(Communicator world) {
        return (world.rank() + world.size() - 1) % world.size();
    }

    @RankTest({2, 3, 4})
    void ringOfDoublesArrives(Communicator world) {
        double[] received = new double[3];
        double[] sent = {world.rank(), -0.0, Double.NaN};
        if (world.rank() == 0) {
            world.send(sent, next(world), TAG);
            world.recv(received, previous(world), TAG);
        } else {
            world.recv(received, previous(world), TAG);
            world.send(sent, next(world), TAG);
        }
        assertArrayEquals(new double[] {previous(world), -0.0, Double.NaN}, received);
    }

    @RankTest({1, 2, 3, 4})
    void everyElementTypeGoesRoundWithSendRecv(Communicator world) {
        int me = world.rank();
        int from = previous(world);
        int[] ints = new int[2];
        long[] longs = new long[2];
        byte[] bytes = new byte[2];
        double[] doubles = new double[2];
        Status status = world.sendRecv(new int[] {me, Integer.MIN_VALUE}, next(world), 1, ints, from, 1);
        assertEquals(new Status(from, 1, 8), status);
        world.sendRecv(new long[] {me, Long.MIN_VALUE}, next(world), 2, longs, from, 2);
        world.sendRecv(new byte[] {(byte) me, -128}, next(world), 3, bytes, from, 3);
        world.sendRecv(new double[] {me, Double.MIN_VALUE}, next(world), 4, doubles, from, 4);
        assertArrayEquals(new int[] {from, Integer.MIN_VALUE}, ints);
        assertArrayEquals(new long[] {from, Long.MIN_VALUE}, longs);
        assertArrayEquals(new byte[] {(byte) from, -128}, bytes);
        assertArrayEquals(new double[] {from, Double.MIN_VALUE}, doubles);
    }

    @RankTest({2})
    void slicesOfBuffersMoveOnlyTheirElements(Communicator world) {
        DoubleBuffer heap =
                DoubleBuffer.wrap(new double[] {0, 1, 2, 3, 4, 5}).position(2).limit(4);
        DoubleBuffer direct = direct(6).put(0, -1).put(5, -1).position(3).limit(5);
        DoubleBuffer swapped = ByteBuffer.allocateDirect(16).order(otherOrder()).asDoubleBuffer();
        if (world.rank() == 0) {
            world.send(heap, 1, TAG);
            world.send(heap, 1, TAG);
        } else {
            world.recv(direct, 0, TAG);
            world.recv(swapped, 0, TAG);
            assertEquals(3, direct.position());
            assertEquals(5, direct.limit());
            double[] all = new double[6];
            direct.clear().get(0, all);
            assertArrayEquals(new double[] {-1, 0, 0, 2, 3, -1}, all);
            assertEquals(2.0, swapped.get(0));
            assertEquals(3.0, swapped.get(1));
        }
    }

    private static ByteOrder otherOrder() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    @RankTest({1, 2, 4})
    void emptyMessagesAreMessages(Communicator world) {
        Status status =
                world.sendRecv(new int[0], next(world), TAG, new int[5], Communicator.ANY_SOURCE, Communicator.ANY_TAG);
        assertEquals(new Status(previous(world), TAG, 0), status);
    }

    @RankTest({2})
    void shortMessageLeavesTheRestOfTheBufferAlone(Communicator world) {
        if (world.rank() == 0) {
            world.send(new long[] {1, 2}, 1, TAG);
        } else {
            long[] received = {9, 9, 9, 9};
            assertEquals(16, world.recv(received, 0, TAG).bytes());
            assertArrayEquals(new long[] {1, 2, 9, 9}, received);
        }
    }

    @RankTest({2, 3})
    void messagesOfOneSenderKeepTheirOrder(Communicator world) {
        int count = 200;
        if (world.rank() == 0) {
            for (int i = 0; i < count; i++) {
                for (int rank = 1; rank < world.size(); rank++) {
                    // Short and long ones in turn: eager and rendezvous may not overtake each other.
                    int[] message = new int[i % 3 == 0 ? 5000 : 1];
                    message[0] = i;
                    world.send(message, rank, TAG);
                }
            }
        } else {
            int[] received = new int[5000];
            for (int i = 0; i < count; i++) {
                world.recv(received, i % 2 == 0 ? 0 : Communicator.ANY_SOURCE, TAG);
                assertEquals(i, received[0]);
            }
        }
    }

    @RankTest({2})
    void tagsAreChosenByTheReceiver(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[] {1}, 1, 1);
            world.send(new int[] {2}, 1, 2);
            world.send(new int[] {3}, 1, 3);
        } else {
            int[] received = new int[1];
            world.recv(received, 0, 3);
            assertEquals(3, received[0]);
            assertEquals(1, world.recv(received, 0, Communicator.ANY_TAG).tag());
            assertEquals(1, received[0]);
            world.recv(received, Communicator.ANY_SOURCE, 2);
            assertEquals(2, received[0]);
        }
    }

    @RankTest({2, 4})
    void anySourceHearsEveryRankOnce(Communicator world) {
        if (world.rank() == 0) {
            boolean[] heard = new boolean[world.size()];
            int[] received = new int[1];
            for (int i = 1; i < world.size(); i++) {
                Status status = world.recv(received, Communicator.ANY_SOURCE, Communicator.ANY_TAG);
                assertEquals(status.source(), received[0]);
                assertEquals(10 + status.source(), status.tag());
                assertFalse(heard[status.source()]);
                heard[status.source()] = true;
            }
        } else {
            world.send(new int[] {world.rank()}, 0, 10 + world.rank());
        }
    }

    @RankTest({1, 2, 3})
    void messagesToOneselfArrive(Communicator world) {
        double[] received = new double[10_000];
        double[] sent = new double[10_000];
        Arrays.fill(sent, world.rank() + 0.5);
        Request receive = world.irecv(received, world.rank(), TAG);
        world.send(sent, world.rank(), TAG);
        assertEquals(new Status(world.rank(), TAG, 80_000), receive.await());
        assertArrayEquals(sent, received);
    }

    @RankTest({2})
    void messagesLargerThanAnyEagerLimitArrive(Communicator world) {
        double[] data = new double[(8 << 20) / Double.BYTES + 13];
        if (world.rank() == 0) {
            Arrays.setAll(data, i -> i);
            world.send(data, 1, TAG);
        } else {
            assertEquals(data.length * 8, world.recv(data, 0, TAG).bytes());
            for (int i = 0; i < data.length; i++) {
                assertEquals(i, data[i]);
            }
        }
    }

    @RankTest({2, 3})
    void probeTellsTheLengthBeforeTheReceive(Communicator world) {
        if (world.rank() == 0) {
            for (int rank = 1; rank < world.size(); rank++) {
                Status coming = world.probe(Communicator.ANY_SOURCE, TAG);
                byte[] message = new byte[coming.bytes()];
                assertEquals(coming, world.recv(message, coming.source(), coming.tag()));
                assertEquals(coming.source() * 3000, message.length);
            }
            assertEquals(Optional.empty(), world.probeNow(Communicator.ANY_SOURCE, Communicator.ANY_TAG));
        } else {
            world.send(new byte[world.rank() * 3000], 0, TAG);
        }
    }

    @RankTest({2})
    void probeNowSeesWhatHasCome(Communicator world) {
        if (world.rank() == 0) {
            world.send(new int[3], 1, TAG);
        } else {
            Optional<Status> coming;
            do {
                coming = world.probeNow(0, TAG);
            } while (coming.isEmpty());
            assertEquals(new Status(0, TAG, 12), coming.get());
            world.recv(new int[3], 0, TAG);
        }
    }

    @RankTest({1, 2})
    void noRankIsAPartnerThatDoesNothing(Communicator world) {
        double[] data = {1, 2};
        world.send(data, Communicator.NO_RANK, TAG);
        Status nothing = new Status(Communicator.NO_RANK, Communicator.ANY_TAG, 0);
        assertEquals(nothing, world.recv(data, Communicator.NO_RANK, TAG));
        assertEquals(nothing, world.irecv(data, Communicator.NO_RANK, TAG).await());
        assertTrue(world.isend(data, Communicator.NO_RANK, TAG).isDone());
        assertEquals(nothing, world.probe(Communicator.NO_RANK, TAG));
        try (PersistentRequest request = world.recvInit(direct(1), Communicator.NO_RANK, TAG)) {
            request.start();
            assertEquals(nothing, request.await());
        }
        assertEquals(new Status(world.rank(), TAG, 8), sendToSelfAndReceiveWith(world, data));
        assertArrayEquals(new double[] {5, 2}, data);
    }

    private static Status sendToSelfAndReceiveWith(Communicator world, double[] data) {
        Request send = world.isend(new double[] {5}, world.rank(), TAG);
        Status status = world.sendRecv(new double[0], Communicator.NO_RANK, 0, data, world.rank(), TAG);
        send.await();
        return status;
    }
}
