package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RegionTest {
    @Test
    void twoRegionsOverlapWhenTheyShareAnElement() {
        Random random = new Random(7);
        Object base = new Object();
        int overlaps = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            Region one = random(base, random);
            Region other = random(base, random);
            Set<Long> shared = elements(one);
            shared.retainAll(elements(other));
            assertEquals(!shared.isEmpty(), refused(one, other), () -> one + " and " + other);
            overlaps += shared.isEmpty() ? 0 : 1;
        }
        assertEquals(0.5, overlaps / 20_000.0, 0.3);
    }

    private static Region random(Object base, Random random) {
        int length = random.nextInt(4);
        return new Region(
                "x", base, random.nextInt(14), random.nextInt(5), length, Math.max(1, length) + random.nextInt(5));
    }

    private static Set<Long> elements(Region region) {
        Set<Long> elements = new HashSet<>();
        for (int line = 0; line < region.lines(); line++) {
            for (int i = 0; i < region.length(); i++) {
                elements.add(region.start() + line * region.stride() + i);
            }
        }
        return elements;
    }

    private static boolean refused(Region one, Region other) {
        try {
            one.mustBeApartFrom(other);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
