package org.parhelion.mpi.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.parhelion.mpi.profile.SafepointLog.Safepoint;

class JvmTimesTest {
    @Test
    void linesOfTheLogAreReadAsOldAndNewJavaWriteThem() {
        Safepoint old = SafepointLog.parse("[1000500ns] Safepoint \"GenCollectForAllocation\", Time since last: 7 ns,"
                + " Reaching safepoint: 100 ns, At safepoint: 400 ns, Total: 500 ns");
        assertEquals(new Safepoint("GenCollectForAllocation", 1_000_000, 1_000_500), old);
        assertTrue(old.isCollection());
        Safepoint newer =
                SafepointLog.parse("[1000500ns] Safepoint \"ICBufferFull\", Time since last: 59640 ns, Reaching"
                        + " safepoint: 1 ns, Cleanup: 2 ns, At safepoint: 3 ns, Leaving safepoint: 4 ns, Total: 10 ns, Threads: 0"
                        + " runnable, 12 total");
        assertEquals(10, newer.nanoseconds());
        assertTrue(!newer.isCollection());
        assertNull(SafepointLog.parse("[1000500ns] Entering safepoint region: G1CollectFull"));
    }

    @Test
    void collectionOfMemoryIsCountedAsPause() {
        JvmTimes times = JvmTimes.start();
        try {
            System.gc();
            JvmTimes.Counts counts = times.counts();
            assertTrue(counts.collections() >= 1, counts.toString());
            assertTrue(counts.collectionSeconds() > 0, counts.toString());
            assertTrue(counts.safepoints() >= counts.collections(), counts.toString());
            assertTrue(counts.safepointSeconds() >= counts.longestSafepoint(), counts.toString());
        } finally {
            JvmTimes.end();
        }
    }
}
