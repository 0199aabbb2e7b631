package org.parhelion.mpi;

/** How values of several ranks are combined in a reduction ({@code MPI_Op}). */
public enum ReduceOp {
    SUM,
    PRODUCT,
    MIN,
    MAX,
    /** Bitwise and of {@code int}, {@code long} and {@code byte} data. */
    BITWISE_AND,
    /** Bitwise or of {@code int}, {@code long} and {@code byte} data. */
    BITWISE_OR,
    /** Bitwise exclusive or of {@code int}, {@code long} and {@code byte} data. */
    BITWISE_XOR
}
