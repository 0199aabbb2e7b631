package org.parhelion.mesh;

import java.util.Locale;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.profile.Region;

/**
 * Wall time that this rank has spent on exchanging halos and reducing over ranks for the fields of one grid, since the grid
 * was made. Adding to it takes one reading of the clock and no memory. The parts are regions of the rank's profile too.
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
        REDUCTION;

        private final Region region = Region.of(name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private final long[] nanoseconds = new long[Part.values().length];

    private final Profile profile;

    CommunicationTimes(Profile profile) {
        this.profile = profile;
    }

    /** A part begins; gives the present moment, for {@link #end} or {@link #change}. */
    public long begin(Part part) {
        profile.enter(part.region);
        return System.nanoTime();
    }

    /**
     * A part ends.
     *
     * @param since the moment at which it has begun, by {@link System#nanoTime}
     * @return the present moment
     */
    public long end(Part part, long since) {
        long now = System.nanoTime();
        nanoseconds[part.ordinal()] += now - since;
        profile.leave();
        return now;
    }

    /**
     * One part ends and another begins.
     *
     * @param since the moment at which the first has begun
     * @return the present moment
     */
    public long change(Part from, Part to, long since) {
        long now = end(from, since);
        profile.enter(to.region);
        return now;
    }

    /** Nanoseconds spent on this part so far. */
    public long nanoseconds(Part part) {
        return nanoseconds[part.ordinal()];
    }
}
