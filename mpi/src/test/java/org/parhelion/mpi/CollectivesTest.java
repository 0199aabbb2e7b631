package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.parhelion.mpi.testing.RankTest;

class CollectivesTest {
    /** The sum 0 + 1 + … + (n − 1). */
    private static int triangle(int n) {
        return n * (n - 1) / 2;
    }

    @RankTest({1, 2, 3, 4})
    void barrierHoldsBackUntilAllHaveCome(Communicator world) {
        for (int late = 0; late < world.size(); late++) {
            int[] token = {0};
            if (world.rank() == late) {
                for (int rank = 0; rank < world.size(); rank++) {
                    if (rank != late) {
                        world.send(new int[] {late + 1}, rank, 1);
                    }
                }
            }
            world.barrier();
            if (world.rank() != late) {
                // Sent before the barrier, so it has come: eager messages are there at once.
                world.recv(token, late, 1);
                assertEquals(late + 1, token[0]);
            }
        }
    }

    @RankTest({1, 2, 3, 4})
    void broadcastReachesAllFromEveryRoot(Communicator world) {
        for (int root = 0; root < world.size(); root++) {
            double[] doubles = world.rank() == root ? new double[] {root, 2, -0.0} : new double[3];
            world.broadcast(doubles, root);
            assertArrayEquals(new double[] {root, 2, -0.0}, doubles);
            DoubleBuffer direct = PointToPointTest.direct(5).position(2).limit(4);
            if (world.rank() == root) {
                direct.put(2, root + 0.5).put(3, root - 0.5);
            }
            world.broadcast(direct, root);
            assertEquals(root + 0.5, direct.get(2));
            assertEquals(root - 0.5, direct.get(3));
            assertEquals(0.0, direct.clear().get(4));
            byte[] bytes = {(byte) (world.rank() == root ? 77 : 0)};
            world.broadcast(bytes, root);
            assertEquals(77, bytes[0]);
            world.broadcast(new int[0], root);
        }
    }

    @RankTest({1, 2, 3, 4})
    void reductionsCombineEveryType(Communicator world) {
        int n = world.size();
        int r = world.rank();
        double[] doubles = new double[2];
        world.allReduce(new double[] {r, -r}, doubles, ReduceOp.SUM);
        assertArrayEquals(new double[] {triangle(n), -triangle(n)}, doubles);
        int[] ints = new int[2];
        world.allReduce(new int[] {r + 1, -2}, ints, ReduceOp.PRODUCT);
        assertEquals(IntStream.rangeClosed(1, n).reduce(1, (a, b) -> a * b), ints[0]);
        assertEquals((int) Math.pow(-2, n), ints[1]);
        long[] longs = new long[2];
        world.allReduce(new long[] {Long.MIN_VALUE + r, r}, longs, ReduceOp.MIN);
        assertArrayEquals(new long[] {Long.MIN_VALUE, 0}, longs);
        byte[] bytes = new byte[2];
        world.allReduce(new byte[] {(byte) -r, (byte) r}, bytes, ReduceOp.MAX);
        assertArrayEquals(new byte[] {0, (byte) (n - 1)}, bytes);
    }

    @RankTest({1, 2, 3, 4})
    void bitwiseReductionsWorkOnWholeNumbers(Communicator world) {
        int n = world.size();
        int r = world.rank();
        int[] ints = new int[1];
        world.allReduce(new int[] {~(1 << r)}, ints, ReduceOp.BITWISE_AND);
        assertEquals(-(1 << n), ints[0]);
        long[] longs = new long[1];
        world.allReduce(new long[] {1L << (60 + r)}, longs, ReduceOp.BITWISE_OR);
        assertEquals(((1L << n) - 1) << 60, longs[0]);
        byte[] bytes = new byte[1];
        world.allReduce(new byte[] {(byte) 0xff}, bytes, ReduceOp.BITWISE_XOR);
        assertEquals((byte) (n % 2 == 0 ? 0 : 0xff), bytes[0]);
    }

    @RankTest({1, 2, 3, 4})
    void reduceLeavesTheResultOnTheRootOnly(Communicator world) {
        for (int root = 0; root < world.size(); root++) {
            double[] received = world.rank() == root ? new double[1] : null;
            world.reduce(new double[] {1 + world.rank()}, received, ReduceOp.SUM, root);
            if (world.rank() == root) {
                assertEquals(triangle(world.size() + 1), received[0]);
            } else {
                assertNull(received);
            }
        }
    }

    @RankTest({1, 2, 3, 4})
    void allReduceWorksInPlaceAndOnNumbers(Communicator world) {
        int n = world.size();
        double[] data = new double[5000];
        Arrays.fill(data, world.rank());
        world.allReduce(data, ReduceOp.SUM);
        assertTrue(Arrays.stream(data).allMatch(value -> value == triangle(n)));
        DoubleBuffer direct =
                PointToPointTest.direct(4).put(1, world.rank()).position(1).limit(2);
        world.allReduce(direct, ReduceOp.MAX);
        assertEquals(n - 1.0, direct.get(1));
        world.allReduce(direct, direct, ReduceOp.SUM);
        assertEquals(n * (n - 1.0), direct.get(1));
        assertEquals(0.5 * n, world.allReduce(0.5, ReduceOp.SUM));
        assertEquals(-n + 1L, world.allReduce((long) -world.rank(), ReduceOp.MIN));
        world.allReduce(new int[0], ReduceOp.SUM);
    }

    @RankTest({1, 2, 3, 4})
    void sumsAreTheSameOnEveryRank(Communicator world) {
        // Terms whose sum depends on the order: every rank must see one order.
        double term = Math.scalb(1.0 + world.rank() / 7.0, 20 * (world.rank() % 3));
        double sum = world.allReduce(term, ReduceOp.SUM);
        double[] all = new double[world.size()];
        world.allGather(new double[] {sum}, all);
        for (double other : all) {
            assertEquals(Double.doubleToLongBits(sum), Double.doubleToLongBits(other));
        }
        if (world.transport().equals("threads")) {
            double expected = 1.0;
            for (int rank = 1; rank < world.size(); rank++) {
                expected += Math.scalb(1.0 + rank / 7.0, 20 * (rank % 3));
            }
            assertEquals(expected, sum);
        }
    }

    @RankTest({1, 2, 3, 4})
    void scansRunUpTheRanks(Communicator world) {
        int r = world.rank();
        long[] sum = new long[2];
        world.scan(new long[] {r, 1}, sum, ReduceOp.SUM);
        assertArrayEquals(new long[] {triangle(r + 1), r + 1}, sum);
        int[] before = {-7, -7};
        world.exscan(new int[] {r + 1, 2}, before, ReduceOp.SUM);
        assertArrayEquals(r == 0 ? new int[] {-7, -7} : new int[] {triangle(r + 1), 2 * r}, before);
        double[] max = new double[3000];
        double[] mine = new double[3000];
        Arrays.setAll(mine, i -> i % 2 == 0 ? r : -r);
        world.scan(mine, max, ReduceOp.MAX);
        assertEquals(r, max[2998]);
        assertEquals(0, max[2999]);
    }

    @RankTest({1, 2, 3, 4})
    void gatherAndScatterAreInverse(Communicator world) {
        int n = world.size();
        int root = n - 1;
        int[] whole = world.rank() == root ? IntStream.range(0, 3 * n).toArray() : null;
        int[] part = new int[3];
        world.scatter(whole, part, root);
        int first = 3 * world.rank();
        assertArrayEquals(new int[] {first, first + 1, first + 2}, part);
        int[] gathered = world.rank() == root ? new int[3 * n] : null;
        world.gather(part, gathered, root);
        assertArrayEquals(whole, gathered);
        double[] everywhere = new double[n];
        world.allGather(new double[] {world.rank()}, everywhere);
        assertArrayEquals(IntStream.range(0, n).asDoubleStream().toArray(), everywhere);
    }

    @RankTest({1, 2, 3, 4})
    void unequalBlocksMayBeEmpty(Communicator world) {
        int n = world.size();
        int r = world.rank();
        // Rank r has r elements, so rank 0 has none.
        int[] counts = IntStream.range(0, n).toArray();
        long[] mine = new long[r];
        Arrays.fill(mine, 10L * r);
        long[] expected = IntStream.range(0, n)
                .flatMap(rank -> IntStream.generate(() -> 10 * rank).limit(rank))
                .asLongStream()
                .toArray();
        long[] gathered = r == 0 ? new long[triangle(n)] : null;
        world.gatherv(mine, gathered, r == 0 ? counts : null, 0);
        if (r == 0) {
            assertArrayEquals(expected, gathered);
        }
        long[] everywhere = new long[triangle(n)];
        world.allGatherv(mine, everywhere, counts);
        assertArrayEquals(expected, everywhere);
        long[] back = new long[r];
        world.scatterv(r == 0 ? gathered : null, r == 0 ? counts : null, back, 0);
        assertArrayEquals(mine, back);
    }

    @RankTest({1, 2, 3, 4})
    void allToAllTransposes(Communicator world) {
        int n = world.size();
        double[] sent = new double[2 * n];
        Arrays.setAll(sent, i -> 100 * world.rank() + i);
        double[] received = new double[2 * n];
        world.allToAll(sent, received);
        for (int rank = 0; rank < n; rank++) {
            assertEquals(100 * rank + 2 * world.rank(), received[2 * rank]);
            assertEquals(100 * rank + 2 * world.rank() + 1, received[2 * rank + 1]);
        }
    }

    @RankTest({1, 2, 3, 4})
    void allToAllvMovesBlocksOfAnyLength(Communicator world) {
        int n = world.size();
        int r = world.rank();
        // From rank a to rank b go (a + 2 b) mod 3 elements, each 10 a + b.
        int[] sendCounts = IntStream.range(0, n).map(to -> (r + 2 * to) % 3).toArray();
        int[] receiveCounts =
                IntStream.range(0, n).map(from -> (from + 2 * r) % 3).toArray();
        int[] sent = IntStream.range(0, n)
                .flatMap(to -> IntStream.generate(() -> 10 * r + to).limit(sendCounts[to]))
                .toArray();
        int[] expected = IntStream.range(0, n)
                .flatMap(from -> IntStream.generate(() -> 10 * from + r).limit(receiveCounts[from]))
                .toArray();
        int[] received = new int[expected.length];
        world.allToAllv(sent, sendCounts, received, receiveCounts);
        assertArrayEquals(expected, received);
    }

    @RankTest({1, 2, 3, 4})
    void nonblockingCollectivesMayOverlap(Communicator world) {
        int n = world.size();
        double[] sum = new double[1000];
        double[] ones = new double[1000];
        Arrays.fill(ones, 1);
        long[] broadcast = {world.rank() == 0 ? 99 : 0};
        Request reduction = world.iallReduce(ones, sum, ReduceOp.SUM);
        Request from0 = world.ibroadcast(broadcast, 0);
        Request barrier = world.ibarrier();
        int[] inPlace = {1};
        Request second = world.iallReduce(inPlace, inPlace, ReduceOp.SUM);
        Request.awaitAll(second, barrier, from0);
        while (!reduction.isDone()) {
            Thread.onSpinWait();
        }
        assertEquals(n, sum[999]);
        assertEquals(99, broadcast[0]);
        assertEquals(n, inPlace[0]);
    }

    @RankTest({2, 3})
    void pendingReceivesDoNotDisturbCollectives(Communicator world) {
        int[] received = new int[1];
        Request receive = world.irecv(received, Communicator.ANY_SOURCE, Communicator.ANY_TAG);
        assertEquals(world.size(), world.allReduce(1L, ReduceOp.SUM));
        world.send(new int[] {world.rank()}, (world.rank() + 1) % world.size(), 3);
        assertEquals(3, receive.await().tag());
    }

    /** Set-up data. */
    record Setup(String name, List<Integer> sizes) implements Serializable {}

    @RankTest({1, 2, 3, 4})
    void objectsTravel(Communicator world) {
        Setup mine = new Setup("rank " + world.rank(), List.of(world.rank(), 7));
        Setup first = world.broadcastObject(Setup.class, world.rank() == 0 ? mine : null, 0);
        assertEquals(new Setup("rank 0", List.of(0, 7)), first);
        List<Setup> all = world.allGatherObjects(Setup.class, mine);
        assertEquals(world.size(), all.size());
        for (int rank = 0; rank < world.size(); rank++) {
            assertEquals("rank " + rank, all.get(rank).name());
        }
        List<Setup> onRoot = world.gatherObjects(Setup.class, mine, world.size() - 1);
        assertEquals(world.rank() == world.size() - 1 ? all : List.of(), onRoot);
        if (world.size() > 1) {
            if (world.rank() == 0) {
                world.sendObject(mine, 1, 4);
            } else if (world.rank() == 1) {
                assertEquals(first, world.recvObject(Setup.class, Communicator.ANY_SOURCE, 4));
            }
        }
    }
}
