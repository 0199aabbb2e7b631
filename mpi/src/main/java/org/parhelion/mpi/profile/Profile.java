package org.parhelion.mpi.profile;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the time of one rank goes: named regions that nest, messages sent, time waited and for whom. A communicator knows the
 * profile of its rank; a program marks its own regions in it:
 *
 * <pre>{@code
 * static final Region ASSEMBLY = Region.of("assembly");
 * …
 * world.profile().enter(ASSEMBLY);
 * …
 * world.profile().leave();
 * }</pre>
 *
 * <p>Recording allocates nothing once each region was entered once. Where nobody asked for a profile ({@code --profile},
 * {@code --trace}, {@code --hang-timeout}) it is off, and each call costs one look at a flag. Only the rank's own thread may
 * call it.
 */
public final class Profile {
    private static final Profile OFF = new Profile(0, 1, 0);
    private static final Region WHOLE = Region.of("whole run");

    private final int rank;
    private final Thread thread = Thread.currentThread();
    private final RegionTimes root = new RegionTimes(WHOLE, null);
    private final TraceEvents events;
    private final Waits waits;
    private final AtomicLong progress = new AtomicLong();
    private RegionTimes current = root;
    private long count;
    private boolean on;
    private volatile boolean done;
    private String operation = "";
    private int peer;
    private int tag;
    private Measurement measurement;
    private ProfileReport report;

    /**
     * A profile that does not record yet, for the thread that makes it.
     *
     * @param size ranks of the job
     * @param traced how many of the latest events to keep for a trace; 0 for none
     */
    Profile(int rank, int size, int traced) {
        this.rank = rank;
        this.events = traced == 0 ? null : new TraceEvents(traced);
        this.waits = new Waits(rank, size);
    }

    /** The profile that records nothing. */
    public static Profile off() {
        return OFF;
    }

    /** Whether it records. */
    public boolean isOn() {
        return on;
    }

    void start() {
        root.enter(System.nanoTime());
        on = true;
    }

    /** Leaves all regions and records no more. */
    void stop() {
        if (on) {
            leaveTo(0);
            root.leave(System.nanoTime(), 0);
            on = false;
            done = true;
        }
    }

    /** Whether it has recorded all there is. Any thread may ask. */
    boolean isDone() {
        return done;
    }

    void measuredBy(Measurement by) {
        measurement = by;
    }

    /** Whether {@code --profile} has asked for a {@link #report}. */
    public boolean isReportWanted() {
        return measurement != null;
    }

    boolean isReported() {
        return report != null;
    }

    /**
     * Ends the recording and tells where the time of all ranks went. A program that calls it before it returns tells the
     * user itself; else a table is printed when all ranks have returned. Collective, on all ranks of the job.
     *
     * @throws IllegalStateException if no report is wanted
     */
    public ProfileReport report() {
        if (!isReportWanted()) {
            throw new IllegalStateException("there is no profile to report; it needs --profile");
        }
        stop();
        if (report == null) {
            report = measurement.report(this);
        }
        return report;
    }

    /** From now on time counts for this region, within the one that it counts for now. */
    public void enter(Region region) {
        if (on) {
            RegionTimes child = current.child(region);
            child.enter(System.nanoTime());
            current = child;
        }
    }

    /**
     * The region entered last ends.
     *
     * @throws IllegalStateException if none is entered
     */
    public void leave() {
        leave(0);
    }

    /**
     * The region entered last ends.
     *
     * @param bytesMoved what it has read and written of memory since it was entered, for the effective GB/s
     * @throws IllegalStateException if none is entered
     */
    public void leave(long bytesMoved) {
        if (on) {
            end(bytesMoved);
        }
    }

    private void end(long bytesMoved) {
        RegionTimes done = current;
        if (done == root) {
            throw new IllegalStateException("a region of the profile was left, but none was entered");
        }
        long now = System.nanoTime();
        done.leave(now, bytesMoved);
        if (events != null) {
            events.add(done, done.since(), now, -1);
        }
        current = done.parent();
        progress.lazySet(++count);
    }

    /** How many regions are entered now. */
    public int depth() {
        return current.depth();
    }

    /** Leaves regions until so many are entered: after an exception has passed through some of them. */
    public void leaveTo(int depth) {
        while (on && current.depth() > depth) {
            end(0);
        }
    }

    /** A message leaves for another rank; used by communicators. */
    public void sends(int bytes) {
        if (on) {
            current.sends(bytes);
            progress.lazySet(++count);
        }
    }

    /** A message was found to be complete, without waiting; used by communicators. */
    public void completes() {
        if (on) {
            progress.lazySet(++count);
        }
    }

    /**
     * An operation begins that may have to wait; used by communicators.
     *
     * @param called its name
     * @param whom the rank of the job that it waits for; −1 for any or all
     * @param withTag of the message; −1 for any or none
     * @return the present moment, for {@link #waited}; 0 where nothing is recorded
     */
    public long waits(String called, int whom, int withTag) {
        if (!on) {
            return 0;
        }
        operation = called;
        peer = whom;
        tag = withTag;
        progress.lazySet(++count);
        return System.nanoTime();
    }

    /**
     * The operation that might wait is complete; used by communicators.
     *
     * @param since what {@link #waits} gave
     * @param whom the rank of the job that it has waited for; −1 where nobody knows
     */
    public void waited(long since, int whom) {
        if (on) {
            ended(since, whom, System.nanoTime());
        }
    }

    private void ended(long since, int whom, long now) {
        waits.add(now - since, whom);
        if (events != null) {
            events.add(operation, since, now, whom);
        }
        operation = "";
        progress.lazySet(++count);
    }

    /** As {@link #waited}, of an operation that no rank of the job leaves before all have come. */
    public void met(long since) {
        if (on) {
            waits.met(since);
            ended(since, -1, System.nanoTime());
        }
    }

    /** A number that grows whenever the rank has got something done. Any thread may ask. */
    long progress() {
        return progress.get();
    }

    /** What the rank waits in and the regions that it is in, after a call of {@link #progress} from any thread. */
    String place() {
        String called = operation;
        StringBuilder text = new StringBuilder();
        if (!called.isEmpty()) {
            text.append(called);
            if (peer >= 0) {
                text.append(", rank ").append(peer);
            }
            if (tag >= 0) {
                text.append(", tag ").append(tag);
            }
        }
        RegionTimes place = current;
        if (place != root) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append("in region ")
                    .append(place.path().replace('\t', '/'));
        }
        return text.toString();
    }

    int rank() {
        return rank;
    }

    Thread thread() {
        return thread;
    }

    RegionTimes root() {
        return root;
    }

    /** The regions that are entered now, the outermost first. */
    RegionTimes[] open() {
        RegionTimes[] open = new RegionTimes[current.depth()];
        RegionTimes node = current;
        for (int n = open.length - 1; n >= 0; n--) {
            open[n] = node;
            node = node.parent();
        }
        return open;
    }

    Waits waiting() {
        return waits;
    }

    /** Null where no trace is wanted. */
    TraceEvents events() {
        return events;
    }

    @Override
    public String toString() {
        return "profile of rank " + rank + (on ? " in " + Arrays.toString(open()) : ", off");
    }
}
