package org.parhelion.solvers.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/** Wall time by part of a run, on this rank. Switching parts takes one clock reading and no memory. */
final class Regions {
    /** A part of a run. */
    enum Region {
        SETUP,
        STEP,
        CHECK,
        OUTPUT,
        STATISTICS;

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Seconds of one region over all ranks. */
    record Spread(double min, double mean, double max) {}

    private static final Region[] ALL = Region.values();

    private final long[] nanoseconds = new long[ALL.length];
    private Region current;
    private long since;

    Regions(Region first) {
        current = first;
        since = System.nanoTime();
    }

    /** From now on time counts for this region; returns the one it counted for until now. */
    Region enter(Region region) {
        long now = System.nanoTime();
        nanoseconds[current.ordinal()] += now - since;
        since = now;
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
            double mine = seconds(region);
            result.put(
                    region.label(),
                    new Spread(
                            world.allReduce(mine, ReduceOp.MIN),
                            world.allReduce(mine, ReduceOp.SUM) / world.size(),
                            world.allReduce(mine, ReduceOp.MAX)));
        }
        return result;
    }
}
