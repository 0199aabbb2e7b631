package org.parhelion.mpi;

/**
 * What arrived ({@code MPI_Status}).
 *
 * @param source rank that sent the message
 * @param tag tag of the message
 * @param bytes length of the message in bytes
 */
public record Status(int source, int tag, int bytes) {}
