/**
 * Dense linear algebra over ranks: block-cyclic matrices, their product by SUMMA, factorizations and solves; and EJML's dense
 * matrices on the BLAS of the machine.
 */
package org.parhelion.solvers.dense;
