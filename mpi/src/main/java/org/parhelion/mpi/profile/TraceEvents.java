package org.parhelion.mpi.profile;

import java.util.Arrays;
import java.util.Comparator;

/** The latest events of a rank, in memory of a fixed size: older ones make room. */
final class TraceEvents {
    private final Object[] what;
    private final long[] start;
    private final long[] end;
    private final int[] peer;
    private long added;

    TraceEvents(int capacity) {
        what = new Object[capacity];
        start = new long[capacity];
        end = new long[capacity];
        peer = new int[capacity];
    }

    /**
     * An event that has ended.
     *
     * @param subject a {@link RegionTimes}, or the name of an operation
     * @param from by {@link System#nanoTime}
     * @param whom rank that an operation waited for; −1 for none
     */
    void add(Object subject, long from, long to, int whom) {
        int at = (int) (added++ % what.length);
        what[at] = subject;
        start[at] = from;
        end[at] = to;
        peer[at] = whom;
    }

    /** How many are kept. */
    int size() {
        return (int) Math.min(added, what.length);
    }

    /** How many had to make room. */
    long dropped() {
        return added - size();
    }

    /** Places of the events in the order of their beginnings; of those that begin together the outer one first. */
    int[] inOrder() {
        Integer[] order = new Integer[size()];
        Arrays.setAll(order, n -> n);
        // events of a rank nest: of two that begin together the one that ends later is the outer one
        Arrays.sort(
                order,
                Comparator.<Integer>comparingLong(n -> start[n])
                        .thenComparing(
                                Comparator.<Integer>comparingLong(n -> end[n]).reversed())
                        .thenComparingInt(this::depth));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private int depth(int n) {
        return what[n] instanceof RegionTimes times ? times.depth() : Integer.MAX_VALUE;
    }

    String name(int n) {
        return what[n] instanceof RegionTimes times ? times.region().name() : (String) what[n];
    }

    /** Whether it is an operation of a communicator, not a region. */
    boolean isOperation(int n) {
        return what[n] instanceof String;
    }

    long start(int n) {
        return start[n];
    }

    long end(int n) {
        return end[n];
    }

    int peer(int n) {
        return peer[n];
    }
}
