package org.parhelion.mpi.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.parhelion.mpi.DeadlockException;
import org.parhelion.mpi.MpiUsageException;
import org.parhelion.mpi.RankFailure;
import org.parhelion.mpi.spi.RankMain;

/**
 * The ranks of one run and how they end: all return, one fails, or all that live wait for one another.
 *
 * <p>Deadlock: a rank counts as running unless parked. Whoever brings the number of running ranks to zero looks whether
 * any parked rank is ready to go on. If none is, nobody is left who could wake one. The number of wake-ups, read before
 * and after, tells whether a rank went on while it looked; then that rank looks when it parks again.
 */
final class Job {
    /** How long ranks that compute may go on after a failure, so that alike failures are reported together. */
    private static final long GRACE_MILLIS = 100;

    private static final long END_MILLIS = 900;

    private final Rank[] ranks;
    private final boolean checked;
    private final Interleaving interleaving;
    private final AtomicInteger running;
    private final AtomicLong wakeUps = new AtomicLong();
    private final CountDownLatch living;
    private final CountDownLatch firstFailure = new CountDownLatch(1);
    private final boolean[] returned;
    private final List<RankFailure.Failure> failures = new ArrayList<>();
    private volatile boolean ended;
    private volatile boolean interrupted;

    /**
     * @param shuffle seed of the order in which ranks run and messages come; empty leaves it to chance
     * @param checked whether to look for what is wrong beyond what fails by itself
     */
    Job(int size, OptionalLong shuffle, boolean checked) {
        this.checked = checked;
        ranks = new Rank[size];
        running = new AtomicInteger(size);
        living = new CountDownLatch(size);
        returned = new boolean[size];
        for (int number = 0; number < size; number++) {
            ranks[number] = new Rank(number, this);
        }
        interleaving = shuffle.isPresent() ? new Interleaving(this, ranks, shuffle.getAsLong()) : null;
    }

    boolean isChecked() {
        return checked;
    }

    Interleaving interleaving() {
        return interleaving;
    }

    int size() {
        return ranks.length;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Runs the program on all ranks; a single one runs on the caller's thread. */
    void run(RankMain program) {
        Group world = Group.world(ranks);
        if (ranks.length == 1) {
            ranks[0].begin(Thread.currentThread());
            startTurns();
            runRank(program, world, 0);
        } else {
            for (Rank rank : ranks) {
                Thread thread = new Thread(() -> runRank(program, world, rank.number), "rank-" + rank.number);
                thread.setDaemon(true);
                rank.begin(thread);
            }
            startTurns();
            for (Rank rank : ranks) {
                rank.thread().start();
            }
            awaitEnd();
        }
        if (checked) {
            lookForUnfinished();
        }
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw new RankFailure(ranks.length, failures);
            }
        }
    }

    private void startTurns() {
        if (interleaving != null) {
            interleaving.start();
        }
    }

    /** After all ranks have returned; of a job that has failed nothing more is said. */
    private void lookForUnfinished() {
        if (ended) {
            return;
        }
        if (interleaving != null) {
            interleaving.deliverAll();
        }
        String report = UnfinishedReport.of(ranks);
        if (!report.isEmpty()) {
            fail(-1, new MpiUsageException(report));
        }
    }

    private void runRank(RankMain program, Group world, int number) {
        try {
            if (interleaving != null) {
                interleaving.begin(ranks[number]);
            }
            program.run(new ThreadCommunicator(this, world, number));
            synchronized (returned) {
                returned[number] = true;
            }
        } catch (Throwable failure) {
            if (!isConsequence(failure)) {
                fail(number, failure);
            }
        } finally {
            if (interleaving != null) {
                interleaving.end(ranks[number]);
            }
            living.countDown();
            if (living.getCount() == 0) {
                firstFailure.countDown();
            }
            rankParks();
        }
    }

    /** Whether a rank ended only because the job had: unwound, or interrupted in its own waiting or file work. */
    private boolean isConsequence(Throwable failure) {
        return JobEnded.isIn(failure)
                || (interrupted
                        && (failure instanceof InterruptedException
                                || failure instanceof java.io.InterruptedIOException
                                || failure instanceof java.nio.channels.ClosedByInterruptException
                                || failure.getCause() instanceof InterruptedException
                                || failure.getCause() instanceof java.nio.channels.ClosedByInterruptException));
    }

    /** Ends the job because of this rank, or as a whole ({@code number} −1). */
    void fail(int number, Throwable cause) {
        synchronized (failures) {
            failures.add(new RankFailure.Failure(number, cause));
        }
        ended = true;
        firstFailure.countDown();
        for (Rank rank : ranks) {
            rank.wake();
        }
    }

    private void awaitEnd() {
        try {
            firstFailure.await();
            if (living.await(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            interrupted = true;
            for (Rank rank : ranks) {
                rank.thread().interrupt();
            }
            living.await(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            fail(-1, e);
            interrupted = true;
            for (Rank rank : ranks) {
                rank.thread().interrupt();
            }
            Thread.currentThread().interrupt();
        }
    }

    /** A rank is about to park, or has returned. The last one to do so looks for a deadlock. */
    void rankParks() {
        long before = wakeUps.get();
        if (running.decrementAndGet() == 0 && !ended && living.getCount() > 0) {
            lookForDeadlock(before);
        }
    }

    void rankWakes() {
        running.incrementAndGet();
        wakeUps.incrementAndGet();
    }

    private void lookForDeadlock(long wakeUpsBefore) {
        for (Rank rank : ranks) {
            if (!hasReturned(rank)) {
                Waitable wanted = rank.waiting();
                if (wanted == null || wanted.isReady()) {
                    return;
                }
            }
        }
        if (wakeUps.get() == wakeUpsBefore) {
            fail(-1, new DeadlockException(DeadlockReport.of(ranks, this)));
        }
    }

    boolean hasReturned(Rank rank) {
        synchronized (returned) {
            return returned[rank.number];
        }
    }
}
