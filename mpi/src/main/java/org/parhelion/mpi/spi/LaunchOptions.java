package org.parhelion.mpi.spi;

import java.util.OptionalInt;

/**
 * What the user asked for about ranks.
 *
 * @param ranks number of ranks; empty when not given
 */
public record LaunchOptions(OptionalInt ranks) {}
