package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShuffleTest {
    private static final int SEEDS = 50;

    /** 1 + 2 · x of whoever comes first, then of the others: a number that tells the order in which messages came. */
    private static void wildcardRace(Communicator world, double[] result) {
        if (world.rank() > 0) {
            world.send(new double[] {0.1 * world.rank()}, 0, 0);
            return;
        }
        double[] one = new double[1];
        for (int n = 1; n < world.size(); n++) {
            world.recv(one, Communicator.ANY_SOURCE, 0);
            result[0] = 3 * result[0] + one[0];
        }
    }

    private static long raceWith(long seed) {
        double[] result = {1};
        Parallel.shuffledThreads(4, seed, (world, rest) -> wildcardRace(world, result));
        return Double.doubleToRawLongBits(result[0]);
    }

    @Test
    void raceOfWildcardReceivesIsCaughtAndEverySeedRepeatsItself() {
        Set<Long> results = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            long first = raceWith(seed);
            results.add(first);
            assertEquals(first, raceWith(seed));
        }
        assertEquals(6, results.size(), "all orders of three messages");
    }

    @Test
    void interleavingOfRanksRepeatsItself() {
        Set<List<Integer>> orders = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Integer> first = orderOfRanks(seed);
            assertEquals(first, orderOfRanks(seed));
            orders.add(first);
        }
        assertTrue(orders.size() > SEEDS / 2, orders.size() + " orders");
    }

    private static List<Integer> orderOfRanks(long seed) {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Parallel.shuffledThreads(3, seed, (world, rest) -> {
            for (int n = 0; n < 5; n++) {
                order.add(world.rank());
                world.allReduce(1.0, ReduceOp.SUM);
            }
        });
        return order;
    }

    /** Rank 0's message to rank 2 was sent before the one that makes rank 1 send its own, and may still come later. */
    @Test
    void messagesOfDifferentSendersOvertakeEvenWhenOneIsTheCauseOfTheOther() {
        Set<Integer> firsts = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            int[] first = {-1};
            Parallel.shuffledThreads(3, seed, (world, rest) -> {
                int[] data = new int[1];
                if (world.rank() == 0) {
                    world.isend(data, 2, 0).await();
                    world.send(data, 1, 0);
                } else if (world.rank() == 1) {
                    world.recv(data, 0, 0);
                    world.send(data, 2, 0);
                } else {
                    first[0] = world.recv(data, Communicator.ANY_SOURCE, 0).source();
                    world.recv(data, Communicator.ANY_SOURCE, 0);
                }
            });
            firsts.add(first[0]);
        }
        assertEquals(Set.of(0, 1), firsts);
    }

    @Test
    void shortSendsThatRelyOnBuffersAreCaughtAsDeadlock() {
        Set<Long> caught = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                Parallel.shuffledThreads(2, seed, (world, rest) -> {
                    world.send(new int[1], 1 - world.rank(), 0);
                    world.recv(new int[1], 1 - world.rank(), 0);
                });
            } catch (RankFailure failure) {
                assertInstanceOf(DeadlockException.class, failure.getCause());
                assertTrue(failure.getMessage().contains("cycle: rank 0 waits for rank 1, which waits for rank 0"));
                caught.add(seed);
            }
        }
        assertTrue(!caught.isEmpty() && caught.size() < SEEDS, caught + " of " + SEEDS);
    }

    @Test
    void whatIsLeftUndoneIsFoundWithMessagesStillUnderWay() {
        for (long seed = 1; seed <= 10; seed++) {
            long chosen = seed;
            RankFailure failure = assertThrows(
                    RankFailure.class,
                    () -> Parallel.shuffledThreads(2, chosen, (world, rest) -> {
                        if (world.rank() == 0) {
                            world.isend(new int[1], 1, 5).await();
                        }
                        world.barrier();
                    }));
            String report = failure.getMessage();
            assertTrue(
                    report.contains("rank 1 has never received a message from rank 0, tag 5")
                            || report.contains("rank 0 waits for rank 1"),
                    report);
        }
    }

    @Test
    void failureOfARankEndsTheOthers() {
        RankFailure failure = assertThrows(
                RankFailure.class,
                () -> Parallel.shuffledThreads(3, 5, (world, rest) -> {
                    if (world.rank() == 1) {
                        throw new IllegalStateException("on fire");
                    }
                    world.barrier();
                }));
        assertEquals("[rank 1] java.lang.IllegalStateException: on fire", failure.getMessage());
    }

    @Test
    void oneChangedElementOfALongMessageIsFound() {
        RankFailure failure = assertThrows(
                RankFailure.class,
                () -> Parallel.shuffledThreads(2, 1, (world, rest) -> {
                    DoubleBuffer data = ByteBuffer.allocateDirect(800_000)
                            .order(ByteOrder.nativeOrder())
                            .asDoubleBuffer();
                    Request request = world.rank() == 0 ? world.isend(data, 1, 0) : world.irecv(data, 0, 0);
                    if (world.rank() == 0) {
                        data.put(41_234, 1);
                    }
                    request.await();
                }));
        assertTrue(failure.getMessage().contains("was changed while the request owned it"), failure.getMessage());
    }

    @Test
    void seedComesFromArgumentsPropertiesOrEnvironment() {
        ParallelOptions options = ParallelOptions.of(
                new String[] {"--shuffle", "7", "x"}, new Properties(), Map.of("PARHELION_SHUFFLE", "3"));
        assertEquals(OptionalLong.of(7), options.launch().shuffle());
        assertEquals(1, options.rest().length);
        options = ParallelOptions.of(new String[0], new Properties(), Map.of("PARHELION_SHUFFLE", "3"));
        assertEquals(OptionalLong.of(3), options.launch().shuffle());
        ExitCodeException refused = assertThrows(
                ExitCodeException.class,
                () -> ParallelOptions.of(new String[] {"--shuffle=cards"}, new Properties(), Map.of()));
        assertEquals("--shuffle: 'cards' is no seed; give a whole number", refused.getMessage());
    }

    @Test
    void checksCanBeTurnedOff() {
        Properties off = new Properties();
        off.setProperty("parhelion.checks", "off");
        assertEquals(
                false, ParallelOptions.of(new String[0], off, Map.of()).launch().checks());
        assertEquals(
                true,
                ParallelOptions.of(new String[0], new Properties(), Map.of())
                        .launch()
                        .checks());
    }
}
