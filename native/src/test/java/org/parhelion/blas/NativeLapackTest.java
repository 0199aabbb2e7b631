package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.parhelion.blas.Dense.product;
import static org.parhelion.blas.Dense.random;
import static org.parhelion.blas.Dense.transposed;
import static org.parhelion.blas.Order.COLUMN_MAJOR;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each factorization multiplied out again: in place on the heap, direct, and on the native copies of long calls. */
final class NativeLapackTest {
    enum Storage {
        HEAP,
        DIRECT,
        COPIED
    }

    private Lapack lapack;

    private Doubles stored(Storage storage, double[][] a) {
        return Dense.stored(COLUMN_MAJOR, a, a.length + 2, storage == Storage.DIRECT);
    }

    private static double[][] read(Doubles storage, int rows, int columns) {
        return Dense.read(COLUMN_MAJOR, rows, columns, storage, rows + 2);
    }

    private void begin(Storage storage) {
        assumeTrue(
                NativeLibrary.obstacle().isEmpty(),
                () -> NativeLibrary.obstacle().orElse(""));
        assumeTrue(NativeLibrary.facts().lapack(), "this BLAS has no LAPACK");
        System.setProperty(RanksHere.PROPERTY, storage == Storage.COPIED ? "2" : "1");
        lapack = new CheckedLapack(new NativeLapack(1, storage == Storage.COPIED ? 0 : 1e9));
    }

    @AfterEach
    void oneRankAgain() {
        System.clearProperty(RanksHere.PROPERTY);
    }

    @ParameterizedTest
    @EnumSource
    void luFactorsSolve(Storage storage) {
        begin(storage);
        double[][] a = random(9, 9, 1);
        double[][] x = random(9, 2, 2);
        Doubles factors = stored(storage, a);
        int[] pivots = new int[9];
        assertEquals(0, lapack.dgetrf(9, 9, factors, 11, pivots));
        for (Transpose trans : Transpose.values()) {
            Doubles b = stored(storage, product(Dense.op(trans, a), x));
            lapack.dgetrs(trans, 9, 2, factors, 11, pivots, b, 11);
            assertEquals(0, Dense.difference(x, read(b, 9, 2)), 1e-12);
        }
        assertTrue(Double.isNaN(factors.get(9)), "what lies between the columns stays as it was");
        Doubles singular = stored(storage, new double[3][3]);
        assertEquals(1, lapack.dgetrf(3, 3, singular, 5, pivots));
    }

    @ParameterizedTest
    @EnumSource
    void choleskyFactorsSolve(Storage storage) {
        begin(storage);
        double[][] g = random(8, 8, 3);
        double[][] a = product(1, g, transposed(g), 1, identity(8));
        double[][] x = random(8, 3, 4);
        for (Triangle triangle : Triangle.values()) {
            Doubles factor = stored(storage, a);
            assertEquals(0, lapack.dpotrf(triangle, 8, factor, 10));
            Doubles b = stored(storage, product(a, x));
            lapack.dpotrs(triangle, 8, 3, factor, 10, b, 10);
            assertEquals(0, Dense.difference(x, read(b, 8, 3)), 1e-12);
        }
        assertEquals(2, lapack.dpotrf(Triangle.LOWER, 2, Doubles.of(new double[] {1, 0, 0, -1}), 2));
    }

    private static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    @ParameterizedTest
    @EnumSource
    void theTriangleOfQrHasTheColumnsNorms(Storage storage) {
        begin(storage);
        double[][] a = random(9, 4, 5);
        Doubles factors = stored(storage, a);
        double[] tau = new double[4];
        lapack.dgeqrf(9, 4, factors, 11, tau);
        double[][] r = Dense.triangular(Triangle.UPPER, Diagonal.NON_UNIT, Arrays.copyOf(read(factors, 9, 4), 4));
        // Rᵀ R = Aᵀ A
        assertEquals(0, Dense.difference(product(transposed(a), a), product(transposed(r), r)), 1e-13);
        assertTrue(tau[0] > 0 && tau[0] <= 2);
    }

    @ParameterizedTest
    @EnumSource
    void eigenvectorsAreMappedToTheirMultiples(Storage storage) {
        begin(storage);
        for (Triangle triangle : Triangle.values()) {
            double[][] given = random(7, 7, 6);
            double[][] a = Dense.symmetric(triangle, given);
            double[] values = new double[7];
            Doubles vectors = stored(storage, given);
            assertEquals(0, lapack.dsyev(true, triangle, 7, vectors, 9, values));
            double[][] v = read(vectors, 7, 7);
            double[][] scaled = Arrays.stream(v).map(double[]::clone).toArray(double[][]::new);
            for (double[] row : scaled) {
                Arrays.setAll(row, j -> row[j] * values[j]);
            }
            assertEquals(0, Dense.difference(product(a, v), scaled), 1e-13);
            double[] alone = new double[7];
            assertEquals(0, lapack.dsyev(false, triangle, 7, stored(storage, given), 9, alone));
            assertArrayEquals(values, alone, 1e-13);
        }
    }

    @ParameterizedTest
    @EnumSource
    void singularVectorsMakeTheMatrixAgain(Storage storage) {
        begin(storage);
        for (int[] shape : new int[][] {{9, 4}, {4, 9}, {5, 5}}) {
            int m = shape[0];
            int n = shape[1];
            int k = Math.min(m, n);
            double[][] a = random(m, n, 7);
            double[] values = new double[k];
            Doubles u = stored(storage, new double[m][k]);
            Doubles vt = stored(storage, new double[k][n]);
            assertEquals(0, lapack.dgesvd(m, n, stored(storage, a), m + 2, values, u, m + 2, vt, k + 2));
            double[][] left = read(u, m, k);
            for (double[] row : left) {
                Arrays.setAll(row, j -> row[j] * values[j]);
            }
            assertEquals(0, Dense.difference(a, product(left, read(vt, k, n))), 1e-13);
            double[] alone = new double[k];
            assertEquals(0, lapack.dgesvd(m, n, stored(storage, a), m + 2, alone, null, 1, null, 1));
            assertArrayEquals(values, alone, 1e-13);
        }
    }

    @ParameterizedTest
    @EnumSource
    void badArgumentsAreRefused(Storage storage) {
        begin(storage);
        Doubles a = stored(storage, new double[][] {{1, 2}, {3, Double.NaN}});
        Doubles b = stored(storage, identity(2));
        int[] pivots = {0, 2};
        refused("a has NaN in row 1, column 1", () -> lapack.dgetrf(2, 2, a, 4, pivots));
        refused("a has NaN in row 1, column 1", () -> lapack.dsyev(true, Triangle.UPPER, 2, a, 4, new double[2]));
        refused("a has NaN in row 1, column 1", () -> lapack.dgesvd(2, 2, a, 4, new double[2], null, 1, null, 1));
        refused("pivots[1] is 2, but must be in 0 to 1", () -> lapack.dgetrs(Transpose.NO, 2, 2, b, 4, pivots, a, 4));
        refused("pivots has 2 elements, but needs 3", () -> lapack.dgetrf(3, 3, Doubles.of(new double[9]), 3, pivots));
        refused("lda is 1, but a column-major 2×2 A needs at least 2", () -> lapack.dpotrf(Triangle.UPPER, 2, a, 1));
        refused("tau is null", () -> lapack.dgeqrf(2, 2, a, 4, null));
        refused(
                "eigenvalues has 1 elements, but needs 2",
                () -> lapack.dsyev(false, Triangle.UPPER, 2, b, 4, new double[1]));
        refused(
                "vt is null and u is not; either both singular vectors are given or none",
                () -> lapack.dgesvd(2, 2, b, 4, new double[2], a, 4, null, 1));
        refused(
                "b overlaps a: what is written must not share elements with what is read",
                () -> lapack.dpotrs(Triangle.UPPER, 2, 2, a, 4, a, 4));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
