package org.parhelion.mpi.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.parhelion.mpi.DeadlockException;

/**
 * Lets one rank run at a time, and draws from a seed who goes on at each operation and which message that is under way
 * comes next: a run that can be repeated bit for bit, in an order that another run may never show. What is drawn is
 * legal: messages of one sender on one communicator come in the order sent, all others in any order; a short message
 * that is sent may wait for its receive or not. Which ranks can go on and which messages can come is all that is drawn
 * from, so that every seed comes to an end if the program does.
 *
 * <p>Ranks that wait for one another other than by messages would wait forever, as only operations pass the turn on.
 */
final class Interleaving {
    private final Job job;
    private final Rank[] ranks;
    private final SplittableRandom random;
    private final boolean[] returned;
    private final List<Message> underWay = new ArrayList<>();
    private volatile int turn = -1;

    /** A message on its way to a rank. */
    private record Message(Rank to, Envelope envelope) {
        /** Whether this one must not come before the other. */
        boolean isBehind(Message other) {
            return to == other.to && envelope.source == other.envelope.source && envelope.group == other.envelope.group;
        }
    }

    Interleaving(Job job, Rank[] ranks, long seed) {
        this.job = job;
        this.ranks = ranks;
        this.random = new SplittableRandom(seed);
        this.returned = new boolean[ranks.length];
    }

    /** Draws who runs first. */
    void start() {
        turn = random.nextInt(ranks.length);
    }

    /** A rank's thread has started. */
    void begin(Rank self) {
        awaitTurn(self);
    }

    /** A rank has returned or failed. */
    void end(Rank self) {
        if (job.hasEnded()) {
            return;
        }
        returned[self.number] = true;
        for (boolean one : returned) {
            if (!one) {
                passOn();
                return;
            }
        }
    }

    /** Whether a short message is to go ahead of its receive. */
    boolean drawsBuffering() {
        return random.nextInt(4) > 0;
    }

    /** A message is under way. */
    void post(Rank to, Envelope message) {
        underWay.add(new Message(to, message));
    }

    /** Before an operation: others may run first. */
    void step(Rank self) {
        self.requireJobAlive();
        passOn();
        awaitTurn(self);
    }

    /** Until then others run. */
    void await(Rank self, Waitable wanted) {
        self.waitsFor(wanted);
        try {
            while (!wanted.isReady()) {
                passOn();
                awaitTurn(self);
                self.refuseInterrupts(wanted);
            }
        } finally {
            self.waitsFor(null);
        }
    }

    /** Draws among the ranks that can go on and the messages that can come, until it is a rank. */
    private void passOn() {
        while (true) {
            List<Rank> ready = ready();
            List<Message> next = next();
            int choices = ready.size() + next.size();
            if (choices == 0) {
                job.fail(-1, new DeadlockException(DeadlockReport.of(ranks, job)));
                return;
            }
            int drawn = random.nextInt(choices);
            if (drawn < ready.size()) {
                Rank chosen = ready.get(drawn);
                turn = chosen.number;
                chosen.wake();
                return;
            }
            deliver(next.get(drawn - ready.size()));
        }
    }

    private List<Rank> ready() {
        List<Rank> ready = new ArrayList<>();
        for (Rank rank : ranks) {
            Waitable wanted = rank.waiting();
            if (!returned[rank.number] && (wanted == null || wanted.isReady())) {
                ready.add(rank);
            }
        }
        return ready;
    }

    /** Of each sender and communicator the oldest. */
    private List<Message> next() {
        List<Message> next = new ArrayList<>();
        for (Message message : underWay) {
            if (next.stream().noneMatch(message::isBehind)) {
                next.add(message);
            }
        }
        return next;
    }

    private void deliver(Message message) {
        underWay.remove(message);
        message.to.mailbox.deliver(message.envelope);
    }

    /** At the end of the job: nothing is under way any more. */
    void deliverAll() {
        while (!underWay.isEmpty()) {
            deliver(underWay.get(0));
        }
    }

    private void awaitTurn(Rank self) {
        while (turn != self.number) {
            self.requireJobAlive();
            LockSupport.park(this);
        }
        self.requireJobAlive();
    }
}
