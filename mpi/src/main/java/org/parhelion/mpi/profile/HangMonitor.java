package org.parhelion.mpi.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Looks at the progress of all ranks, and when none has made any for too long asks where they are. */
final class HangMonitor {
    private static final long ANSWER_NANOS = 2_000_000_000L;
    private static final long ANSWER_POLL_MILLIS = 5;

    private final long timeoutNanos;
    private final Duration timeout;
    private final Duration interval;
    private final List<Watched> ranks;
    private final Consumer<String> end;
    private final long[] seen;
    private Runnable before = () -> {};
    private long lastProgress;

    /** A rank, here or elsewhere. */
    interface Watched {
        int rank();

        /** Grows whenever the rank has got something done. */
        long progress();

        /** Whether its program has returned. */
        boolean isDone();

        /** Asks it where it is. */
        void ask();

        /** What it has answered; null as long as it has not. */
        HangReport.Snapshot answer();
    }

    /** A rank of this process; its stack can be looked at at any time. */
    record Local(Profile profile) implements Watched {
        @Override
        public int rank() {
            return profile.rank();
        }

        @Override
        public long progress() {
            return profile.progress();
        }

        @Override
        public boolean isDone() {
            return profile.isDone();
        }

        @Override
        public void ask() {
            // nobody needs to
        }

        @Override
        public HangReport.Snapshot answer() {
            return HangReport.Snapshot.of(profile);
        }
    }

    /** @param end is given the report, once */
    HangMonitor(Duration timeout, Duration interval, List<? extends Watched> ranks, Consumer<String> end) {
        this.timeout = timeout;
        this.timeoutNanos = timeout.toNanos();
        this.interval = interval;
        this.ranks = List.copyOf(ranks);
        this.end = end;
        this.seen = new long[ranks.size()];
    }

    /** Has something done before each look, by the same thread. */
    HangMonitor before(Runnable work) {
        before = work;
        return this;
    }

    void start() {
        lastProgress = System.nanoTime();
        Thread thread = new Thread(this::watch, "hang-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            do {
                Thread.sleep(interval.toMillis());
                before.run();
            } while (look(System.nanoTime()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once; whether to look again. */
    boolean look(long now) throws InterruptedException {
        boolean anyLeft = false;
        for (int n = 0; n < seen.length; n++) {
            if (ranks.get(n).isDone()) {
                continue;
            }
            anyLeft = true;
            long progress = ranks.get(n).progress();
            if (progress != seen[n]) {
                seen[n] = progress;
                lastProgress = now;
            }
        }
        if (anyLeft && now - lastProgress >= timeoutNanos) {
            end.accept(gather());
            return false;
        }
        return anyLeft;
    }

    private String gather() throws InterruptedException {
        List<Watched> asked = new ArrayList<>();
        for (Watched rank : ranks) {
            if (!rank.isDone()) {
                rank.ask();
                asked.add(rank);
            }
        }
        List<HangReport.Snapshot> answers = new ArrayList<>();
        long until = System.nanoTime() + ANSWER_NANOS;
        while (true) {
            before.run();
            for (Watched rank : List.copyOf(asked)) {
                HangReport.Snapshot answer = rank.answer();
                if (answer != null) {
                    answers.add(answer);
                    asked.remove(rank);
                }
            }
            if (asked.isEmpty() || System.nanoTime() > until) {
                return HangReport.of(
                        timeout, answers, asked.stream().map(Watched::rank).toList());
            }
            Thread.sleep(ANSWER_POLL_MILLIS);
        }
    }
}
