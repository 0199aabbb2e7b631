package org.parhelion.mpi.spi;

/**
 * An operation under way. {@code start}, {@code await} and the accessors of a persistent request allocate nothing.
 */
public interface TransportRequest {
    /** Starts a persistent request; others are under way from the beginning. */
    void start() throws TransportException;

    /** Whether it is complete; never blocks. Once true, it stays true until the next start. */
    boolean test() throws TransportException;

    /** Blocks until complete. */
    void await() throws TransportException;

    /** After completion of a receive: the rank that sent. */
    int source();

    /** After completion of a receive: the message's tag. */
    int tag();

    /** After completion of a receive: the message's length in bytes. */
    int bytes();

    /** Frees a persistent request that is not under way. */
    void free() throws TransportException;
}
