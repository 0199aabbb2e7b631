package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@code sgemm} of every engine beside the sums that define it, in double precision. */
class SinglePrecisionPropertyTest {
    /** Between the columns or rows, and before the first. */
    private static final float GUARD = 12345;

    @Provide
    Arbitrary<Blas> engines() {
        return Arbitraries.of(Engines.ALL);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(Arbitraries.integers().between(0, 20), Arbitraries.of(0, 1, 16, 33, 70));
    }

    @Provide
    Arbitrary<Float> factors() {
        return Arbitraries.of(0f, 1f, -1f, 0.75f, -2.5f);
    }

    /** A matrix of {@code rows} × {@code columns} as stored, behind an offset, with gaps of guards. */
    private record Stored(Order order, int rows, int columns, int ld, Floats data) {
        static Stored random(Order order, int rows, int columns, Random random) {
            int line = order == Order.ROW_MAJOR ? columns : rows;
            int lines = order == Order.ROW_MAJOR ? rows : columns;
            int ld = Math.max(1, line + random.nextInt(3));
            int offset = random.nextInt(3);
            int length = offset + lines * ld;
            Floats all = random.nextBoolean()
                    ? Floats.of(new float[length])
                    : Floats.of(ByteBuffer.allocateDirect(length * Float.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer());
            for (int n = 0; n < length; n++) {
                all.set(n, GUARD);
            }
            Stored stored = new Stored(order, rows, columns, ld, all.from(offset));
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    stored.data.set(stored.place(i, j), random.nextFloat() - 0.5f);
                }
            }
            return stored;
        }

        int place(int i, int j) {
            return order == Order.ROW_MAJOR ? i * ld + j : i + j * ld;
        }

        double at(Transpose trans, int i, int j) {
            return trans == Transpose.NO ? data.get(place(i, j)) : data.get(place(j, i));
        }

        double[][] values() {
            double[][] values = new double[rows][columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    values[i][j] = data.get(place(i, j));
                }
            }
            return values;
        }

        int guards() {
            int guards = 0;
            for (int n = 0; n < data.length(); n++) {
                guards += data.get(n) == GUARD ? 1 : 0;
            }
            return guards;
        }
    }

    @Property(tries = 400, seed = "20260241")
    void aProductIsItsDefinition(
            @ForAll("engines") Blas engine,
            @ForAll Order order,
            @ForAll Transpose transA,
            @ForAll Transpose transB,
            @ForAll("sizes") int m,
            @ForAll("sizes") int n,
            @ForAll("sizes") int k,
            @ForAll("factors") float alpha,
            @ForAll("factors") float beta,
            @ForAll long seed) {
        Random random = new Random(seed);
        Stored a = Stored.random(order, transA == Transpose.NO ? m : k, transA == Transpose.NO ? k : m, random);
        Stored b = Stored.random(order, transB == Transpose.NO ? k : n, transB == Transpose.NO ? n : k, random);
        Stored c = Stored.random(order, m, n, random);
        double[][] before = c.values();
        if (beta == 0 && m > 0 && n > 0) {
            c.data.set(c.place(m - 1, n - 1), Float.NaN);
        }
        int guards = c.guards();
        engine.sgemm(order, transA, transB, m, n, k, alpha, a.data, a.ld, b.data, b.ld, beta, c.data, c.ld);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double exact = beta == 0 ? 0 : beta * before[i][j];
                double magnitude = Math.abs(exact);
                for (int l = 0; l < k; l++) {
                    double term = alpha * a.at(transA, i, l) * b.at(transB, l, j);
                    exact += term;
                    magnitude += Math.abs(term);
                }
                assertEquals(exact, c.data.get(c.place(i, j)), (k + 3) * Math.ulp(1f) * magnitude + Float.MIN_NORMAL);
            }
        }
        assertTrue(c.guards() == guards, "wrote between the lines of C");
    }
}
