package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.blas.Operand.ALL;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Factorizations by what they leave: residuals scaled by size, norm and unit roundoff, as LAPACK's own tests scale them. */
class LapackPropertyTest {
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

    @Property(tries = 200, seed = "20260231")
    void rowsSwappedAreLowerTimesUpper(
            @ForAll("engines") Lapack lapack, @ForAll("sizes") int m, @ForAll("sizes") int n, @ForAll long seed) {
        Random random = new Random(seed);
        Operand a = Operand.random(BY_COLUMNS, m, n, random);
        double[][] swapped = Residuals.dense(a);
        int k = Math.min(m, n);
        int[] pivots = new int[k];
        assertEquals(0, lapack.dgetrf(m, n, a.data, a.ld, pivots));
        a.assertUntouched(ALL);
        double[][] lower = new double[m][k];
        double[][] upper = new double[k][n];
        for (int i = 0; i < k; i++) {
            assertTrue(pivots[i] >= i && pivots[i] < m);
            double[] row = swapped[i];
            swapped[i] = swapped[pivots[i]];
            swapped[pivots[i]] = row;
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                if (i > j) {
                    lower[i][j] = a.get(i, j);
                    assertTrue(Math.abs(lower[i][j]) <= 1 + 1e-15, "partial pivoting");
                } else {
                    upper[i][j] = a.get(i, j);
                }
            }
            if (i < k) {
                lower[i][i] = 1;
            }
        }
        Residuals.assertClose(swapped, Residuals.multiply(lower, upper, n), 4, "PA − LU");
    }

    @Property(tries = 150, seed = "20260232")
    void factorsSolveSystems(
            @ForAll("engines") Lapack lapack,
            @ForAll Transpose trans,
            @ForAll boolean definite,
            @ForAll Triangle triangle,
            @ForAll("sizes") int n,
            @ForAll("sizes") int columns,
            @ForAll long seed) {
        Random random = new Random(seed);
        Operand a = definite ? definite(n, triangle, random) : Operand.random(BY_COLUMNS, n, n, random);
        Operand b = Operand.random(BY_COLUMNS, n, columns, random);
        double[][] matrix = definite ? Residuals.symmetric(a, triangle) : Residuals.dense(a);
        double[][] right = Residuals.dense(b);
        if (definite) {
            assertEquals(0, lapack.dpotrf(triangle, n, a.data, a.ld));
            a.assertUntouched(MatrixProductPropertyTest.cells(triangle));
            lapack.dpotrs(triangle, n, columns, a.data, a.ld, b.data, b.ld);
        } else {
            int[] pivots = new int[n];
            assertEquals(0, lapack.dgetrf(n, n, a.data, a.ld, pivots));
            lapack.dgetrs(trans, n, columns, a.data, a.ld, pivots, b.data, b.ld);
        }
        b.assertUntouched(ALL);
        double[][] x = Residuals.dense(b);
        double largest = 1;
        for (double[] row : x) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        double[][] op = trans == Transpose.NO ? matrix : Residuals.transposed(matrix, n);
        Residuals.assertClose(right, Residuals.multiply(op, x, columns), 2 * Math.max(1, n) * largest, "B − A X");
    }

    /** A Aᵀ + n I in one triangle, NaN in the other. */
    private static Operand definite(int n, Triangle triangle, Random random) {
        double[][] square = Residuals.dense(Operand.random(BY_COLUMNS, n, n, random));
        double[][] product = Residuals.multiply(square, Residuals.transposed(square, n), n);
        Operand.Cells cells = MatrixProductPropertyTest.cells(triangle);
        Operand a = Operand.random(BY_COLUMNS, n, n, cells, random);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (cells.has(i, j)) {
                    a.set(i, j, product[i][j] + (i == j ? n : 0));
                }
            }
        }
        return a.remembered();
    }

    @Property(tries = 100, seed = "20260233")
    void aDefiniteMatrixIsItsFactorTimesTheTranspose(
            @ForAll("engines") Lapack lapack, @ForAll Triangle triangle, @ForAll("sizes") int n, @ForAll long seed) {
        Operand a = definite(n, triangle, new Random(seed));
        double[][] matrix = Residuals.symmetric(a, triangle);
        assertEquals(0, lapack.dpotrf(triangle, n, a.data, a.ld));
        double[][] factor = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                factor[i][j] = triangle == Triangle.LOWER ? a.get(i, j) : a.get(j, i);
            }
        }
        Residuals.assertClose(matrix, Residuals.multiply(factor, Residuals.transposed(factor, n), n), 3 * n, "A − LLᵀ");
    }

    @Property(tries = 200, seed = "20260234")
    void reflectionsTimesUpperAreTheMatrix(
            @ForAll("engines") Lapack lapack, @ForAll("sizes") int m, @ForAll("sizes") int n, @ForAll long seed) {
        Operand a = Operand.random(BY_COLUMNS, m, n, new Random(seed));
        double[][] matrix = Residuals.dense(a);
        int k = Math.min(m, n);
        double[] tau = new double[k];
        lapack.dgeqrf(m, n, a.data, a.ld, tau);
        a.assertUntouched(ALL);
        double[][] q = new double[m][m];
        for (int i = 0; i < m; i++) {
            q[i][i] = 1;
        }
        double[][] upper = new double[m][n];
        for (int j = k - 1; j >= 0; j--) {
            reflect(q, a, j, tau[j]);
        }
        for (int i = 0; i < m; i++) {
            for (int j = i; j < n; j++) {
                upper[i][j] = a.get(i, j);
            }
        }
        Residuals.assertOrthonormalColumns(q, m);
        Residuals.assertClose(matrix, Residuals.multiply(q, upper, n), 4 * Math.sqrt(Math.max(1, m)), "A − QR");
    }

    /** q ← (I − τ v vᵀ) q */
    private static void reflect(double[][] q, Operand a, int j, double tau) {
        for (int column = 0; column < q.length; column++) {
            double sum = q[j][column];
            for (int i = j + 1; i < q.length; i++) {
                sum += a.get(i, j) * q[i][column];
            }
            q[j][column] -= tau * sum;
            for (int i = j + 1; i < q.length; i++) {
                q[i][column] -= tau * sum * a.get(i, j);
            }
        }
    }

    @Test
    void theFirstPivotThatVanishesIsTold() {
        for (Blas engine : Engines.ALL) {
            Lapack lapack = engine.lapack().orElseThrow();
            double[] singular = {2, 1, 0, 4, 2, 0, 1, 0, 1};
            assertEquals(2, lapack.dgetrf(3, 3, Doubles.of(singular.clone()), 3, new int[3]));
            int n = 40;
            double[] zeroColumn = new Random(3).doubles((long) n * n).toArray();
            Arrays.fill(zeroColumn, 29 * n, 30 * n, 0);
            assertEquals(30, lapack.dgetrf(n, n, Doubles.of(zeroColumn), n, new int[n]));
            double[] indefinite = new double[n * n];
            for (int i = 0; i < n; i++) {
                indefinite[i * n + i] = i == 33 ? -1 : 1;
            }
            for (Triangle triangle : Triangle.values()) {
                assertEquals(34, lapack.dpotrf(triangle, n, Doubles.of(indefinite.clone()), n));
            }
        }
    }
}
