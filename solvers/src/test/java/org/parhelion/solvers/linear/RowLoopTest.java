package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowLoopTest {
    private static final int COLUMNS = 40;

    private static LocalRows rows(int... lengths) {
        SplittableRandom random = new SplittableRandom(lengths.length);
        int[] start = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            start[i + 1] = start[i] + lengths[i];
        }
        long[] columns = new long[start[lengths.length]];
        double[] values = new double[columns.length];
        for (int i = 0; i < lengths.length; i++) {
            int shift = random.nextInt(COLUMNS - lengths[i] + 1);
            for (int k = start[i]; k < start[i + 1]; k++) {
                columns[k] = shift + k - start[i];
                values[k] = random.nextDouble() - 0.5;
            }
        }
        return LocalRows.of(0, COLUMNS, start, columns, values);
    }

    private static void assertSums(LocalRows a, int[] rows) {
        double[] x = new SplittableRandom(9).doubles(a.owned).toArray();
        double[] expected = new double[a.rows()];
        double[] y = new double[a.rows()];
        Arrays.fill(expected, -7);
        Arrays.fill(y, -7);
        for (int i : rows) {
            double sum = 0;
            for (int k = a.start[i]; k < a.start[i + 1]; k++) {
                sum += a.values[k] * x[a.columns[k]];
            }
            expected[i] = sum;
        }
        new RowLoop(a, rows).run(x, y, null, 0);
        assertArrayEquals(expected, y);
        Arrays.fill(y, -7);
        new RowLoop(a, rows, true).run(x, y, null, 0);
        assertArrayEquals(expected, y);
    }

    private static void assertAllAndSome(int... lengths) {
        LocalRows a = rows(lengths);
        assertSums(a, IntStream.range(0, a.rows()).toArray());
        assertSums(a, IntStream.range(0, a.rows()).filter(i -> i % 5 != 2).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1024, 1025, 2500})
    void rowsOfEveryLengthAreSummedUpInTheOrderOfTheirElements(int count) {
        SplittableRandom random = new SplittableRandom(count);
        for (int longest : new int[] {1, 2, 3, 31}) {
            assertAllAndSome(random.ints(count, 0, longest + 1).toArray());
        }
        assertAllAndSome(IntStream.generate(() -> 7).limit(count).toArray());
        assertAllAndSome(new int[count]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void emptyRowsMayStandAnywhere(int where) {
        int[][] lengths = {{0, 0, 3, 1, 2}, {3, 0, 1, 0, 2}, {3, 0, 0, 1, 2}, {3, 1, 2, 0, 0}};
        assertAllAndSome(lengths[where]);
    }

    /** Difference formulas on a grid, and among them some rows of other columns. */
    private static LocalRows differences(int nx, int ny, int others) {
        SplittableRandom random = new SplittableRandom(nx);
        int[] start = new int[nx * ny + 1];
        long[] columns = new long[5 * nx * ny];
        double[] values = random.doubles(columns.length, -1, 1).toArray();
        int k = 0;
        for (int i = 0; i < nx * ny; i++) {
            boolean isOther = random.nextInt(100) < others;
            for (int distance : new int[] {-nx, -1, 0, 1, nx}) {
                int column = i + distance;
                boolean isBeside = Math.abs(distance) != 1 || (column >= 0 && column / nx == i / nx);
                if (column >= 0 && column < nx * ny && isBeside && (!isOther || distance != 0)) {
                    columns[k++] = column;
                }
            }
            start[i + 1] = k;
        }
        return LocalRows.of(0, nx * ny, start, Arrays.copyOf(columns, k), Arrays.copyOf(values, k));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 15, 16, 17, 125, 1023, 1024, 1025, 3000})
    void rowsAtEqualDistancesFromTheDiagonalAreSummedUpInTheOrderOfTheirElements(int nx) {
        for (int others : new int[] {0, 3, 50}) {
            for (int ny : new int[] {1, 2, 5}) {
                LocalRows a = differences(nx, ny, others);
                assertSums(a, IntStream.range(0, a.rows()).toArray());
                assertSums(
                        a, IntStream.range(0, a.rows()).filter(i -> i % 31 != 2).toArray());
            }
        }
    }

    @Test
    void stretchesAreFoundWhereMostRowsAreInThem() {
        int[] all = {0, 200};
        assertNotNull(StretchedRows.of(differences(100, 2, 0), all));
        assertNull(StretchedRows.of(differences(100, 2, 50), all));
    }
}
