package org.parhelion.mesh;

/**
 * Wall time that this rank has spent on exchanging halos and reducing over ranks for the fields of one grid, since the grid
 * was made. Adding to it takes one reading of the clock and no memory.
 */
public final class CommunicationTimes {
    /** A part of the communication. */
    public enum Part {
        /** Packing halo messages and handing them to the transport. */
        HALO_PACK,
        /** Waiting for halo messages after all that needs no ghosts is computed. */
        HALO_WAIT,
        /** Unpacking halo messages, copying across periodic seams within the rank, filling ghosts beyond walls. */
        HALO_FILL,
        /** Sums, minima and maxima over all ranks, waiting for other ranks included. */
        REDUCTION
    }

    private final long[] nanoseconds = new long[Part.values().length];

    CommunicationTimes() {}

    /**
     * What was done since a moment counts for this part.
     *
     * @param since the moment, by {@link System#nanoTime}
     * @return the present moment, from which the next part counts
     */
    public long add(Part part, long since) {
        long now = System.nanoTime();
        nanoseconds[part.ordinal()] += now - since;
        return now;
    }

    /** Nanoseconds spent on this part so far. */
    public long nanoseconds(Part part) {
        return nanoseconds[part.ordinal()];
    }
}
