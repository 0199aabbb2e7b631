package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.blas.Operand.ALL;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** dtrmm against its definition; dtrsm by the residual that substitution leaves (Higham, 2nd ed., theorem 8.5). */
class TriangularPropertyTest {
    private static final Blas NAIVE = new NaiveBlas();

    @Provide
    Arbitrary<Blas> engines() {
        return Arbitraries.of(Engines.ALL);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 20),
                Arbitraries.of(0, 1, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 150),
                Arbitraries.integers().between(20, 90));
    }

    @Provide
    Arbitrary<Double> factors() {
        return Arbitraries.of(0.0, 1.0, -1.0, 0.7, -2.5);
    }

    /** Read: the triangle, and the diagonal unless it is one. */
    private static Operand triangle(Order order, Triangle triangle, Diagonal diagonal, int n, Random random) {
        Operand.Cells cells = MatrixProductPropertyTest.cells(triangle);
        Operand.Cells read = diagonal == Diagonal.UNIT ? (i, j) -> i != j && cells.has(i, j) : cells;
        Operand a = Operand.random(order, n, n, read, random);
        for (int i = 0; i < n && diagonal == Diagonal.NON_UNIT; i++) {
            a.set(i, i, a.get(i, i) + Math.copySign(1, a.get(i, i)));
        }
        return a.remembered();
    }

    @Property(tries = 400, seed = "20260211")
    void aTriangularProductIsItsDefinition(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Side side,
            @ForAll Triangle triangle,
            @ForAll Transpose trans,
            @ForAll Diagonal diagonal,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll("factors") double alpha,
            @ForAll long seed) {
        Random random = new Random(seed);
        int size = side == Side.LEFT ? m : n;
        Operand a = triangle(order, triangle, diagonal, size, random);
        Operand b = Operand.random(order, m, n, random);
        Doubles exact = b.copy();
        Doubles bound = b.magnitudes();
        NAIVE.dtrmm(order, side, triangle, trans, diagonal, m, n, alpha, a.copy(), a.ld, exact, b.ld);
        NAIVE.dtrmm(order, side, triangle, trans, diagonal, m, n, Math.abs(alpha), a.magnitudes(), a.ld, bound, b.ld);
        engine.dtrmm(order, side, triangle, trans, diagonal, m, n, alpha, a.data, a.ld, b.data, b.ld);
        b.assertEqual(exact, bound, size, ALL);
        b.assertUntouched(ALL);
        a.assertUnchanged();
    }

    @Property(tries = 400, seed = "20260212")
    void aTriangularSolutionLeavesAResidualOfRoundings(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Side side,
            @ForAll Triangle triangle,
            @ForAll Transpose trans,
            @ForAll Diagonal diagonal,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll("factors") double alpha,
            @ForAll long seed) {
        Random random = new Random(seed);
        int size = side == Side.LEFT ? m : n;
        Operand a = triangle(order, triangle, diagonal, size, random);
        Operand b = Operand.random(order, m, n, random);
        Doubles given = b.copy();
        engine.dtrsm(order, side, triangle, trans, diagonal, m, n, alpha, a.data, a.ld, b.data, b.ld);
        b.assertUntouched(ALL);
        a.assertUnchanged();
        Doubles product = b.copy();
        Doubles bound = b.magnitudes();
        NAIVE.dtrmm(order, side, triangle, trans, diagonal, m, n, 1, a.copy(), a.ld, product, b.ld);
        NAIVE.dtrmm(order, side, triangle, trans, diagonal, m, n, 1, a.magnitudes(), a.ld, bound, b.ld);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = b.index(i, j);
                double wanted = alpha * given.get(at);
                double most = 4 * (size + 4) * Math.ulp(1.0) * (bound.get(at) + Math.abs(wanted));
                assertEquals(wanted, product.get(at), most, "(" + i + ", " + j + ")");
                assertTrue(Double.isFinite(b.get(i, j)));
            }
        }
    }
}
