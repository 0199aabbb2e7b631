package org.parhelion.mpi.profile;

import java.util.Arrays;

/** What one rank knows of a region where it is entered from one other: a node of the tree of calls. */
final class RegionTimes {
    private static final RegionTimes[] NONE = {};

    private final Region region;
    private final RegionTimes parent;
    private final int depth;
    private RegionTimes[] children = NONE;
    private long since;
    private long calls;
    private long nanoseconds;
    private long messages;
    private long sent;
    private long moved;

    RegionTimes(Region region, RegionTimes parent) {
        this.region = region;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    Region region() {
        return region;
    }

    RegionTimes parent() {
        return parent;
    }

    /** 0 for the whole run. */
    int depth() {
        return depth;
    }

    RegionTimes[] children() {
        return children;
    }

    /** Where the region is when it is entered from this one; made at the first time. */
    RegionTimes child(Region wanted) {
        for (RegionTimes child : children) {
            if (child.region == wanted) {
                return child;
            }
        }
        RegionTimes child = new RegionTimes(wanted, this);
        children = Arrays.copyOf(children, children.length + 1);
        children[children.length - 1] = child;
        return child;
    }

    void enter(long now) {
        since = now;
    }

    void leave(long now, long bytesMoved) {
        calls++;
        nanoseconds += now - since;
        moved += bytesMoved;
    }

    /** When it was entered last. */
    long since() {
        return since;
    }

    void sends(long bytes) {
        messages++;
        sent += bytes;
    }

    /** Calls, nanoseconds, messages, bytes sent, bytes moved; the last three of regions within included. */
    double[] totals() {
        double[] totals = {calls, nanoseconds, messages, sent, moved};
        for (RegionTimes child : children) {
            double[] within = child.totals();
            for (int n = 2; n < totals.length; n++) {
                totals[n] += within[n];
            }
        }
        return totals;
    }

    /** Names from the outermost region on, with a tab between them. */
    String path() {
        return depth <= 1 ? region.name() : parent.path() + '\t' + region.name();
    }
}
