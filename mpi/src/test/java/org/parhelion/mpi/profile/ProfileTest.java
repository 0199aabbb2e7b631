package org.parhelion.mpi.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    private static final Region OUTER = Region.of("outer");
    private static final Region INNER = Region.of("inner");

    private static Profile started(int traced) {
        Profile profile = new Profile(0, 4, traced);
        profile.start();
        return profile;
    }

    @Test
    void regionsNestAndHoldTheMessagesOfThoseWithin() {
        Profile profile = started(0);
        for (int n = 0; n < 3; n++) {
            profile.enter(OUTER);
            profile.sends(8);
            profile.enter(INNER);
            profile.sends(100);
            profile.leave(5000);
            profile.leave();
        }
        profile.enter(INNER);
        profile.leave();
        profile.stop();
        RegionTimes outer = profile.root().children()[0];
        assertEquals("outer", outer.path());
        assertEquals("outer\tinner", outer.children()[0].path());
        assertEquals(2, profile.root().children().length);
        double[] totals = outer.totals();
        assertArrayEquals(new double[] {3, 6, 324, 15_000}, new double[] {totals[0], totals[2], totals[3], totals[4]});
        assertTrue(totals[1] >= outer.children()[0].totals()[1]);
        assertTrue(profile.root().totals()[1] >= totals[1]);
    }

    @Test
    void leavingWithoutHavingEnteredIsRefused() {
        Profile profile = started(0);
        assertThrows(IllegalStateException.class, profile::leave);
    }

    @Test
    void regionsThatAnExceptionHasPassedThroughCanBeLeft() {
        Profile profile = started(0);
        profile.enter(OUTER);
        int depth = profile.depth();
        profile.enter(INNER);
        profile.enter(OUTER);
        profile.leaveTo(depth);
        assertEquals(1, profile.depth());
        profile.stop();
        assertEquals(0, profile.depth());
        assertFalse(profile.isOn());
    }

    @Test
    void progressGrowsWithRegionsAndOperations() {
        Profile profile = started(0);
        long before = profile.progress();
        profile.enter(OUTER);
        assertEquals(before, profile.progress(), "entering a region gets nothing done");
        long since = profile.waits("recv", 3, 7);
        assertEquals("recv, rank 3, tag 7, in region outer", profile.place());
        long waiting = profile.progress();
        profile.waited(since, 3);
        assertTrue(profile.progress() > waiting);
        assertEquals("in region outer", profile.place());
        profile.leave();
        assertEquals("", profile.place());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 64})
    void recordingAllocatesNothing(int traced) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Profile profile = traced < 0 ? Profile.off() : started(traced);
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 6; attempt++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int n = 0; n < 5000; n++) {
                profile.enter(OUTER);
                profile.sends(8);
                profile.enter(INNER);
                profile.waited(profile.waits("recv", 1, 0), 1);
                profile.met(profile.waits("barrier", -1, -1));
                profile.leave(8);
                profile.leave();
            }
            least = Math.min(
                    least,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertEquals(0, least, "bytes allocated in 5000 regions");
    }

    @Test
    void ordinaryCommunicatorsHaveNoProfile() {
        assertFalse(Profile.off().isOn());
        Profile.off().enter(OUTER);
        Profile.off().leave();
        assertThrows(IllegalStateException.class, Profile.off()::report);
    }
}
