package org.parhelion.mpi.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.profile.ProfileReport.Row;
import org.parhelion.mpi.profile.ProfileReport.WaitedFor;
import org.parhelion.mpi.testing.RankTest;

class ReductionTest {
    private static final JvmTimes.Counts JVM = new JvmTimes.Counts(2, 0.5, 0.4, 1.5, 7, 0.6, 0.4);
    private static final Clock CLOCK = new Clock(Clock.Offset.none(), Clock.Offset.none());

    /** So many seconds in a region. */
    private static RegionTimes spend(RegionTimes in, String name, double seconds, long moved) {
        RegionTimes region = in.child(Region.of(name));
        region.enter(0);
        region.leave(Math.round(seconds * 1e9), moved);
        return region;
    }

    @RankTest({1, 2, 3, 4})
    void secondsAreSpreadOverRanksAndRegionsOfOneRankAreThereToo(Communicator world) {
        int rank = world.rank();
        int size = world.size();
        Profile profile = new Profile(rank, size, 0);
        RegionTimes root = profile.root();
        if (rank == size - 1) {
            spend(root, "only here", 3, 0);
        }
        RegionTimes step = spend(root, "step", 1 + rank, 0);
        spend(step, "kernel u", 0.5, 1_000_000_000L).sends(80);
        spend(root, "output", 0.25, 0);
        root.enter(0);
        root.leave(10_000_000_000L, 0);
        ProfileReport report = new Reduction(world).report(profile, CLOCK, JVM);
        // rank 0's regions come first, in its order
        List<String> names = report.regions().stream().map(Row::name).toList();
        assertEquals(
                size == 1
                        ? List.of("only here", "step", "kernel u", "output")
                        : List.of("step", "kernel u", "output", "only here"),
                names);
        Row all = report.regions().get(names.indexOf("step"));
        assertEquals(new ProfileReport.Spread(1, (1 + size) / 2.0, size, size - 1), all.seconds());
        assertEquals(2.0 * size / (1 + size), all.seconds().imbalance(), 1e-12);
        assertEquals(size, all.messages());
        assertEquals(80L * size, all.sent());
        Row kernel = report.regions().get(names.indexOf("kernel u"));
        assertEquals(1, kernel.depth());
        assertEquals(2.0 * size, kernel.bandwidth(), 1e-9);
        Row only = report.regions().get(names.indexOf("only here"));
        assertEquals(size == 1 ? 3 : 0, only.seconds().min());
        assertEquals(3.0 / size, only.seconds().mean(), 1e-12);
        assertEquals(10, report.seconds());
        assertEquals(2, report.collections().calls());
        assertEquals(1.5, report.compilation().max());
        String table = report.toString();
        assertTrue(table.lines().allMatch(line -> line.length() <= 120), table);
        assertTrue(table.lines().anyMatch(line -> line.startsWith("    kernel u   ")), table);
    }

    @RankTest({2, 3, 4})
    void meetingsAreWaitedForUntilTheLastRankComes(Communicator world) {
        int rank = world.rank();
        int last = world.size() - 1;
        Waits waits = new Waits(rank, world.size());
        int meetings = 20_000; // more than are kept
        for (int n = 0; n < meetings; n++) {
            long opens = n * 10_000_000L;
            waits.met(opens + rank * 1_000_000L);
            // all leave together, a tenth of a millisecond after the last one has come
            waits.add((last - rank) * 1_000_000L + 100_000, -1);
        }
        waits.add(2_000_000_000L, (rank + 1) % world.size());
        double[] seconds = waits.byPeer(world, CLOCK);
        for (int peer = 0; peer <= last; peer++) {
            double expected = (peer == last && peer != rank ? meetings * (last - rank) * 1e-3 : 0)
                    + (peer == (rank + 1) % world.size() ? 2 : 0);
            assertEquals(expected, seconds[peer], 1e-6, "rank " + rank + " for " + peer);
        }
        assertEquals(meetings + 1, waits.calls());
    }

    @RankTest({3})
    void theRankThatIsWaitedForLongestComesFirst(Communicator world) {
        Profile profile = new Profile(world.rank(), 3, 0);
        profile.start();
        if (world.rank() != 2) {
            profile.waiting().add((1 + world.rank()) * 1_000_000_000L, 2);
            profile.waiting().add(250_000_000, 1 - world.rank());
        }
        profile.stop();
        ProfileReport report = new Reduction(world).report(profile, CLOCK, JVM);
        assertEquals(3, report.waitedFor().size());
        assertEquals(new WaitedFor(2, 3, 1, 2), report.waitedFor().get(0));
        assertEquals(0.25, report.waitedFor().get(1).seconds());
        assertTrue(
                report.toString().contains("waited for: rank 2 3.0000 s (by rank 1 2.0000 s); rank "),
                report.toString());
    }

    @RankTest({1, 2, 4})
    void clocksOfRanksOnOneMachineAgreeWithinTheRoundTrip(Communicator world) {
        Clock clock = new Clock(Clock.Offset.measure(world), Clock.Offset.measure(world));
        for (Clock.Offset offset : List.of(clock.first(), clock.last())) {
            assertTrue(Math.abs(offset.nanoseconds()) <= offset.roundTrip() / 2 + 1, offset.toString());
        }
        long error = Math.max(clock.first().roundTrip(), clock.last().roundTrip());
        long now = System.nanoTime();
        assertEquals(now, clock.toCommon(now), error + 1.0);
        assertEquals(0, clock.toCommon(0), error + 1.0);
    }
}
