package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The coefficients in the expansions are those of Remez' algorithm, rounded to doubles: run again here, it reaches the same
 * error, and the rounding costs what is stated beside each table.
 */
class MinimaxTest {
    private static final BigDecimal ONE = BigDecimal.ONE;

    @Test
    void exponential() {
        double[] tail = Arrays.copyOfRange(Exponentials.EXP, 2, Exponentials.EXP.length);
        agrees(
                tail,
                Remez.problem(
                        r -> over(HighPrecision.exp(r).subtract(ONE).subtract(r), r.multiply(r)),
                        r -> over(r.multiply(r), HighPrecision.exp(r)),
                        -0.3469,
                        0.3469,
                        9),
                -57.92,
                -56.5);
    }

    @Test
    void powerOfTwo() {
        UnaryOperator<BigDecimal> exp2 = r -> HighPrecision.exp(r.multiply(HighPrecision.LN2));
        double[] tail = Arrays.copyOfRange(Powers.EXP2, 1, Powers.EXP2.length);
        agrees(
                tail,
                Remez.problem(
                        r -> over(exp2.apply(r).subtract(ONE), r), r -> over(r, exp2.apply(r)), -0.5002, 0.5002, 10),
                -55.66,
                -54.42);
    }

    @Test
    void logarithm() {
        agrees(
                Exponentials.LOG,
                Remez.problem(
                        z -> over(artanhOver(z).multiply(BigDecimal.valueOf(2)).subtract(BigDecimal.valueOf(2)), z),
                        z -> over(z, BigDecimal.valueOf(2)),
                        0,
                        0.02945,
                        6),
                -59.49,
                -58.83);
    }

    @Test
    void logarithmOfPowers() {
        agrees(
                Powers.LOG,
                Remez.problem(
                        z -> over(artanhOver(z).subtract(ONE).subtract(over(z, BigDecimal.valueOf(3))), z.multiply(z)),
                        z -> z.multiply(z),
                        0,
                        0.02945,
                        7),
                -73.54,
                -66.28);
    }

    @Test
    void sineAndCosine() {
        UnaryOperator<BigDecimal> sinOver = z -> over(HighPrecision.sin(root(z)), root(z));
        agrees(
                Trigonometry.SIN,
                Remez.problem(
                        z -> over(sinOver.apply(z).subtract(ONE), z), z -> over(z, sinOver.apply(z)), 0, 0.6185, 5),
                -57.91,
                -56.93);
        UnaryOperator<BigDecimal> cos = z -> HighPrecision.cos(root(z));
        double[] tail = Arrays.copyOfRange(Trigonometry.COS, 1, Trigonometry.COS.length);
        agrees(
                tail,
                Remez.problem(
                        z -> over(cos.apply(z).subtract(ONE).add(over(z, BigDecimal.valueOf(2))), z.multiply(z)),
                        z -> over(z.multiply(z), cos.apply(z)),
                        0,
                        0.6185,
                        5),
                -63.93,
                -59.03);
    }

    @Test
    void arcs() {
        agrees(
                InverseTrigonometry.ATAN,
                Remez.problem(
                        z -> over(over(HighPrecision.atan(root(z)), root(z)).subtract(ONE), z), z -> z, 0, 0.17158, 10),
                -59.48,
                -58.28);
        agrees(
                InverseTrigonometry.ASIN,
                Remez.problem(
                        z -> over(over(HighPrecision.asin(root(z)), root(z)).subtract(ONE), z), z -> z, 0, 0.25, 12),
                -59.83,
                -58.56);
    }

    @Test
    void hyperbolicSine() {
        agrees(
                Exponentials.SINH,
                Remez.problem(
                        z -> over(over(HighPrecision.sinh(root(z)), root(z)).subtract(ONE), z), z -> z, 0, 1, 6),
                -63.21,
                -56.35);
    }

    /** The best polynomial reaches one error, the coefficients as doubles the other (both as powers of two). */
    private static void agrees(double[] coefficients, Remez problem, double best, double rounded) {
        BigDecimal[] minimax = problem.minimax();
        assertEquals(best, problem.largestError(minimax), 0.1);
        assertEquals(minimax.length, coefficients.length);
        BigDecimal[] exact =
                Arrays.stream(coefficients).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        assertEquals(rounded, problem.largestError(exact), 0.1);
    }

    private static BigDecimal artanhOver(BigDecimal z) {
        BigDecimal s = root(z);
        return over(HighPrecision.log(over(ONE.add(s), ONE.subtract(s))), s.multiply(BigDecimal.valueOf(2)));
    }

    private static BigDecimal root(BigDecimal z) {
        return HighPrecision.sqrt(z);
    }

    private static BigDecimal over(BigDecimal a, BigDecimal b) {
        return a.divide(b, HighPrecision.DIGITS);
    }
}
