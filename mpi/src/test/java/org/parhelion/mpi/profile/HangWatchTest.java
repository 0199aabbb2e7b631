package org.parhelion.mpi.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HangWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A rank as a test wants it. */
    private static final class Puppet implements HangMonitor.Watched {
        private final int rank;
        private long progress;
        private boolean done;

        Puppet(int rank) {
            this.rank = rank;
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public long progress() {
            return progress;
        }

        @Override
        public boolean isDone() {
            return done;
        }

        @Override
        public void ask() {
            progress = -1;
        }

        @Override
        public HangReport.Snapshot answer() {
            return new HangReport.Snapshot(rank, "barrier", "    at Somewhere.there(Somewhere.java:7)\n");
        }
    }

    @Test
    void jobHangsOnlyWhenNoRankAtAllGetsOn() throws InterruptedException {
        List<Puppet> ranks = List.of(new Puppet(0), new Puppet(1), new Puppet(2));
        List<String> reports = new ArrayList<>();
        HangMonitor monitor = new HangMonitor(SECOND, SECOND, ranks, reports::add);
        long now = 10_000_000_000L;
        ranks.get(2).done = true;
        for (int n = 1; n < 50; n++) {
            ranks.get(n / 10 % 2).progress++;
            assertTrue(monitor.look(now + n * 900_000_000L));
        }
        assertTrue(reports.isEmpty());
        now += 49 * 900_000_000L;
        assertTrue(monitor.look(now + 999_999_999L));
        assertFalse(monitor.look(now + 1_000_000_000L));
        assertEquals(1, reports.size());
        assertTrue(reports.get(0).contains("ranks 0-1:\n  barrier\n    at Somewhere.there(Somewhere.java:7)\n"));
        assertEquals(0, ranks.get(2).progress, "a rank that is done is not asked");
    }

    @Test
    void monitorEndsWhenAllRanksAreDone() throws InterruptedException {
        Puppet only = new Puppet(0);
        only.done = true;
        assertFalse(new HangMonitor(SECOND, SECOND, List.of(only), report -> {}).look(0));
    }

    @Test
    void alikeStacksAreToldOnceWithTheirRanks() {
        String stack = "    at A.a(A.java:1)\n";
        String report = HangReport.of(
                Duration.ofMillis(1500),
                List.of(
                        new HangReport.Snapshot(5, "recv, rank 4", stack),
                        new HangReport.Snapshot(1, "", "    at B.b(B.java:2)\n"),
                        new HangReport.Snapshot(0, "recv, rank 5", stack),
                        new HangReport.Snapshot(2, "recv, rank 5", stack)),
                List.of(3, 4));
        assertEquals("""
                parhelion: hang: for 1500 ms no rank has completed a message or a region (--hang-timeout); the job ends
                ranks 0,2,5:
                  ranks 0,2: recv, rank 5
                  rank 5: recv, rank 4
                    at A.a(A.java:1)
                rank 1:
                    at B.b(B.java:2)
                ranks 3-4: no answer; stopped, or the connection is lost
                """, report);
    }

    @Test
    void stacksLeaveOutWhatDiffersByProcess() {
        assertEquals(
                "    at mpi.Comm.recv(native method)\n    at Solver.lambda$run$1(Solver.java:12)\n",
                HangReport.Snapshot.words(
                        new StackTraceElement("mpi.Comm", "recv", "Comm.java", -2),
                        new StackTraceElement("Solver", "lambda$run$1", "Solver.java", 12),
                        new StackTraceElement("Solver$$Lambda$14/0x00007f11ef000a08", "run", null, -1),
                        new StackTraceElement("org.parhelion.mpi.Parallel$1", "run", "Parallel.java", 135),
                        new StackTraceElement("Solver", "main", "Solver.java", 3)));
    }

    /** Makes a profile in a thread that then waits as a rank stuck in MPI does. */
    private static Profile stuck(int rank, CountDownLatch end) {
        CompletableFuture<Profile> made = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Profile profile = new Profile(rank, 3, 0);
            profile.start();
            profile.waits("recv", 0, rank);
            made.complete(profile);
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return made.join();
    }

    @Test
    void ranksOfOtherProcessesAreAskedForTheirStacksAndEnded() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        HangServer server = new HangServer(4);
        Duration moment = Duration.ofMillis(20);
        CountDownLatch ended = new CountDownLatch(2);
        HangClient.start(server.address(), moment, stuck(1, end), ended::countDown);
        HangClient.start(server.address(), moment, stuck(2, end), ended::countDown);
        Profile done = stuck(3, end);
        done.stop();
        HangClient.start(server.address(), moment, done, ended::countDown);
        List<HangMonitor.Watched> ranks = new ArrayList<>(server.ranks());
        ranks.add(0, new HangMonitor.Local(stuck(0, end)));
        CompletableFuture<String> report = new CompletableFuture<>();
        new HangMonitor(Duration.ofMillis(300), moment, ranks, text -> {
                    server.endAll();
                    report.complete(text);
                })
                .before(server::receive)
                .start();
        String text = report.get(10, TimeUnit.SECONDS);
        assertTrue(text.contains("ranks 0-2:\n"), text);
        assertTrue(text.contains("  rank 2: recv, rank 0, tag 2\n"), text);
        assertTrue(text.contains("CountDownLatch.await"), text);
        assertTrue(ended.await(10, TimeUnit.SECONDS), "the others are told to end");
        end.countDown();
    }
}
