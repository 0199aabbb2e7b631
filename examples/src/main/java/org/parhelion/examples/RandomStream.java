package org.parhelion.examples;

/**
 * {@code randlc} of the NAS Parallel Benchmarks: xₖ₊₁ = 5¹³ xₖ mod 2⁴⁶, uniform numbers xₖ 2⁻⁴⁶ (D. Bailey et al., “The NAS Parallel
 * Benchmarks”, RNR-94-007, 1994, §2.3).
 */
final class RandomStream {
    private static final long FACTOR = 1220703125;
    private static final long MASK = (1L << 46) - 1;

    private long state;

    RandomStream(long seed) {
        state = seed;
    }

    /** The stream from another place on, without drawing the numbers before it. */
    static RandomStream from(long seed, long skipped) {
        RandomStream stream = new RandomStream(seed);
        long factor = FACTOR;
        for (long left = skipped; left > 0; left >>= 1) {
            stream.state = (left & 1) == 1 ? factor * stream.state & MASK : stream.state;
            factor = factor * factor & MASK;
        }
        return stream;
    }

    /** Between 0 and 1. */
    double next() {
        state = FACTOR * state & MASK;
        return state * 0x1p-46;
    }

    long state() {
        return state;
    }
}
