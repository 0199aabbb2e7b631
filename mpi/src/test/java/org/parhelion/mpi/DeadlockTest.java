package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.DoubleBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DeadlockTest {
    private static String deadlockOf(int ranks, RankProgram program) {
        RankFailure failure = assertTimeout(
                Duration.ofSeconds(5), () -> assertThrows(RankFailure.class, () -> Parallel.threads(ranks, program)));
        assertInstanceOf(DeadlockException.class, failure.getCause());
        assertEquals(1, failure.failures().size());
        assertEquals(1, failure.exitCode());
        return failure.getMessage();
    }

    private static void assertLine(String report, String start, String sourceLine) {
        String line = Arrays.stream(report.split("\\R"))
                .filter(each -> each.contains(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line with '" + start + "' in\n" + report));
        assertTrue(line.contains(sourceLine), line);
        assertTrue(line.matches(".*DeadlockTest\\.java:[0-9]+\\).*"), line);
    }

    @Test
    void reportNamesRankOperationPeerTagAndLine() {
        String report = deadlockOf(3, (world, rest) -> {
            if (world.rank() == 0) {
                world.recv(new double[1], 1, 17);
            } else if (world.rank() == 1) {
                world.send(new double[9000], 2, 5);
            } else {
                world.barrier();
            }
        });
        assertLine(report, "rank 0 waits in recv from rank 1 (tag 17)", "reportNamesRankOperationPeerTagAndLine");
        assertLine(report, "rank 1 waits in send to rank 2 (tag 5, 9000 x double)", "reportNames");
        assertLine(report, "rank 2 waits in barrier for ranks 0 1", "reportNames");
        assertTrue(report.contains("not received: a message from rank 1, tag 5, 9000 x double"), report);
    }

    @Test
    void rankThatHasReturnedIsNamed() {
        String report = deadlockOf(2, (world, rest) -> {
            if (world.rank() == 1) {
                world.recv(new int[1], Communicator.ANY_SOURCE, Communicator.ANY_TAG);
            }
        });
        assertTrue(report.contains("rank 0 has returned"), report);
        assertLine(report, "rank 1 waits in recv from any source (any tag)", "rankThatHasReturned");
    }

    @Test
    void aRankAloneCanDeadlockWithItself() {
        String report = deadlockOf(1, (world, rest) -> world.send(new long[5000], 0, 3));
        assertLine(report, "rank 0 waits in send to rank 0 (tag 3, 5000 x long)", "aRankAlone");
    }

    @Test
    void requestsCollectivesAndProbesAreSeen() {
        String report = deadlockOf(4, (world, rest) -> {
            DoubleBuffer buffer = PointToPointTest.direct(1);
            switch (world.rank()) {
                case 0 -> Request.awaitAll(world.irecv(new int[1], 3, 1));
                case 1 -> {
                    PersistentRequest receive = world.recvInit(buffer, 2, 2);
                    receive.start();
                    receive.await();
                }
                case 2 -> world.probe(0, 4);
                default ->
                    world.iallReduce(new int[1], new int[1], ReduceOp.SUM).await();
            }
        });
        assertLine(report, "rank 0 waits in irecv from rank 3 (tag 1)", "requestsCollectives");
        assertLine(report, "rank 1 waits in persistent recv from rank 2 (tag 2)", "requestsCollectives");
        assertLine(report, "rank 2 waits in probe for rank 0 (tag 4)", "requestsCollectives");
        assertLine(report, "rank 3 waits in iallReduce SUM of int for ranks 0 1 2", "requestsCollectives");
    }

    @Test
    void groupsOtherThanTheWorldAreNamed() {
        String report = deadlockOf(3, (world, rest) -> {
            Communicator part = world.split(world.rank() == 1 ? -1 : 0, 0).orElse(null);
            if (world.rank() == 2) {
                part.recv(new int[1], 0, 1);
            }
        });
        assertLine(report, "rank 2 waits in recv from rank 0 (tag 1) in the group of world ranks 0 2", "groups");
    }

    @RepeatedTest(20)
    void busyRanksAreNeverTakenForDeadlocked() {
        Parallel.threads(5, (world, rest) -> {
            int[] token = {0};
            int next = (world.rank() + 1) % world.size();
            int previous = (world.rank() + world.size() - 1) % world.size();
            for (int round = 0; round < 300; round++) {
                if (world.rank() == 0) {
                    world.send(token, next, 0);
                    world.recv(token, previous, 0);
                } else {
                    world.recv(token, previous, 0);
                    token[0]++;
                    world.send(token, next, 0);
                }
            }
            if (world.rank() == 0) {
                assertEquals(300 * 4, token[0]);
            }
            world.barrier();
        });
    }
}
