package org.parhelion.mpi.profile;

import java.util.List;

/**
 * Where the time of a run went, over all ranks.
 *
 * @param ranks how many
 * @param transport that carried their messages
 * @param seconds of the whole run on the rank that took longest
 * @param regions in the order in which they were first entered, each followed by those within it
 * @param other time in no region
 * @param waiting time blocked in receives, requests and collective operations; its calls are such operations
 * @param waitedFor the ranks that were waited for longest, worst first
 * @param collections pauses in which the JVM collected memory
 * @param longestCollection seconds of the longest on any rank
 * @param compilation time of the JVM's compilers, on threads of their own
 * @param safepoints all pauses of the JVM; calls are −1 where it does not tell
 * @param longestSafepoint seconds of the longest on any rank
 */
public record ProfileReport(
        int ranks,
        String transport,
        double seconds,
        List<Row> regions,
        Spread other,
        Row waiting,
        List<WaitedFor> waitedFor,
        Row collections,
        double longestCollection,
        Spread compilation,
        Row safepoints,
        double longestSafepoint) {
    /** Seconds over ranks, and the rank with the most. */
    public record Spread(double min, double mean, double max, int rank) {
        /** Maximum over mean: 1 where all ranks take the same. */
        public double imbalance() {
            return mean > 0 ? max / mean : 1;
        }
    }

    /**
     * One line.
     *
     * @param name of the region
     * @param depth 0 for the outermost regions
     * @param calls of the rank with the most
     * @param seconds of all calls together
     * @param messages sent by all ranks, those of regions within included
     * @param sent bytes in them
     * @param moved bytes read and written in memory by all ranks; 0 where unknown
     */
    public record Row(String name, int depth, long calls, Spread seconds, long messages, long sent, long moved) {
        /** Effective memory bandwidth of all ranks together, 10⁹ bytes a second; 0 where unknown. */
        public double bandwidth() {
            return seconds.max > 0 ? moved / seconds.max * 1e-9 : 0;
        }
    }

    /**
     * A rank that others waited for.
     *
     * @param seconds of all others together
     * @param most the rank that waited longest for it
     * @param mostSeconds how long that one waited
     */
    public record WaitedFor(int rank, double seconds, int most, double mostSeconds) {}

    /** The report as a table of at most 120 columns. */
    @Override
    public String toString() {
        return ProfileTable.of(this);
    }
}
