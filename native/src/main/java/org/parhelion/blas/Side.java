package org.parhelion.blas;

/** On which side of the other factor a symmetric or triangular matrix stands. */
public enum Side {
    LEFT,
    RIGHT
}
