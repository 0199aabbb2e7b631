package org.parhelion.mpi.spi;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the user asked for about ranks.
 *
 * @param ranks number of ranks; empty when not given
 * @param shuffle seed from which the transport {@code threads} draws the order of messages and of ranks; empty for none
 * @param checks whether the transport {@code threads} looks for what is never received, completed or closed, and for
 *     buffers changed while a request owns them
 */
public record LaunchOptions(OptionalInt ranks, OptionalLong shuffle, boolean checks) {
    /** So many ranks, checked, in whatever order they come. */
    public LaunchOptions(OptionalInt ranks) {
        this(ranks, OptionalLong.empty(), true);
    }
}
