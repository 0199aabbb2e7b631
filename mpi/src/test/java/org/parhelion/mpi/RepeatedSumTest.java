package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.parhelion.mpi.testing.RankTest;

class RepeatedSumTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RankTest({1, 2, 3, 4})
    void theFirstNumbersAreAddedUpAndTheRestLeftAlone(Communicator world) {
        RepeatedSum doubles = RepeatedSum.ofDoubles(world, 3);
        RepeatedSum longs = RepeatedSum.ofLongs(world, 3);
        int ranks = world.size();
        int gauss = ranks * (ranks - 1) / 2;
        for (int round = 0; round < 3; round++) {
            for (int n = 0; n < 3; n++) {
                doubles.doubles().put(n, world.rank() + n);
                longs.longs().put(n, world.rank() - n);
            }
            boolean behind = round > 0;
            if (behind) {
                doubles.start(2);
                longs.start(2);
                if (ranks > 1) {
                    assertThrows(IllegalStateException.class, () -> doubles.start(2));
                }
                doubles.progress();
                longs.finish();
                doubles.finish();
            } else {
                doubles.allReduce(2);
                longs.allReduce(2);
            }
            assertEquals(gauss + ranks, doubles.doubles().get(1));
            assertEquals(gauss - ranks, longs.longs().get(1));
            assertEquals(world.rank() + 2, doubles.doubles().get(2));
            assertEquals(world.rank() - 2, longs.longs().get(2));
        }
    }

    @RankTest({1, 2, 4})
    void severalExactSumsTravelInOneMessage(Communicator world) {
        int length = ReproducibleSum.messageLength();
        RepeatedSum message = RepeatedSum.ofLongs(world, 3 * length);
        ReproducibleSum[] sums = {new ReproducibleSum(), new ReproducibleSum(), new ReproducibleSum()};
        double[] each = {1e20, 1e-20 * (world.rank() + 1), world.rank() == 0 ? Double.NEGATIVE_INFINITY : 1};
        for (int n = 0; n < 3; n++) {
            sums[n].add(each[n]);
            sums[n].add(-3);
            sums[n].put(message.longs(), n * length);
        }
        message.allReduce(3 * length);
        for (int n = 0; n < 3; n++) {
            ReproducibleSum alone = new ReproducibleSum();
            alone.add(each[n]);
            alone.add(-3);
            alone.allReduce(world);
            sums[n].get(message.longs(), n * length);
            assertEquals(alone.value(), sums[n].value());
        }
    }

    @RankTest({1, 2})
    void sumsAtOnceAllocateNothing(Communicator world) {
        RepeatedSum sum = RepeatedSum.ofDoubles(world, 4);
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 6; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2000; i++) {
                sum.allReduce(1 + i % 4);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated in 2000 sums");
    }

    @RankTest({1})
    void aSumOfNothingIsRefused(Communicator world) {
        assertThrows(IllegalArgumentException.class, () -> RepeatedSum.ofDoubles(world, 0));
    }
}
