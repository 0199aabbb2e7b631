package org.parhelion.blas;

/** Which elements of a matrix lie side by side. */
public enum Order {
    /** Those of a row: element (i, j) at {@code i * ld + j}, as in EJML's {@code DMatrixRMaj}. */
    ROW_MAJOR,
    /** Those of a column: element (i, j) at {@code i + j * ld}, as in Fortran. */
    COLUMN_MAJOR
}
