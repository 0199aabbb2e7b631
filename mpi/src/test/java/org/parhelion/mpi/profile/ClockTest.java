package org.parhelion.mpi.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClockTest {
    @Test
    void clocksThatRunApartAreBroughtTogetherInBetween() {
        Clock clock = new Clock(new Clock.Offset(100, 10, 1000), new Clock.Offset(200, 10, 3000));
        assertEquals(1100, clock.toCommon(1000));
        assertEquals(2150, clock.toCommon(2000));
        assertEquals(3200, clock.toCommon(3000));
    }

    @Test
    void oneMeasurementAloneIsKept() {
        Clock.Offset only = new Clock.Offset(-50, 10, 1000);
        assertEquals(450, new Clock(only, only).toCommon(500));
    }
}
