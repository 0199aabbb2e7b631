package org.parhelion.solvers.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/** Where runs that go on side by side wait for one another and compare what they have done. */
final class Meeting {
    /** All have the same bits. */
    static final int SAME = -1;

    /** They differ in more than the values of a field. */
    static final int OTHERWISE = -2;

    private final List<Integer> counts;
    private final Event[] events;
    private final String[] ends;
    private final double[][] shown;
    private long round;
    private long comparisons;
    private int verdict = SAME;
    private String difference;

    /** @param counts numbers of ranks of the runs */
    Meeting(List<Integer> counts) {
        this.counts = counts;
        this.events = new Event[counts.size()];
        this.ends = new String[counts.size()];
        this.shown = new double[counts.size()][];
    }

    /**
     * What a run has done.
     *
     * @param step in which
     * @param writer kernel or step that has written
     * @param fields what it has written
     * @param digests of these fields' bits
     */
    record Event(long step, String writer, List<String> fields, List<String> digests) {
        private boolean isOfTheKindOf(Event other) {
            return step == other.step && writer.equals(other.writer) && fields.equals(other.fields);
        }

        private String words() {
            return "is in step " + step + " after " + writer;
        }
    }

    static String ranks(int count) {
        return count == 1 ? "on 1 rank" : "on " + count + " ranks";
    }

    /**
     * Waits until every other run has come here or has ended.
     *
     * @return number of the first field that differs, {@link #SAME} or {@link #OTHERWISE}
     */
    synchronized int meet(int run, Event event) {
        events[run] = event;
        long mine = round;
        compareIfComplete();
        while (round == mine) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the other runs", e);
            }
        }
        return verdict;
    }

    /** A run has nothing more to compare. */
    synchronized void end(int run, String how) {
        ends[run] = how;
        compareIfComplete();
    }

    private void compareIfComplete() {
        for (int run = 0; run < events.length; run++) {
            if (events[run] == null && ends[run] == null) {
                return;
            }
        }
        if (verdict == SAME) {
            compare();
        }
        Arrays.fill(events, null);
        round++;
        notifyAll();
    }

    private void compare() {
        for (int run = 1; run < events.length; run++) {
            Event first = events[0];
            Event other = events[run];
            boolean alike = first == null || other == null ? first == other : first.isOfTheKindOf(other);
            if (!alike) {
                verdict = OTHERWISE;
                difference = "the runs take different ways: " + where(0) + ", but " + where(run);
                return;
            }
        }
        if (events[0] == null) {
            compareEnds();
            return;
        }
        comparisons++;
        for (int field = 0; field < events[0].fields.size(); field++) {
            for (int run = 1; run < events.length; run++) {
                if (!events[run].digests.get(field).equals(events[0].digests.get(field))) {
                    verdict = field;
                    difference = "step " + events[0].step + ", " + events[0].writer + ", field "
                            + events[0].fields.get(field);
                    return;
                }
            }
        }
    }

    private void compareEnds() {
        for (int run = 1; run < ends.length; run++) {
            if (ends[run].startsWith("has failed") != ends[0].startsWith("has failed")) {
                verdict = OTHERWISE;
                difference = "the runs end differently: " + where(0) + ", but " + where(run);
            }
        }
    }

    private String where(int run) {
        return ranks(counts.get(run)) + " it " + (events[run] == null ? ends[run] : events[run].words());
    }

    /**
     * A run shows the values of the field that differs; the last one to do so finds the cell.
     *
     * @param values in {@code [z][y][x]} order
     * @param place of a value in words, by its number
     */
    synchronized void show(int run, double[] values, IntFunction<String> place) {
        shown[run] = values;
        if (Arrays.stream(shown).anyMatch(Objects::isNull)) {
            return;
        }
        for (int n = 0; n < values.length; n++) {
            for (int other = 1; other < shown.length; other++) {
                if (differ(n, 0, other)) {
                    difference += ", " + place.apply(n) + ": " + value(n, 0) + ", but " + value(n, other) + "; "
                            + different(0, other) + " of " + values.length + " values differ";
                    return;
                }
            }
        }
    }

    private boolean differ(int n, int run, int other) {
        return Double.doubleToRawLongBits(shown[run][n]) != Double.doubleToRawLongBits(shown[other][n]);
    }

    private int different(int run, int other) {
        int count = 0;
        for (int n = 0; n < shown[run].length; n++) {
            count += differ(n, run, other) ? 1 : 0;
        }
        return count;
    }

    private String value(int n, int run) {
        return shown[run][n] + " (" + Double.toHexString(shown[run][n]) + ") " + ranks(counts.get(run));
    }

    /** Where the runs differ first, in words. */
    synchronized Optional<String> difference() {
        return Optional.ofNullable(difference);
    }

    /** Kernels and steps whose results were compared. */
    synchronized long comparisons() {
        return comparisons;
    }
}
