package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.blas.Operand.ALL;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Matrix with vector, and vector with vector, with increments of both signs. */
class VectorPropertyTest {
    private static final Blas NAIVE = new NaiveBlas();

    @Provide
    Arbitrary<Blas> engines() {
        return Arbitraries.of(Engines.ALL);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 20), Arbitraries.of(0, 1, 15, 16, 17, 31, 32, 33, 64, 200, 300));
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.oneOf(Arbitraries.integers().between(0, 70), Arbitraries.of(1023, 1024, 1025, 2500));
    }

    @Provide
    Arbitrary<Integer> increments() {
        return Arbitraries.of(1, 1, 2, 3, -1, -2);
    }

    @Provide
    Arbitrary<Double> factors() {
        return Arbitraries.of(0.0, 1.0, -1.0, 0.7, -2.5);
    }

    /** A vector is a matrix of one column by rows, whose leading dimension is the increment's magnitude. */
    private record Vector(Operand cells, int increment) {
        static Vector random(int n, int increment, Random random) {
            int step = Math.abs(increment);
            int width = step == 1 ? 1 : step;
            return new Vector(
                    Operand.random(Order.ROW_MAJOR, 1, n * width, (i, j) -> j % width == 0, random), increment);
        }

        Doubles data() {
            return cells.data;
        }

        boolean has(int i, int j) {
            return j % Math.abs(increment) == 0;
        }

        void assertEqual(Doubles exact, Doubles bound, int roundings) {
            cells.assertEqual(exact, bound, roundings, this::has);
            cells.assertUntouched(this::has);
        }
    }

    @Property(tries = 600, seed = "20260221")
    void aMatrixTimesAVectorIsItsDefinition(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Transpose trans,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll("increments") int incX,
            @ForAll("increments") int incY,
            @ForAll("factors") double alpha,
            @ForAll("factors") double beta,
            @ForAll long seed) {
        Random random = new Random(seed);
        Operand a = Operand.random(order, m, n, random);
        Vector x = Vector.random(trans == Transpose.NO ? n : m, incX, random);
        Vector y = Vector.random(trans == Transpose.NO ? m : n, incY, random);
        if (beta == 0) {
            y.cells.fill(Double.NaN);
        }
        Doubles exact = y.cells.copy();
        Doubles bound = y.cells.magnitudes();
        NAIVE.dgemv(order, trans, m, n, alpha, a.copy(), a.ld, x.cells.copy(), incX, beta, exact, incY);
        Doubles ax = x.cells.magnitudes();
        NAIVE.dgemv(order, trans, m, n, Math.abs(alpha), a.magnitudes(), a.ld, ax, incX, Math.abs(beta), bound, incY);
        engine.dgemv(order, trans, m, n, alpha, a.data, a.ld, x.data(), incX, beta, y.data(), incY);
        y.assertEqual(exact, bound, trans == Transpose.NO ? n : m);
        a.assertUnchanged();
        x.cells.assertUnchanged();
    }

    @Property(tries = 300, seed = "20260222")
    void aRankOneUpdateIsItsDefinition(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll("increments") int incX,
            @ForAll("increments") int incY,
            @ForAll("factors") double alpha,
            @ForAll long seed) {
        Random random = new Random(seed);
        Operand a = Operand.random(order, m, n, random);
        Vector x = Vector.random(m, incX, random);
        Vector y = Vector.random(n, incY, random);
        Doubles exact = a.copy();
        Doubles bound = a.magnitudes();
        NAIVE.dger(order, m, n, alpha, x.cells.copy(), incX, y.cells.copy(), incY, exact, a.ld);
        Doubles ax = x.cells.magnitudes();
        NAIVE.dger(order, m, n, Math.abs(alpha), ax, incX, y.cells.magnitudes(), incY, bound, a.ld);
        engine.dger(order, m, n, alpha, x.data(), incX, y.data(), incY, a.data, a.ld);
        a.assertEqual(exact, bound, 3, ALL);
        a.assertUntouched(ALL);
        x.cells.assertUnchanged();
        y.cells.assertUnchanged();
    }

    @Property(tries = 600, seed = "20260223")
    void sumsScalingsAndProductsOfVectorsAreTheirDefinitions(
            @ForAll("engines") Blas engine,
            @ForAll("lengths") int n,
            @ForAll("increments") int incX,
            @ForAll("increments") int incY,
            @ForAll("factors") double alpha,
            @ForAll long seed) {
        Random random = new Random(seed);
        Vector x = Vector.random(n, incX, random);
        Vector y = Vector.random(n, incY, random);
        Doubles xs = x.cells.copy();
        Doubles ys = y.cells.copy();
        double most = 2 * (n + 4) * Math.ulp(1.0);
        double size = NAIVE.ddot(n, x.cells.magnitudes(), incX, y.cells.magnitudes(), incY);
        assertEquals(
                NAIVE.ddot(n, xs, incX, ys, incY),
                engine.ddot(n, x.data(), incX, y.data(), incY),
                most * size + Double.MIN_NORMAL);
        double norm = NAIVE.dnrm2(n, xs, Math.abs(incX));
        assertEquals(norm, engine.dnrm2(n, x.data(), Math.abs(incX)), most * norm + Double.MIN_NORMAL);

        Doubles bound = y.cells.magnitudes();
        NAIVE.daxpy(n, alpha, xs, incX, ys, incY);
        NAIVE.daxpy(n, Math.abs(alpha), x.cells.magnitudes(), incX, bound, incY);
        engine.daxpy(n, alpha, x.data(), incX, y.data(), incY);
        y.assertEqual(ys, bound, 2);
        x.cells.assertUnchanged();

        NAIVE.dscal(n, alpha, xs, Math.abs(incX));
        engine.dscal(n, alpha, x.data(), Math.abs(incX));
        x.assertEqual(xs, xs, 0);
    }

    @Test
    void theNormNeitherOverflowsNorVanishes() {
        for (Blas engine : Engines.ALL) {
            for (double scale : new double[] {1e300, 1e-300, 1, Double.MIN_VALUE * 1024, 1e-160, 1e160}) {
                Doubles x = Doubles.of(new double[] {3 * scale, 0, -4 * scale});
                assertEquals(5 * scale, engine.dnrm2(3, x, 1), 1e-14 * scale, engine.name());
            }
            assertEquals(0, engine.dnrm2(2, Doubles.of(new double[2]), 1));
            assertEquals(0, engine.dnrm2(0, Doubles.of(new double[0]), 1));
            double infinity = Double.NEGATIVE_INFINITY;
            assertEquals(-infinity, engine.dnrm2(2, Doubles.of(new double[] {1, infinity}), 1));
            assertTrue(Double.isNaN(engine.dnrm2(2, Doubles.of(new double[] {1, Double.NaN}), 1)));
        }
    }

    @Test
    void aDotProductOfVectorBlasHasTheSameBitsWhereverItsTermsLie() {
        Blas engine = new VectorBlas();
        Random random = new Random(7);
        for (int n : new int[] {5, 100, 1024, 3001}) {
            double[] x = random.doubles(n).toArray();
            double[] spread = new double[3 * n];
            for (int i = 0; i < n; i++) {
                spread[3 * (n - 1 - i)] = x[i];
            }
            DoubleBuffer direct = ByteBuffer.allocateDirect(8 * n)
                    .order(ByteOrder.nativeOrder())
                    .asDoubleBuffer()
                    .put(0, x);
            double plain = engine.ddot(n, Doubles.of(x), 1, Doubles.of(x), 1);
            assertEquals(plain, engine.ddot(n, Doubles.of(spread), -3, Doubles.of(x), 1));
            assertEquals(plain, engine.ddot(n, Doubles.of(direct), 1, Doubles.of(spread), -3));
        }
    }
}
