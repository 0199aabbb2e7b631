package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.blas.Operand.ALL;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Eigenvalues and singular values by what they rebuild. */
class SpectrumPropertyTest {
    private static final Order BY_COLUMNS = Order.COLUMN_MAJOR;

    @Provide
    Arbitrary<Lapack> engines() {
        return Arbitraries.of(
                Engines.ALL.stream().flatMap(engine -> engine.lapack().stream()).toList());
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 12),
                Arbitraries.of(1, 2, 15, 16, 17, 31, 32, 33, 64, 65, 100),
                Arbitraries.integers().between(12, 60));
    }

    @Property(tries = 120, seed = "20260235")
    void eigenvaluesAscendAndRebuildTheMatrix(
            @ForAll("engines") Lapack lapack, @ForAll Triangle triangle, @ForAll("sizes") int n, @ForAll long seed) {
        Random random = new Random(seed);
        Operand a = Operand.random(BY_COLUMNS, n, n, MatrixProductPropertyTest.cells(triangle), random);
        double[][] matrix = Residuals.symmetric(a, triangle);
        Doubles again = a.copy();
        double[] values = new double[n];
        assertEquals(0, lapack.dsyev(true, triangle, n, a.data, a.ld, values));
        a.assertUntouched(ALL);
        double[][] v = Residuals.dense(a);
        Residuals.assertOrthonormalColumns(v, n);
        double[][] scaled = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = v[i][j] * values[j];
                assertTrue(j == 0 || values[j - 1] <= values[j]);
            }
        }
        Residuals.assertClose(scaled, Residuals.multiply(matrix, v, n), Math.max(1, n), "A V − V Λ");
        double[] only = new double[n];
        assertEquals(0, lapack.dsyev(false, triangle, n, again, a.ld, only));
        assertArrayEquals(values, only, Residuals.ACCEPTED * Math.max(1, n) * n * Math.ulp(1.0) + Double.MIN_NORMAL);
    }

    @Property(tries = 120, seed = "20260236")
    void singularValuesDescendAndRebuildTheMatrix(
            @ForAll("engines") Lapack lapack,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll boolean deficient,
            @ForAll long seed) {
        Random random = new Random(seed);
        Operand a = Operand.random(BY_COLUMNS, m, n, random);
        for (int i = 0; i < m && deficient && n > 2; i++) {
            a.set(i, n - 1, a.get(i, 0));
            a.set(i, n / 2, 0);
        }
        a.remembered();
        double[][] matrix = Residuals.dense(a);
        Doubles again = a.copy();
        int k = Math.min(m, n);
        double[] values = new double[k];
        Operand u = Operand.random(BY_COLUMNS, m, k, random);
        Operand vt = Operand.random(BY_COLUMNS, k, n, random);
        assertEquals(0, lapack.dgesvd(m, n, a.data, a.ld, values, u.data, u.ld, vt.data, vt.ld));
        u.assertUntouched(ALL);
        vt.assertUntouched(ALL);
        double[][] left = Residuals.dense(u);
        double[][] right = Residuals.dense(vt);
        Residuals.assertOrthonormalColumns(left, k);
        Residuals.assertOrthonormalColumns(Residuals.transposed(right, n), k);
        for (int j = 0; j < k; j++) {
            assertTrue(values[j] >= 0 && (j == 0 || values[j - 1] >= values[j]));
            for (int i = 0; i < m; i++) {
                left[i][j] *= values[j];
            }
        }
        double size = Math.max(m, n);
        Residuals.assertClose(matrix, Residuals.multiply(left, right, n), Math.max(1, size), "A − U Σ Vᵀ");
        double[] only = new double[k];
        assertEquals(0, lapack.dgesvd(m, n, again, a.ld, only, null, 1, null, 1));
        assertArrayEquals(values, only, Residuals.ACCEPTED * Math.max(1, size) * size * Math.ulp(1.0));
    }

    @Test
    void extremeScalesKeepTheirEigenvaluesAndSingularValues() {
        for (Blas engine : Engines.ALL) {
            Lapack lapack = engine.lapack().orElseThrow();
            for (double scale : new double[] {1e300, 1, 1e-300}) {
                double[] values = new double[2];
                Doubles matrix = Doubles.of(new double[] {2 * scale, scale, scale, 2 * scale});
                assertEquals(0, lapack.dsyev(false, Triangle.UPPER, 2, matrix, 2, values));
                assertArrayEquals(new double[] {scale, 3 * scale}, values, 1e-14 * scale);
                Doubles other = Doubles.of(new double[] {0, 3 * scale, -4 * scale, 0});
                assertEquals(0, lapack.dgesvd(2, 2, other, 2, values, null, 1, null, 1));
                assertArrayEquals(new double[] {4 * scale, 3 * scale}, values, 1e-14 * scale);
            }
        }
    }
}
