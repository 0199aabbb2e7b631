package org.parhelion.examples.bench;

import java.util.OptionalInt;

/**
 * What the user may choose.
 *
 * @param ranks number of ranks, where the benchmark has a choice
 * @param size cells along each axis of a rank's block
 * @param rounds how often each side is measured, alternately; empty for the benchmark's own choice
 */
record BenchSettings(OptionalInt ranks, OptionalInt size, OptionalInt rounds) {}
