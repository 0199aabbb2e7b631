package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColorMapTest {
    @Test
    void viridisRunsFromDarkBlueToYellow() {
        assertEquals(0x440154, ColorMap.VIRIDIS.rgb(0));
        assertEquals(0x21918C, ColorMap.VIRIDIS.rgb(128 / 255.0));
        assertEquals(0xFDE725, ColorMap.VIRIDIS.rgb(1));
        assertEquals(0x440154, ColorMap.VIRIDIS.rgb(-3));
        assertEquals(0xFDE725, ColorMap.VIRIDIS.rgb(3));
    }

    @Test
    void equalStepsInValueAreEqualStepsInLightness() {
        double low = lightness(ColorMap.VIRIDIS.rgb(0));
        double high = lightness(ColorMap.VIRIDIS.rgb(1));
        for (int n = 0; n <= 100; n++) {
            double f = n / 100.0;
            assertEquals(low + f * (high - low), lightness(ColorMap.VIRIDIS.rgb(f)), 2.5, "at " + f);
        }
    }

    @Test
    void coolwarmIsMorelandsMap() {
        assertEquals(0x3B4CC0, ColorMap.COOLWARM.rgb(0));
        assertEquals(0xB40426, ColorMap.COOLWARM.rgb(1));
        assertNear(0xDDDDDD, ColorMap.COOLWARM.rgb(0.5));
        assertNear(0x82A5FB, ColorMap.COOLWARM.rgb(0.21875)); // 130 165 251 in Moreland's table of 33
        assertTrue(ColorMap.COOLWARM.isDiverging());
    }

    private static void assertNear(int expected, int actual) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(expected >> shift & 0xFF, actual >> shift & 0xFF, 1, Integer.toHexString(actual));
        }
    }

    @Test
    void everyLevelOfEveryMapIsAColourOfItsOwnAndNotThatOfNaN() {
        for (String name : ColorMap.names()) {
            ColorMap map = ColorMap.named(name);
            for (int n = 0; n <= 250; n++) {
                assertTrue(map.rgb(n / 250.0) != ColorMap.NOT_FINITE, name);
            }
            assertEquals(ColorMap.NOT_FINITE, map.rgb(Double.NaN));
        }
    }

    @Test
    void mapsHaveNames() {
        assertSame(ColorMap.VIRIDIS, ColorMap.named("viridis"));
        assertSame(ColorMap.COOLWARM, ColorMap.named(" CoolWarm "));
        assertSame(ColorMap.GRAY, ColorMap.named("grey"));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ColorMap.named("jet"));
        assertEquals("unknown colour map 'jet'; known are viridis, coolwarm, gray", e.getMessage());
    }

    /** CIE L* of an sRGB colour. */
    private static double lightness(int rgb) {
        double y = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int c = 0; c < 3; c++) {
            double v = (rgb >> (16 - 8 * c) & 0xFF) / 255.0;
            y += weights[c] * (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
        }
        return 116 * Math.cbrt(y) - 16;
    }
}
