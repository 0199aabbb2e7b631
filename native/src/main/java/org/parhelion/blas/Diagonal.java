package org.parhelion.blas;

/** Whether a triangular matrix has ones on its diagonal, which are then not read. */
public enum Diagonal {
    NON_UNIT,
    UNIT
}
