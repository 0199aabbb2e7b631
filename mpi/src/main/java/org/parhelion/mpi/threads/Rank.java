package org.parhelion.mpi.threads;

import java.util.concurrent.locks.LockSupport;
import org.parhelion.mpi.spi.Payload;

/** One rank of the job: its thread, its mailbox, and what it waits for. */
final class Rank {
    /** Spins before a rank gives its core away; about as long as the wake-up of a parked thread takes. */
    private static final int SPINS = 500;

    private static final int YIELDS = 8;

    final int number;
    final Mailbox mailbox = new Mailbox(this);
    final Unfinished unfinished = new Unfinished();
    private final Job job;
    private final int spins;
    private volatile Thread thread;
    private volatile Waitable waiting;

    Rank(int number, Job job) {
        this.number = number;
        this.job = job;
        this.spins = job.size() <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
    }

    Thread thread() {
        return thread;
    }

    void begin(Thread own) {
        thread = own;
    }

    /** Whether to look for what is wrong beyond what fails by itself. */
    boolean isChecked() {
        return job.isChecked();
    }

    /** As {@link Fingerprint#of}. */
    int fingerprint(Payload data, int turn) {
        return Fingerprint.of(data, turn, job.interleaving() != null);
    }

    /** Who decides which rank runs and which message comes next; null where that is left to chance. */
    Interleaving interleaving() {
        return job.interleaving();
    }

    /** Here another rank may go on instead. */
    void step() {
        Interleaving interleaving = job.interleaving();
        if (interleaving != null) {
            interleaving.step(this);
        }
    }

    /** Says what this rank is going to wait for; null when it goes on. */
    void waitsFor(Waitable wanted) {
        waiting = wanted;
    }

    /** What this rank is parked for; null while it runs. */
    Waitable waiting() {
        return waiting;
    }

    /** Ends this rank here if the job has ended. */
    void requireJobAlive() {
        if (job.hasEnded()) {
            throw new JobEnded();
        }
    }

    /** Wakes the rank if it is parked for this. */
    void wakeFrom(Waitable complete) {
        if (waiting == complete) {
            LockSupport.unpark(thread);
        }
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    @SuppressWarnings("ThreadPriorityCheck") // correctness does not rest on it: it only shortens the way to parking
    private static void giveCoreAway() {
        Thread.yield();
    }

    /** Blocks until ready: spins for a moment, gives the core to others, then parks. */
    void await(Waitable wanted) {
        requireJobAlive();
        Interleaving interleaving = job.interleaving();
        if (interleaving != null) {
            interleaving.await(this, wanted);
            return;
        }
        for (int i = 0; i < spins; i++) {
            if (wanted.isReady()) {
                return;
            }
            Thread.onSpinWait();
        }
        for (int i = 0; i < YIELDS; i++) {
            if (wanted.isReady()) {
                return;
            }
            giveCoreAway();
        }
        park(wanted);
    }

    /** A rank that waits is interrupted only by mistake, unless the job has ended. */
    void refuseInterrupts(Waitable wanted) {
        if (Thread.interrupted() && !job.hasEnded() && !wanted.isReady()) {
            throw new IllegalStateException("rank " + number + " was interrupted in " + wanted.describe());
        }
    }

    private void park(Waitable wanted) {
        waiting = wanted;
        if (!wanted.isReady()) {
            job.rankParks();
            try {
                while (!wanted.isReady()) {
                    requireJobAlive();
                    LockSupport.park(wanted);
                    refuseInterrupts(wanted);
                }
            } finally {
                job.rankWakes();
                waiting = null;
            }
        }
        waiting = null;
    }
}
