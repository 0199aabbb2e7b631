package org.parhelion.blas;

/** Which triangle of a symmetric or triangular matrix is read; the other one is not touched. */
public enum Triangle {
    UPPER,
    LOWER
}
