package org.parhelion.blas;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: a tile of {@value #ROWS} rows by two vectors, kept in registers while a panel of A and one of B pass
 * by (Goto & van de Geijn, ACM TOMS 34(3), 2008, §4.2.3; the micro-kernel of Van Zee & van de Geijn, ACM TOMS 41(3), 2015).
 *
 * <p>Eight accumulators hide the latency of two multiply-adds a cycle. With the two vectors of B and one broadcast element of A
 * they need 11 registers of 16: HotSpot spills one of 12 accumulators into memory, which halves the speed.
 */
final class GemmKernel {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final int LANES = SPECIES.length();

    /** Rows of a tile. */
    static final int ROWS = 4;

    /** Columns of a tile. */
    static final int COLUMNS = 2 * LANES;

    private GemmKernel() {}

    /**
     * tile ← A B
     *
     * @param depth k, columns of A and rows of B
     * @param a panel of A: {@link #ROWS} elements for each of k, from {@code ai} on
     * @param b panel of B: {@link #COLUMNS} elements for each of k, from {@code bi} on
     * @param tile {@link #ROWS} × {@link #COLUMNS}, by rows
     */
    static void multiply(int depth, double[] a, int ai, double[] b, int bi, double[] tile) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int p = 0; p < depth; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bi + p * COLUMNS);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bi + LANES + p * COLUMNS);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ai + p * ROWS]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ai + 1 + p * ROWS]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[ai + 2 + p * ROWS]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[ai + 3 + p * ROWS]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(tile, 0);
        c01.intoArray(tile, LANES);
        c10.intoArray(tile, 2 * LANES);
        c11.intoArray(tile, 3 * LANES);
        c20.intoArray(tile, 4 * LANES);
        c21.intoArray(tile, 5 * LANES);
        c30.intoArray(tile, 6 * LANES);
        c31.intoArray(tile, 7 * LANES);
    }

    /** C ← α tile + β C for a whole tile of a heap matrix by rows, from {@code ci} on; with β = 0, C is not read. */
    static void merge(double[] tile, double alpha, double beta, double[] c, int ci, int leading) {
        for (int i = 0; i < ROWS; i++) {
            int from = i * COLUMNS;
            int to = ci + i * leading;
            DoubleVector left = DoubleVector.fromArray(SPECIES, tile, from).mul(alpha);
            DoubleVector right =
                    DoubleVector.fromArray(SPECIES, tile, from + LANES).mul(alpha);
            if (beta != 0) {
                left = left.add(DoubleVector.fromArray(SPECIES, c, to).mul(beta));
                right = right.add(DoubleVector.fromArray(SPECIES, c, to + LANES).mul(beta));
            }
            left.intoArray(c, to);
            right.intoArray(c, to + LANES);
        }
    }

    /** The same for a tile that is cut off. */
    static void mergePart(double[] tile, double alpha, double beta, Strided c, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double product = alpha * tile[i * COLUMNS + j];
                c.set(i, j, beta == 0 ? product : product + beta * c.get(i, j));
            }
        }
    }
}
