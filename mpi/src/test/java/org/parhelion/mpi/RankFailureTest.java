package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankFailureTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static RankFailure failureOf(int ranks, RankProgram program) {
        return assertTimeout(SOON, () -> assertThrows(RankFailure.class, () -> Parallel.threads(ranks, program)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recv", "barrier", "allReduce", "send", "probe", "split", "ibarrier"})
    void ranksThatWaitForAFailedOneAreEnded(String operation) {
        RankFailure failure = failureOf(3, (world, rest) -> {
            if (world.rank() == 1) {
                throw new IllegalStateException("the reactor is on fire");
            }
            switch (operation) {
                case "recv" -> world.recv(new int[1], 1, 0);
                case "barrier" -> world.barrier();
                case "allReduce" -> world.allReduce(1.0, ReduceOp.SUM);
                case "send" -> world.send(new int[10_000], 1, 0);
                case "probe" -> world.probe(1, 0);
                case "split" -> world.split(0, 0);
                default -> world.ibarrier().await();
            }
            throw new AssertionError("went on after " + operation);
        });
        assertEquals("[rank 1] java.lang.IllegalStateException: the reactor is on fire", failure.getMessage());
        assertEquals(1, failure.failures().size());
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertEquals(1, failure.exitCode());
    }

    @Test
    void whatAllRanksRefuseIsToldAsTheJobsOwn() {
        RankFailure failure = failureOf(3, (world, rest) -> {
            throw ExitCodeException.onAllRanks(1, "the disk is full");
        });
        assertEquals("the disk is full", failure.getMessage());
        assertEquals(1, failure.exitCode());
    }

    @Test
    void alikeFailuresAreGroupedAndTheFirstComesFirst() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        RankFailure failure = failureOf(5, (world, rest) -> {
            if (world.rank() == 3) {
                first.countDown();
                throw new IllegalArgumentException("odd one out");
            }
            first.await();
            while (!Thread.currentThread().isInterrupted() && world.rank() == 4) {
                Thread.onSpinWait();
            }
            throw new ExitCodeException(2, "no such case file");
        });
        assertTrue(
                failure.getMessage().contains("[rank 3] java.lang.IllegalArgumentException: odd one out"),
                failure.getMessage());
        assertTrue(failure.getMessage().contains("[ranks 0-2"), failure.getMessage());
    }

    @Test
    void messageOfAllRanksIsSaidOnceWithoutPrefix() {
        RankFailure failure = failureOf(4, (world, rest) -> {
            throw new ExitCodeException(2, "case.yaml line 3: unknown key 'fiels'");
        });
        assertEquals("case.yaml line 3: unknown key 'fiels'", failure.getMessage());
        assertEquals("case.yaml line 3: unknown key 'fiels'", FailureReport.full(failure));
        assertEquals(2, failure.exitCode());
    }

    @Test
    void programmingErrorsComeWithTheirStackTrace() {
        RankFailure failure = failureOf(2, (world, rest) -> {
            if (world.rank() == 1) {
                throw new IllegalStateException("oops");
            }
            world.barrier();
        });
        String text = FailureReport.full(failure);
        assertTrue(text.startsWith("[rank 1] java.lang.IllegalStateException: oops"), text);
        assertTrue(text.contains("at org.parhelion.mpi.RankFailureTest."), text);
    }

    @Test
    void ranksThatComputeAreInterrupted() {
        AtomicInteger ended = new AtomicInteger();
        RankFailure failure = failureOf(2, (world, rest) -> {
            if (world.rank() == 0) {
                throw new IllegalStateException("first");
            }
            try {
                Thread.sleep(60_000);
            } finally {
                ended.incrementAndGet();
            }
        });
        assertEquals("[rank 0] java.lang.IllegalStateException: first", failure.getMessage());
        assertEquals(1, ended.get());
    }

    @Test
    void abortEndsTheJobWithItsExitCode() {
        RankFailure failure = failureOf(3, (world, rest) -> {
            if (world.rank() == 2) {
                world.abort(75);
            }
            world.barrier();
        });
        assertEquals(75, failure.exitCode());
        assertEquals("[rank 2] rank 2 called abort(75)", failure.getMessage());
    }

    @Test
    void failureOfTheOnlyRankIsTheCause() {
        IllegalStateException thrown = new IllegalStateException("alone");
        RankFailure failure = failureOf(1, (world, rest) -> {
            throw thrown;
        });
        assertSame(thrown, failure.getCause());
        assertEquals("java.lang.IllegalStateException: alone", failure.getMessage());
        assertEquals(List.of(new RankFailure.Failure(0, thrown)), failure.failures());
    }

    @Test
    void mismatchedCollectivesAreNamed() {
        RankFailure failure = failureOf(2, (world, rest) -> {
            if (world.rank() == 0) {
                world.barrier();
            } else {
                world.allReduce(new double[1], ReduceOp.MAX);
            }
        });
        assertTrue(
                failure.getMessage().contains("the ranks call different collective operations"), failure.getMessage());
        assertTrue(failure.getMessage().contains("barrier"), failure.getMessage());
        assertTrue(failure.getMessage().contains("allReduce MAX of double"), failure.getMessage());
    }

    @Test
    void lengthsThatDifferInACollectiveAreNamed() {
        RankFailure failure = failureOf(2, (world, rest) -> world.broadcast(new double[3 + world.rank()], 0));
        assertTrue(
                failure.getMessage().contains("lengths differ: 3 elements on rank 0, 4 on rank 1"),
                failure.getMessage());
    }

    @Test
    void wrongTypeOfAMessageIsNamed() {
        RankFailure failure = failureOf(2, (world, rest) -> {
            if (world.rank() == 0) {
                world.send(new int[2], 1, 9);
            } else {
                world.recv(new double[2], 0, 9);
            }
        });
        assertTrue(
                failure.getMessage()
                        .contains("recv failed on rank 1 of 2 (rank 0, tag 9): the message from rank 0, tag 9 holds int"
                                + " but is received as double"),
                failure.getMessage());
    }

    @Test
    void worldStaysOpenWhenClosed() {
        Parallel.threads(2, (world, rest) -> {
            world.close();
            world.barrier();
        });
    }

    @Test
    void aFullHeapIsToldInWordsNotByAStackTrace() {
        String text = FailureReport.text(new OutOfMemoryError("Java heap space"));
        assertTrue(text.startsWith("out of memory (Java heap space): Java's heap of "), text);
        assertFalse(text.contains("\tat "), text);
    }
}
