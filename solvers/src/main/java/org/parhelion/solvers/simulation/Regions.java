package org.parhelion.solvers.simulation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.parhelion.mesh.CommunicationTimes;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.profile.Profile;

/**
 * Wall time by part of a run, on this rank. Switching parts takes one clock reading and no memory. The parts are the outermost
 * regions of the rank's profile too.
 */
final class Regions {
    /** A part of a run. */
    enum Region {
        SETUP,
        STEP,
        CHECK,
        OUTPUT,
        CHECKPOINT,
        STATISTICS;

        /** The same part, of a profile. */
        final org.parhelion.mpi.profile.Region profiled = org.parhelion.mpi.profile.Region.of(label());

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is left of the steps without communication. */
    static final String COMPUTE = "compute";

    /**
     * Seconds of one region over all ranks.
     *
     * @param parts the same of what the region consists of; empty if it is not divided
     */
    record Spread(double min, double mean, double max, Map<String, Spread> parts) {
        /** Of the seconds that each rank has; collective. */
        static Spread of(double mine, Communicator world, Map<String, Spread> parts) {
            return new Spread(
                    world.allReduce(mine, ReduceOp.MIN),
                    world.allReduce(mine, ReduceOp.SUM) / world.size(),
                    world.allReduce(mine, ReduceOp.MAX),
                    parts);
        }
    }

    private static final Region[] ALL = Region.values();
    private static final CommunicationTimes.Part[] PARTS = CommunicationTimes.Part.values();

    private final CommunicationTimes communication;
    private final Profile profile;
    private final int depth;
    private final long[] nanoseconds = new long[ALL.length];
    /** Of each part of the communication: what of it was within steps, and how much of all of it is counted. */
    private final long[] withinSteps = new long[PARTS.length];

    private final long[] seen = new long[PARTS.length];
    private Region current;
    private long since;

    Regions(Region first, CommunicationTimes communication, Profile profile) {
        this.communication = communication;
        this.profile = profile;
        this.depth = profile.depth();
        profile.enter(first.profiled);
        current = first;
        since = System.nanoTime();
    }

    /** Leaves the profile's regions to whoever comes next, until a part is entered again. */
    void pause() {
        profile.leaveTo(depth);
    }

    /** From now on time counts for this region; returns the one it counted for until now. */
    Region enter(Region region) {
        long now = System.nanoTime();
        nanoseconds[current.ordinal()] += now - since;
        since = now;
        for (int part = 0; part < PARTS.length; part++) {
            long total = communication.nanoseconds(PARTS[part]);
            if (current == Region.STEP) {
                withinSteps[part] += total - seen[part];
            }
            seen[part] = total;
        }
        pause();
        profile.enter(region.profiled);
        Region before = current;
        current = region;
        return before;
    }

    /** Seconds in a region until its last leaving. */
    double seconds(Region region) {
        return nanoseconds[region.ordinal()] * 1e-9;
    }

    /** Collective: seconds by region name, least, mean and greatest over ranks. */
    Map<String, Spread> spread(Communicator world) {
        enter(current);
        Map<String, Spread> result = new LinkedHashMap<>();
        for (Region region : ALL) {
            Map<String, Spread> parts = region == Region.STEP ? stepParts(world) : Map.of();
            result.put(region.label(), Spread.of(seconds(region), world, parts));
        }
        return result;
    }

    private Map<String, Spread> stepParts(Communicator world) {
        long compute = nanoseconds[Region.STEP.ordinal()];
        for (long part : withinSteps) {
            compute -= part;
        }
        Map<String, Spread> parts = new LinkedHashMap<>();
        parts.put(COMPUTE, Spread.of(compute * 1e-9, world, Map.of()));
        for (int part = 0; part < PARTS.length; part++) {
            String label = PARTS[part].name().toLowerCase(Locale.ROOT);
            parts.put(label, Spread.of(withinSteps[part] * 1e-9, world, Map.of()));
        }
        return parts;
    }
}
