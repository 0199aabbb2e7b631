package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A random matrix somewhere in larger storage, on the heap or direct, with a leading dimension that is longer than needed. All
 * around it is NaN: whoever reads there shows it in the result, whoever writes there is found by {@link #assertUntouched}.
 */
final class Operand {
    /** Whether an element belongs to the matrix. */
    interface Cells {
        boolean has(int i, int j);
    }

    static final Cells ALL = (i, j) -> true;

    final Order order;
    final int rows;
    final int columns;
    final int ld;
    final Doubles data;
    private final Doubles storage;
    private final long[] before;

    private Operand(Order order, int rows, int columns, int ld, Doubles storage, Doubles data) {
        this.order = order;
        this.rows = rows;
        this.columns = columns;
        this.ld = ld;
        this.storage = storage;
        this.data = data;
        before = new long[storage.length()];
    }

    /** Elements uniform in [−1, 1], NaN where the cells do not have them. */
    static Operand random(Order order, int rows, int columns, Cells cells, Random random) {
        int line = order == Order.ROW_MAJOR ? columns : rows;
        int lines = order == Order.ROW_MAJOR ? rows : columns;
        int ld = Math.max(1, line) + (random.nextBoolean() ? random.nextInt(6) : 0);
        int offset = random.nextBoolean() ? random.nextInt(7) : 0;
        int needed = lines == 0 || line == 0 ? 0 : (lines - 1) * ld + line;
        Doubles storage = storage(offset + needed + random.nextInt(4), random);
        Operand operand = new Operand(order, rows, columns, ld, storage, storage.from(offset));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (cells.has(i, j)) {
                    operand.set(i, j, 2 * random.nextDouble() - 1);
                }
            }
        }
        return operand.remembered();
    }

    static Operand random(Order order, int rows, int columns, Random random) {
        return random(order, rows, columns, ALL, random);
    }

    private static Doubles storage(int length, Random random) {
        double[] nan = new double[length];
        Arrays.fill(nan, Double.NaN);
        if (random.nextInt(3) > 0) {
            return Doubles.of(nan);
        }
        return Doubles.of(ByteBuffer.allocateDirect(8 * length)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer()
                .put(0, nan));
    }

    /** What is there now counts as what was there before the call. */
    Operand remembered() {
        for (int i = 0; i < before.length; i++) {
            before[i] = Double.doubleToRawLongBits(storage.get(i));
        }
        return this;
    }

    int index(int i, int j) {
        return NaiveBlas.index(order, i, j, ld);
    }

    double get(int i, int j) {
        return data.get(index(i, j));
    }

    void set(int i, int j, double value) {
        data.set(index(i, j), value);
    }

    /** The same matrix in plain heap storage of the same shape, each element mapped. */
    Doubles mapped(DoubleUnaryOperator function) {
        double[] copy = new double[data.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = function.applyAsDouble(data.get(i));
        }
        return Doubles.of(copy);
    }

    Doubles copy() {
        return mapped(x -> x);
    }

    Doubles magnitudes() {
        return mapped(Math::abs);
    }

    /** Changes a whole operand before the call. */
    void fill(double value) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                set(i, j, value);
            }
        }
        remembered();
    }

    /** Bit for bit the same as before the call wherever the cells do not reach. */
    void assertUntouched(Cells cells) {
        boolean[] written = new boolean[before.length];
        int first = storage.length() - data.length();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                written[first + index(i, j)] = cells.has(i, j);
            }
        }
        for (int i = 0; i < before.length; i++) {
            if (!written[i]) {
                assertEquals(
                        before[i], Double.doubleToRawLongBits(storage.get(i)), "storage " + (i - first) + " changed");
            }
        }
    }

    void assertUnchanged() {
        assertUntouched((i, j) -> false);
    }

    /**
     * @param exact what the naive twin found
     * @param bound the same from magnitudes: the error may be a multiple of its roundings
     * @param roundings operations on the way to one element
     */
    void assertEqual(Doubles exact, Doubles bound, int roundings, Cells cells) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (cells.has(i, j)) {
                    double most =
                            2 * (roundings + 4) * Math.ulp(1.0) * Math.abs(bound.get(index(i, j))) + Double.MIN_NORMAL;
                    assertEquals(exact.get(index(i, j)), get(i, j), most, "(" + i + ", " + j + ")");
                }
            }
        }
    }
}
