package org.parhelion.mpi.spi;

/** A transport's own words for what failed; the layer above adds operation, rank, peer and tag. */
public class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    public TransportException(String message) {
        super(message);
    }

    public TransportException(String message, Throwable cause) {
        super(message, cause);
    }
}
