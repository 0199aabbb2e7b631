package org.parhelion.blas;

/** Whether a matrix takes part as it is or transposed. */
public enum Transpose {
    NO,
    YES
}
