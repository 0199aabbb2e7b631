package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.parhelion.blas.Dense.op;
import static org.parhelion.blas.Dense.product;
import static org.parhelion.blas.Dense.random;
import static org.parhelion.blas.Dense.symmetric;
import static org.parhelion.blas.Dense.triangular;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each routine against its definition: on the heap and direct, whole and in slices. */
final class NativeBlasTest {
    /** A dimension that is cut in three. */
    private static final int LONG = 600;

    private static final int M = 7;
    private static final int N = 5;
    private static final int K = 6;

    private Blas blas;

    @BeforeEach
    void thereIsABlas() {
        assumeTrue(
                NativeLibrary.obstacle().isEmpty(),
                () -> NativeLibrary.obstacle().orElse(""));
        blas = new CheckedBlas(new NativeBlas(1, NativeBlas.SLICE), "tested");
    }

    @AfterEach
    void oneRankAgain() {
        System.clearProperty(RanksHere.PROPERTY);
    }

    private void cutIntoSlices() {
        System.setProperty(RanksHere.PROPERTY, "2");
        blas = new CheckedBlas(new NativeBlas(1, 1e5), "tested");
    }

    private static int ld(Order order, int rows, int columns) {
        return (order == Order.ROW_MAJOR ? columns : rows) + 2;
    }

    private static Doubles stored(Order order, double[][] a, boolean direct) {
        return Dense.stored(order, a, ld(order, a.length, a[0].length), direct);
    }

    private static int ld(Order order, double[][] a) {
        return ld(order, a.length, a[0].length);
    }

    private void dgemmIsRight(Order order, Transpose transA, Transpose transB, int m, int n, int k, boolean direct) {
        double[][] a = op(transA, random(m, k, 1));
        double[][] b = op(transB, random(k, n, 2));
        double[][] c = random(m, n, 3);
        Doubles result = stored(order, c, direct);
        blas.dgemm(
                order,
                transA,
                transB,
                m,
                n,
                k,
                1.5,
                stored(order, a, direct),
                ld(order, a),
                stored(order, b, false),
                ld(order, b),
                0.5,
                result,
                ld(order, c));
        double[][] expected = product(1.5, op(transA, a), op(transB, b), 0.5, c);
        assertEquals(0, Dense.difference(expected, Dense.read(order, m, n, result, ld(order, c))), 1e-14 * k + 1e-15);
    }

    @Test
    void dgemmMultiplies() {
        for (Order order : Order.values()) {
            for (Transpose transA : Transpose.values()) {
                for (Transpose transB : Transpose.values()) {
                    for (boolean direct : new boolean[] {false, true}) {
                        dgemmIsRight(order, transA, transB, M, N, K, direct);
                        dgemmIsRight(order, transA, transB, 1, N, K, direct);
                        dgemmIsRight(order, transA, transB, M, N, 1, direct);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"600, 20, 30", "20, 600, 30", "20, 30, 1100", "520, 530, 4"})
    void dgemmMultipliesInSlices(int m, int n, int k) {
        cutIntoSlices();
        for (Order order : Order.values()) {
            for (Transpose transA : Transpose.values()) {
                for (Transpose transB : Transpose.values()) {
                    dgemmIsRight(order, transA, transB, m, n, k, false);
                }
            }
        }
    }

    @Test
    void withoutAnInnerDimensionDgemmScales() {
        Doubles c = Doubles.of(new double[] {1, 2, 3, 4});
        Doubles none = Doubles.of(new double[0]);
        blas.dgemm(Order.ROW_MAJOR, Transpose.NO, Transpose.NO, 2, 2, 0, 1, none, 1, none, 2, 3, c, 2);
        assertEquals(12, c.get(3));
        c.set(0, Double.NaN);
        blas.dgemm(Order.ROW_MAJOR, Transpose.NO, Transpose.NO, 2, 2, 0, 1, none, 1, none, 2, 0, c, 2);
        assertEquals(0, c.get(0));
    }

    @ParameterizedTest
    @CsvSource({"7, 5, 6, false", "600, 600, 30, true", "20, 20, 1100, true"})
    void sgemmMultiplies(int m, int n, int k, boolean slices) {
        if (slices) {
            cutIntoSlices();
        }
        double[][] a = random(m, k, 1);
        double[][] b = random(k, n, 2);
        float[] c = new float[m * n];
        blas.sgemm(
                Order.ROW_MAJOR,
                Transpose.NO,
                Transpose.NO,
                m,
                n,
                k,
                1,
                floats(a),
                k,
                floats(b),
                n,
                0,
                Floats.of(c),
                n);
        double[][] expected = product(a, b);
        for (int i = 0; i < m * n; i++) {
            assertEquals(expected[i / n][i % n], c[i], 1e-6 * k);
        }
    }

    private static Floats floats(double[][] a) {
        Floats storage = Floats.of(ByteBuffer.allocateDirect(a.length * a[0].length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer());
        for (int i = 0; i < storage.length(); i++) {
            storage.set(i, (float) a[i / a[0].length][i % a[0].length]);
        }
        return a.length % 2 == 0 ? copyOnHeap(storage) : storage;
    }

    private static Floats copyOnHeap(Floats from) {
        float[] copy = new float[from.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = from.get(i);
        }
        return Floats.of(copy);
    }

    @Test
    void symmetricProductsAreRight() {
        symmetricProductsAreRight(M, N, K);
        cutIntoSlices();
        symmetricProductsAreRight(M, LONG, 1);
        symmetricProductsAreRight(LONG, 20, 1);
        symmetricProductsAreRight(20, 20, LONG);
    }

    private void symmetricProductsAreRight(int m, int n, int k) {
        for (Order order : Order.values()) {
            for (Triangle triangle : Triangle.values()) {
                for (Side side : Side.values()) {
                    double[][] a = random(side == Side.LEFT ? m : n, side == Side.LEFT ? m : n, 4);
                    double[][] b = random(m, n, 5);
                    double[][] c = random(m, n, 6);
                    Doubles result = stored(order, c, side == Side.LEFT);
                    blas.dsymm(
                            order,
                            side,
                            triangle,
                            m,
                            n,
                            2,
                            stored(order, a, false),
                            ld(order, a),
                            stored(order, b, true),
                            ld(order, b),
                            -1,
                            result,
                            ld(order, c));
                    double[][] s = symmetric(triangle, a);
                    double[][] expected = side == Side.LEFT ? product(2, s, b, -1, c) : product(2, b, s, -1, c);
                    assertEquals(0, Dense.difference(expected, Dense.read(order, m, n, result, ld(order, c))), 1e-11);
                }
                for (Transpose trans : Transpose.values()) {
                    double[][] a = op(trans, random(m, k, 7));
                    double[][] c = random(m, m, 8);
                    Doubles result = stored(order, c, false);
                    blas.dsyrk(
                            order,
                            triangle,
                            trans,
                            m,
                            k,
                            2,
                            stored(order, a, false),
                            ld(order, a),
                            -1,
                            result,
                            ld(order, c));
                    double[][] expected = product(2, op(trans, a), Dense.transposed(op(trans, a)), -1, c);
                    for (int i = 0; i < m; i++) {
                        for (int j = 0; j < m; j++) {
                            double wanted = Dense.inTriangle(triangle, i, j) ? expected[i][j] : c[i][j];
                            assertEquals(wanted, result.get(Dense.index(order, i, j, ld(order, c))), 1e-11);
                        }
                    }
                }
            }
        }
    }

    @Test
    void triangularProductsAndSolvesAreRight() {
        triangularProductsAndSolvesAreRight(M, N);
        cutIntoSlices();
        triangularProductsAndSolvesAreRight(30, LONG);
        triangularProductsAndSolvesAreRight(LONG, 30);
    }

    private void triangularProductsAndSolvesAreRight(int m, int n) {
        for (Order order : Order.values()) {
            for (int choice = 0; choice < 16; choice++) {
                Side side = Side.values()[choice & 1];
                Triangle triangle = Triangle.values()[choice >> 1 & 1];
                Transpose trans = Transpose.values()[choice >> 2 & 1];
                Diagonal diagonal = Diagonal.values()[choice >> 3 & 1];
                int size = side == Side.LEFT ? m : n;
                double[][] a = random(size, size, 9);
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                        a[i][j] = i == j ? 2 + a[i][j] : a[i][j] / size;
                    }
                }
                double[][] b = random(m, n, 10);
                Doubles result = stored(order, b, (choice & 2) == 0);
                Doubles factor = stored(order, a, false);
                blas.dtrmm(order, side, triangle, trans, diagonal, m, n, 3, factor, ld(order, a), result, ld(order, b));
                double[][] t = op(trans, triangular(triangle, diagonal, a));
                double[][] expected = side == Side.LEFT ? product(3, t, b, 0, b) : product(3, b, t, 0, b);
                assertEquals(0, Dense.difference(expected, Dense.read(order, m, n, result, ld(order, b))), 1e-12);
                blas.dtrsm(
                        order,
                        side,
                        triangle,
                        trans,
                        diagonal,
                        m,
                        n,
                        1 / 3.0,
                        factor,
                        ld(order, a),
                        result,
                        ld(order, b));
                assertEquals(0, Dense.difference(b, Dense.read(order, m, n, result, ld(order, b))), 1e-12);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, -1", "-3, 2"})
    void vectorRoutinesAreRight(int incX, int incY) {
        double[] x = {1, -2, 3};
        double[] y = {0.5, 4, -1};
        assertEquals(-10.5, blas.ddot(3, spread(x, incX, true), incX, spread(y, incY, false), incY));
        assertEquals(Math.sqrt(14), blas.dnrm2(3, spread(x, incX, false), incX), 1e-15);
        Doubles sum = spread(y, incY, true);
        blas.daxpy(3, 2, spread(x, incX, false), incX, sum, incY);
        assertEquals(2.5, element(sum, 0, incY));
        assertEquals(5, element(sum, 2, incY));
        blas.dscal(3, -1, sum, incY);
        assertEquals(-2.5, element(sum, 0, incY));
        for (Order order : Order.values()) {
            double[][] a = {{1, 2, 3}, {4, 5, 6}, {7, 8, 10}};
            Doubles matrix = stored(order, a, false);
            Doubles result = spread(y, incY, false);
            blas.dgemv(order, Transpose.YES, 3, 3, 1, matrix, 5, spread(x, incX, true), incX, 2, result, incY);
            assertEquals(1 - 8 + 21 + 1, element(result, 0, incY));
            assertEquals(3 - 12 + 30 - 2, element(result, 2, incY));
            blas.dger(order, 3, 3, 1, spread(x, incX, true), incX, spread(y, incY, true), incY, matrix, 5);
            assertEquals(6 - 2 * -1.0, matrix.get(Dense.index(order, 1, 2, 5)));
        }
    }

    private static Doubles spread(double[] values, int increment, boolean direct) {
        double[][] row = new double[1][(values.length - 1) * Math.abs(increment) + 1];
        for (int i = 0; i < values.length; i++) {
            int at = increment > 0 ? i : values.length - 1 - i;
            row[0][at * Math.abs(increment)] = values[i];
        }
        return Dense.stored(Order.ROW_MAJOR, row, row[0].length, direct);
    }

    private static double element(Doubles vector, int i, int increment) {
        return vector.get(increment > 0 ? i * increment : (2 - i) * -increment);
    }

    @Test
    void overlapsOfDirectBuffersAreSeenByTheirAddresses() {
        ByteBuffer memory = ByteBuffer.allocateDirect(100 * Double.BYTES).order(ByteOrder.nativeOrder());
        Doubles one = Doubles.of(memory.asDoubleBuffer());
        Doubles other =
                Doubles.of(memory.slice(24, 400).order(ByteOrder.nativeOrder()).asDoubleBuffer());
        blas.daxpy(3, 1, one, 1, other, 1);
        assertThrows(IllegalArgumentException.class, () -> blas.daxpy(4, 1, one, 1, other, 1));
        Doubles odd =
                Doubles.of(memory.slice(4, 400).order(ByteOrder.nativeOrder()).asDoubleBuffer());
        assertThrows(IllegalArgumentException.class, () -> blas.dscal(4, 1, odd, 1));
    }

    @Test
    void callsWithDifferentNumbersOfThreadsRunSideBySide() throws InterruptedException {
        double[][] a = random(200, 200, 1);
        double[][] expected = product(a, a);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] callers = new Thread[4];
        for (int t = 0; t < callers.length; t++) {
            Blas mine = blas.withThreads(1 + t % 2);
            callers[t] = new Thread(() -> {
                for (int repeat = 0; repeat < 20; repeat++) {
                    Doubles c = Doubles.of(new double[200 * 200]);
                    Doubles factor = Dense.stored(Order.ROW_MAJOR, a, 200, false);
                    mine.dgemm(
                            Order.ROW_MAJOR,
                            Transpose.NO,
                            Transpose.NO,
                            200,
                            200,
                            200,
                            1,
                            factor,
                            200,
                            factor,
                            200,
                            0,
                            c,
                            200);
                    assertEquals(0, Dense.difference(expected, Dense.read(Order.ROW_MAJOR, 200, 200, c, 200)), 1e-12);
                }
            });
            callers[t].setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        }
        for (Thread caller : callers) {
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(null, failure.get());
    }

    @Test
    void theDescriptionNamesLibraryAndThreads() {
        String description = blas.description();
        assertTrue(description.matches("NativeBlas \\(.+, /.+\\), 1 thread; tested"), description);
    }
}
