package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.parhelion.blas.Operand.ALL;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** dgemm, dsymm and dsyrk against their definitions; error bounds of Higham, Accuracy and Stability, 2nd ed., §3.5. */
class MatrixProductPropertyTest {
    private static final Blas NAIVE = new NaiveBlas();

    @Provide
    Arbitrary<Blas> engines() {
        return Arbitraries.of(Engines.ALL);
    }

    /** Nothing, vectors, sizes around tiles and leaves, and what lies between. */
    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 20),
                Arbitraries.of(0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129),
                Arbitraries.integers().between(20, 90));
    }

    @Provide
    Arbitrary<Double> factors() {
        return Arbitraries.of(0.0, 1.0, -1.0, 0.7, -2.5);
    }

    private static void checkGemm(
            Blas engine,
            Order order,
            Transpose ta,
            Transpose tb,
            int m,
            int n,
            int k,
            double alpha,
            double beta,
            long seed) {
        Random random = new Random(seed);
        Operand a = operand(order, ta, m, k, random);
        Operand b = operand(order, tb, k, n, random);
        Operand c = Operand.random(order, m, n, random);
        if (beta == 0) {
            c.fill(Double.NaN);
        }
        Doubles exact = c.copy();
        Doubles bound = c.magnitudes();
        NAIVE.dgemm(order, ta, tb, m, n, k, alpha, a.copy(), a.ld, b.copy(), b.ld, beta, exact, c.ld);
        NAIVE.dgemm(
                order,
                ta,
                tb,
                m,
                n,
                k,
                Math.abs(alpha),
                a.magnitudes(),
                a.ld,
                b.magnitudes(),
                b.ld,
                Math.abs(beta),
                bound,
                c.ld);
        engine.dgemm(order, ta, tb, m, n, k, alpha, a.data, a.ld, b.data, b.ld, beta, c.data, c.ld);
        c.assertEqual(exact, bound, k, ALL);
        c.assertUntouched(ALL);
        a.assertUnchanged();
        b.assertUnchanged();
    }

    private static Operand operand(Order order, Transpose trans, int rows, int columns, Random random) {
        return trans == Transpose.NO
                ? Operand.random(order, rows, columns, random)
                : Operand.random(order, columns, rows, random);
    }

    @Property(tries = 600, seed = "20260201")
    void aProductIsItsDefinition(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Transpose ta,
            @ForAll Transpose tb,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll("sizes") int k,
            @ForAll("factors") double alpha,
            @ForAll("factors") double beta,
            @ForAll long seed) {
        checkGemm(engine, order, ta, tb, m, n, k, alpha, beta, seed);
    }

    /** More than one block in each direction: of depth, of rows, of columns. */
    @Property(tries = 10, seed = "20260202")
    void soIsAProductOfSeveralBlocks(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Transpose ta,
            @ForAll Transpose tb,
            @ForAll("factors") double beta,
            @ForAll long seed) {
        checkGemm(engine, order, ta, tb, 2 * Gemm.MC + 3, 21, 2 * Gemm.KC + 5, 0.5, beta, seed);
        checkGemm(engine, order, ta, tb, 37, 2 * Gemm.KC + 13, Gemm.KC + 3, 0.5, beta, seed);
        checkGemm(engine, order, ta, tb, 13, Gemm.NC + 11, Gemm.KC + 1, -1, beta, seed);
        checkGemm(engine, order, ta, tb, Gemm.NC + 9, 10, 7, 1, beta, seed);
    }

    @Property(tries = 100, seed = "20260203")
    void notANumberStaysInItsRowAndInfinityShows(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Transpose ta,
            @ForAll Transpose tb,
            @ForAll long seed) {
        Random random = new Random(seed);
        int m = 1 + random.nextInt(40);
        int n = 1 + random.nextInt(40);
        int k = 1 + random.nextInt(40);
        Operand a = operand(order, ta, m, k, random);
        Operand b = operand(order, tb, k, n, random);
        Operand c = Operand.random(order, m, n, random);
        int row = random.nextInt(m);
        int p = random.nextInt(k);
        double bad = random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
        a.set(ta == Transpose.NO ? row : p, ta == Transpose.NO ? p : row, bad);
        engine.dgemm(order, ta, tb, m, n, k, 1, a.data, a.ld, b.data, b.ld, 1, c.data, c.ld);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double factor = tb == Transpose.NO ? b.get(p, j) : b.get(j, p);
                assertEquals(i != row, Double.isFinite(c.get(i, j)), "(" + i + ", " + j + ")");
                if (i == row) {
                    assertEquals(bad * factor, c.get(i, j));
                }
            }
        }
    }

    @Property(tries = 300, seed = "20260204")
    void aSymmetricFactorIsReadFromOneTriangle(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Side side,
            @ForAll Triangle triangle,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll("factors") double alpha,
            @ForAll("factors") double beta,
            @ForAll long seed) {
        Random random = new Random(seed);
        int size = side == Side.LEFT ? m : n;
        Operand a = Operand.random(order, size, size, cells(triangle), random);
        Operand b = Operand.random(order, m, n, random);
        Operand c = Operand.random(order, m, n, random);
        if (beta == 0) {
            c.fill(Double.NaN);
        }
        Doubles exact = c.copy();
        Doubles bound = c.magnitudes();
        NAIVE.dsymm(order, side, triangle, m, n, alpha, a.copy(), a.ld, b.copy(), b.ld, beta, exact, c.ld);
        double up = Math.abs(alpha);
        double down = Math.abs(beta);
        NAIVE.dsymm(order, side, triangle, m, n, up, a.magnitudes(), a.ld, b.magnitudes(), b.ld, down, bound, c.ld);
        engine.dsymm(order, side, triangle, m, n, alpha, a.data, a.ld, b.data, b.ld, beta, c.data, c.ld);
        c.assertEqual(exact, bound, size, ALL);
        c.assertUntouched(ALL);
        a.assertUnchanged();
        b.assertUnchanged();
    }

    static Operand.Cells cells(Triangle triangle) {
        return triangle == Triangle.UPPER ? (i, j) -> i <= j : (i, j) -> i >= j;
    }

    @Property(tries = 300, seed = "20260205")
    void aProductWithItsTransposeFillsOneTriangle(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Triangle triangle,
            @ForAll Transpose trans,
            @ForAll("sizes") int n,
            @ForAll("sizes") int k,
            @ForAll("factors") double alpha,
            @ForAll("factors") double beta,
            @ForAll long seed) {
        Random random = new Random(seed);
        Operand a = operand(order, trans, n, k, random);
        Operand c = Operand.random(order, n, n, cells(triangle), random);
        if (beta == 0) {
            c.fill(Double.NaN);
        }
        Doubles exact = c.copy();
        Doubles bound = c.magnitudes();
        NAIVE.dsyrk(order, triangle, trans, n, k, alpha, a.copy(), a.ld, beta, exact, c.ld);
        NAIVE.dsyrk(order, triangle, trans, n, k, Math.abs(alpha), a.magnitudes(), a.ld, Math.abs(beta), bound, c.ld);
        engine.dsyrk(order, triangle, trans, n, k, alpha, a.data, a.ld, beta, c.data, c.ld);
        c.assertEqual(exact, bound, k, cells(triangle));
        c.assertUntouched(cells(triangle));
        a.assertUnchanged();
    }
}
