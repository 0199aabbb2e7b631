package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mpi.testing.RankTest;

class ReproducibleSumTest {
    private static double sum(double... values) {
        ReproducibleSum sum = new ReproducibleSum();
        sum.add(values, 0, values.length);
        ReproducibleSum inVectors = new ReproducibleSum(true);
        inVectors.add(values, 0, values.length);
        assertBits(sum.value(), inVectors.value());
        return sum.value();
    }

    /** The exact sum in decimal; BigDecimal.doubleValue rounds to nearest, ties to even. */
    private static double exact(double[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum.doubleValue();
    }

    private static void assertBits(double expected, double actual) {
        assertEquals(Double.toHexString(expected), Double.toHexString(actual));
    }

    private static double[] random(Random random, int count, int exponents) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Math.scalb(random.nextDouble() - 0.5, random.nextInt(2 * exponents + 1) - exponents);
        }
        return values;
    }

    private static void shuffle(double[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 30, 300, 1000})
    void sumIsTheExactOneRoundedOnceInAnyOrder(int exponents) {
        Random random = new Random(exponents);
        for (int count : new int[] {1, 2, 3, 10, 100, 5000}) {
            double[] values = random(random, count, exponents);
            double expected = exact(values);
            assertBits(expected, sum(values));
            shuffle(values, random);
            assertBits(expected, sum(values));
            ReproducibleSum oneByOne = new ReproducibleSum();
            for (double value : values) {
                oneByOne.add(value);
            }
            assertBits(expected, oneByOne.value());
        }
    }

    @Test
    void sumsThatCancelKeepTheirLastBit() {
        assertBits(1.0, sum(1e300, 1.0, -1e300));
        assertBits(Double.MIN_VALUE, sum(Double.MAX_VALUE, Double.MIN_VALUE, -Double.MAX_VALUE));
        assertBits(0.0, sum(0.1, -0.1));
        assertBits(-0x1p-54, sum(0x1p53, -0x1p53, -0x1p-54));
        Random random = new Random(7);
        double[] values = random(random, 2000, 200);
        double[] both = new double[4001];
        for (int i = 0; i < values.length; i++) {
            both[i] = values[i];
            both[4000 - i] = -values[i];
        }
        both[2000] = -3e-200;
        assertBits(-3e-200, sum(both));
    }

    @Test
    void tiesGoToTheEvenNeighbour() {
        assertBits(1.0, sum(1.0, 0x1p-53));
        assertBits(1.0 + 0x1p-51, sum(1.0 + 0x1p-52, 0x1p-53));
        assertBits(1.0 + 0x1p-52, sum(1.0, 0x1p-53, Double.MIN_VALUE));
        assertBits(1.0, sum(1.0, 0x1p-53, -Double.MIN_VALUE));
        assertBits(2.0, sum(2.0 - 0x1p-52, 0x1p-53));
    }

    @Test
    void subnormalNumbersAreExact() {
        assertBits(3 * Double.MIN_VALUE, sum(Double.MIN_VALUE, Double.MIN_VALUE, Double.MIN_VALUE));
        assertBits(Double.MIN_NORMAL, sum(Double.MIN_NORMAL - Double.MIN_VALUE, Double.MIN_VALUE));
        assertBits(Double.MIN_NORMAL - Double.MIN_VALUE, sum(Double.MIN_NORMAL, -Double.MIN_VALUE));
        assertBits(-Double.MIN_VALUE, sum(-Double.MIN_VALUE));
    }

    @Test
    void infinityIsReachedOnlyByTheWholeSum() {
        double max = Double.MAX_VALUE;
        assertBits(max, sum(max, max, max, -max, -max));
        assertBits(Double.POSITIVE_INFINITY, sum(max, max));
        assertBits(Double.NEGATIVE_INFINITY, sum(-max, -max, max, -max));
        assertBits(max, sum(max, Math.ulp(max) / 4));
        assertBits(Double.POSITIVE_INFINITY, sum(max, Math.ulp(max) / 2));
        double[] many = new double[10_000];
        Arrays.fill(many, max);
        assertBits(Double.POSITIVE_INFINITY, sum(many));
    }

    @Test
    void infinitiesAndNansFollowTheirRules() {
        double inf = Double.POSITIVE_INFINITY;
        assertBits(inf, sum(1, inf, -Double.MAX_VALUE));
        assertBits(-inf, sum(-inf, -inf));
        assertBits(Double.NaN, sum(inf, 1, -inf));
        assertBits(Double.NaN, sum(1, Double.NaN, inf));
    }

    @Test
    void emptySumsAndZerosArePositiveZero() {
        assertBits(0.0, sum());
        assertBits(0.0, sum(-0.0, -0.0));
    }

    @Test
    void carriesOfMillionsOfTermsAreKept() {
        double[] values = new double[1 << 20];
        Arrays.fill(values, 0.1);
        ReproducibleSum sum = new ReproducibleSum();
        for (int i = 0; i < 4; i++) {
            sum.add(values, 0, values.length);
        }
        assertBits(0.1 * (1 << 22), sum.value());
        sum.clear();
        assertBits(0.0, sum.value());
    }

    @Test
    void twoToTheThirtyOneTermsAreExact() {
        double[] values = random(new Random(31), 1 << 20, 10);
        ReproducibleSum sum = new ReproducibleSum(true);
        for (int i = 0; i < 1 << 11; i++) {
            sum.add(values, 0, values.length);
        }
        assertBits(0x1p11 * exact(values), sum.value());
    }

    /** Terms that fall off on both sides, as a drop in a large domain makes them. */
    @Test
    void termsOfVeryDifferentSizesSideBySideAreExact() {
        double[] values = new double[4000];
        Arrays.setAll(values, n -> Math.sin(n) * Math.exp(-1e-4 * (n - 1700.0) * (n - 1700.0)));
        assertBits(exact(values), sum(values));
        double[] squares = new double[values.length];
        Arrays.setAll(squares, n -> values[n] * values[n]);
        ReproducibleSum products = new ReproducibleSum(true);
        products.addProducts(values, 0, values, 0, values.length);
        assertBits(exact(squares), products.value());
    }

    @Test
    void rangesAndMergedSumsAddUp() {
        double[] values = random(new Random(3), 999, 100);
        ReproducibleSum left = new ReproducibleSum();
        ReproducibleSum right = new ReproducibleSum();
        left.add(values, 0, 400);
        right.add(values, 400, 999);
        right.add(left);
        assertBits(exact(values), right.value());
        assertThrows(IndexOutOfBoundsException.class, () -> left.add(values, 990, 1000));
    }

    @Test
    void productsAreThoseOfDoublesAddedExactly() {
        Random random = new Random(17);
        double[] a = random(random, 5003, 30);
        double[] b = random(random, 5003, 30);
        double[] products = new double[5000];
        Arrays.setAll(products, n -> a[n + 3] * b[n + 1]);
        for (boolean vectors : new boolean[] {false, true}) {
            ReproducibleSum sum = new ReproducibleSum(vectors);
            for (int from = 0; from < 5000; from += 250) {
                sum.addProducts(a, 3 + from, b, 1 + from, 250);
            }
            assertBits(exact(products), sum.value());
        }
        assertThrows(IndexOutOfBoundsException.class, () -> new ReproducibleSum().addProducts(a, 0, b, 5000, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1074, -1022, -900, -810, -790, 0, 900, 970, 1000})
    void vectorsAndSingleTermsAgreeAtTheEndsOfTheRange(int exponent) {
        Random random = new Random(exponent);
        double[] values = random(random, 3000, 20);
        for (int n = 0; n < values.length; n++) {
            values[n] = Math.scalb(values[n], exponent);
        }
        assertBits(exact(values), sum(values));
    }

    @RankTest({1, 2, 3, 4})
    void bitsDoNotDependOnTheNumberOfRanks(Communicator world) {
        double[] values = random(new Random(11), 10_007, 40);
        int from = (int) ((long) values.length * world.rank() / world.size());
        int to = (int) ((long) values.length * (world.rank() + 1) / world.size());
        ReproducibleSum sum = new ReproducibleSum();
        for (int round = 0; round < 3; round++) {
            sum.clear();
            sum.add(values, from, to);
            sum.allReduce(world);
            assertBits(exact(values), sum.value());
        }
        sum.clear();
        sum.add(world.rank() == world.size() - 1 ? Double.NEGATIVE_INFINITY : 1.0);
        sum.allReduce(world);
        assertBits(Double.NEGATIVE_INFINITY, sum.value());
    }
}
