package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The coefficients in the expansions are those that Remez' algorithm gives, rounded to doubles. */
class MinimaxTest {
    private static final BigDecimal ONE = BigDecimal.ONE;

    @Test
    void exponential() {
        double[] tail = Arrays.copyOfRange(Exponentials.EXP, 2, Exponentials.EXP.length);
        agrees(
                tail,
                Remez.minimax(
                        r -> over(HighPrecision.exp(r).subtract(ONE).subtract(r), r.multiply(r)),
                        r -> over(r.multiply(r), HighPrecision.exp(r)),
                        -0.3469,
                        0.3469,
                        9),
                -57);
    }

    @Test
    void powerOfTwo() {
        UnaryOperator<BigDecimal> exp2 = r -> HighPrecision.exp(r.multiply(HighPrecision.LN2));
        double[] tail = Arrays.copyOfRange(Powers.EXP2, 1, Powers.EXP2.length);
        agrees(
                tail,
                Remez.minimax(
                        r -> over(exp2.apply(r).subtract(ONE), r), r -> over(r, exp2.apply(r)), -0.5002, 0.5002, 10),
                -55);
    }

    @Test
    void logarithm() {
        agrees(
                Exponentials.LOG,
                Remez.minimax(
                        z -> over(artanhOver(z).multiply(BigDecimal.valueOf(2)).subtract(BigDecimal.valueOf(2)), z),
                        z -> over(z, BigDecimal.valueOf(2)),
                        0,
                        0.02945,
                        6),
                -59);
    }

    @Test
    void logarithmOfPowers() {
        agrees(
                Powers.LOG,
                Remez.minimax(
                        z -> over(
                                artanhOver(z).subtract(ONE).subtract(over(z, BigDecimal.valueOf(3))), z.multiply(z)),
                        z -> z.multiply(z),
                        0,
                        0.02945,
                        7),
                -73);
    }

    @Test
    void sineAndCosine() {
        UnaryOperator<BigDecimal> sinOver = z -> over(HighPrecision.sin(root(z)), root(z));
        agrees(
                Trigonometry.SIN,
                Remez.minimax(
                        z -> over(sinOver.apply(z).subtract(ONE), z), z -> over(z, sinOver.apply(z)), 0, 0.6185, 5),
                -57);
        UnaryOperator<BigDecimal> cos = z -> HighPrecision.cos(root(z));
        double[] tail = Arrays.copyOfRange(Trigonometry.COS, 1, Trigonometry.COS.length);
        agrees(
                tail,
                Remez.minimax(
                        z -> over(cos.apply(z).subtract(ONE).add(over(z, BigDecimal.valueOf(2))), z.multiply(z)),
                        z -> over(z.multiply(z), cos.apply(z)),
                        0,
                        0.6185,
                        5),
                -63);
    }

    @Test
    void arcs() {
        agrees(
                InverseTrigonometry.ATAN,
                Remez.minimax(
                        z -> over(over(HighPrecision.atan(root(z)), root(z)).subtract(ONE), z),
                        z -> z,
                        0,
                        0.17158,
                        10),
                -59);
        agrees(
                InverseTrigonometry.ASIN,
                Remez.minimax(
                        z -> over(over(HighPrecision.asin(root(z)), root(z)).subtract(ONE), z), z -> z, 0, 0.25, 12),
                -59);
    }

    @Test
    void hyperbolicSine() {
        agrees(
                Exponentials.SINH,
                Remez.minimax(
                        z -> over(over(HighPrecision.sinh(root(z)), root(z)).subtract(ONE), z), z -> z, 0, 1, 6),
                -63);
    }

    /** Compares what matters of a coefficient: its size against that of the lowest, on this interval, is not known here. */
    private static void agrees(double[] coefficients, Remez.Result expected, int errorExponent) {
        assertTrue(expected.error() < Math.scalb(1, errorExponent), () -> "error " + expected.error());
        assertEquals(coefficients.length, expected.coefficients().length);
        for (int k = 0; k < coefficients.length; k++) {
            double tolerance = Math.ulp(coefficients[k]) * (1L << Math.min(3 * k, 30));
            assertEquals(expected.coefficients()[k], coefficients[k], tolerance, "coefficient " + k);
        }
    }

    private static BigDecimal artanhOver(BigDecimal z) {
        BigDecimal s = root(z);
        return over(HighPrecision.log(over(ONE.add(s), ONE.subtract(s))), s.multiply(BigDecimal.valueOf(2)));
    }

    private static BigDecimal root(BigDecimal z) {
        return z.sqrt(HighPrecision.DIGITS);
    }

    private static BigDecimal over(BigDecimal a, BigDecimal b) {
        return a.divide(b, HighPrecision.DIGITS);
    }
}
